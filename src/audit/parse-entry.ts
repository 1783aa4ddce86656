import { isUtf8 } from 'node:buffer';
import { findJsonFlaws } from '../config/json-flaws.ts';
import type { FoundEntry } from './finding.ts';
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
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { flaw: 'notAnObject', line };
    // What an export has written comes out again as it is; only what was edited must be looked at closely.
    if (JSON.stringify(value) === text) return { value, line };
    const { broken, duplicates } = findJsonFlaws(text);
    if (broken !== undefined) return { flaw: 'notJson', line };
    // Of two, one program reads the first and another the last: nobody could say what the entry says.
    return duplicates.length > 0 ? { flaw: 'keyTwice', line } : { value, line };
  } catch {
    return { flaw: 'notJson', line };
  }
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
