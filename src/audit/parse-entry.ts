import { isUtf8 } from 'node:buffer';
import type { FoundEntry } from './finding.ts';
import { readJsonLine } from './read-json-line.ts';
import type { Line } from './read-lines.ts';

const byteOrderMark = /^\ufeff/;

/** One line of an export; undefined where it is blank. */
export function parseEntry({ number: line, bytes }: Line): FoundEntry | undefined {
  if (bytes === 'tooLong') return { flaw: 'tooLong', line };
  // Bytes that are no text would be read as U+FFFD, and a changed entry could pass for the one that was written.
  if (!isUtf8(bytes)) return { flaw: 'notUtf8', line };
  const whole = bytes.toString('utf8');
  // Editors on Windows begin files with a byte order mark.
  const text = line === 1 ? whole.replace(byteOrderMark, '') : whole;
  if (text.trim() === '') return undefined;
  return { ...readJsonLine(text), line };
}

/** The entries of an export (JSON Lines), in the order of the file. */
export async function* parseEntries(pages: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly FoundEntry[]> {
  for await (const lines of pages) {
    const entries: FoundEntry[] = [];
    for (const line of lines) {
      const entry = parseEntry(line);
      if (entry !== undefined) entries.push(entry);
    }
    yield entries;
  }
}
