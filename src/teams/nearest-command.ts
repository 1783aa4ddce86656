/** The commands of this version; help lists no others. */
export const commandNames = ['help', 'pending', 'show', 'request', 'alerts here', 'alerts off', 'whoami'] as const;
export type CommandName = (typeof commandNames)[number];

/** How a message begins that is meant as this command: spaces inside are loose, some punctuation may follow. */
export const commandForms: readonly { readonly name: CommandName; readonly form: RegExp }[] = commandNames.map(
  (name) => ({
    name,
    form: name === 'whoami' ? /^who ?am ?i\b[.!?:]*/i : new RegExp(`^${name.replace(' ', ' ?')}(?![\\w-])[.!?:]*`, 'i'),
  }),
);

/** A hint that is further off than this would only confuse. */
const furthest = 2;
/** Only the first of two words is close: less sure than any whole command within reach. */
const guessing = 2.5;

/** The command that was probably meant; undefined where none is close. */
export function nearestCommand(typed: string): CommandName | undefined {
  const words = typed.toLowerCase().slice(0, 200).split(' ');
  let best: { name: CommandName; distance: number } | undefined;
  for (const name of commandNames) {
    const length = name.split(' ').length;
    const distance = Math.min(editDistance(words.slice(0, length).join(' '), name), firstWordDistance(words, name));
    if (distance < name.length / 2 && distance < (best?.distance ?? furthest + 1)) {
      best = { name, distance };
    }
  }
  return best?.name;
}

/** `alerts` alone, or `alerts everywhere`, is about the first of the commands that begin so. */
function firstWordDistance(words: readonly string[], name: CommandName): number {
  const [first = ''] = name.split(' ');
  return first === name ? Number.POSITIVE_INFINITY : editDistance(words[0] ?? '', first) + guessing;
}

/** Insertions, deletions, replacements and swapped neighbours that turn one word into the other. */
export function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > furthest) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + same);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(line: readonly number[], index: number): number {
  return line[index] ?? Number.POSITIVE_INFINITY;
}
