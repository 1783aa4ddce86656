/** A line of a file, without its end; `tooLong` where it is longer than any entry. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | 'tooLong';
}

/** An entry about ten thousand emails has two megabytes. */
const longestLine = 33_554_432;
const lineFeed = 10;

/** The lines of a file, as many at once as came in one piece. */
export async function* readLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let kept: Buffer[] = [];
  let keptBytes = 0;

  function keep(part: Buffer): void {
    keptBytes += part.length;
    if (keptBytes > longestLine) kept = [];
    else if (part.length > 0) kept.push(part);
  }
  function taken(): Line {
    number += 1;
    const [only, ...others] = kept;
    const whole = only !== undefined && others.length === 0 ? only : Buffer.concat(kept);
    const line: Line = { number, bytes: keptBytes > longestLine ? 'tooLong' : whole };
    kept = [];
    keptBytes = 0;
    return line;
  }

  for await (const piece of pieces) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, from)) {
      keep(piece.subarray(from, end));
      lines.push(taken());
      from = end + 1;
    }
    keep(piece.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (keptBytes > 0) yield [taken()];
}
