import { findJsonFlaws } from '../config/json-flaws.ts';

/** Why a text is not what a program may believe to be one JSON object. */
export type JsonFlaw = 'notJson' | 'notAnObject' | 'keyTwice' | 'numberText';

/** Strings are gone past, for digits in them are text. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** One JSON object that can be read in one way only; blanks, the order of keys and escapes are of no account. */
export function readJsonLine(text: string): { readonly value: object } | { readonly flaw: JsonFlaw } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { flaw: 'notAnObject' };
    // What this program has written comes out again as it is; only what was edited must be looked at closely.
    if (JSON.stringify(value) === text) return { value };
    const { broken, duplicates } = findJsonFlaws(text);
    if (broken !== undefined) return { flaw: 'notJson' };
    // Of two, one program reads the first and another the last: nobody could say what the text says.
    if (duplicates.length > 0) return { flaw: 'keyTwice' };
    // JSON.parse rounds: digits may be added that it does not see, and other programs do.
    return hasForeignNumbers(text) ? { flaw: 'numberText' } : { value };
  } catch {
    return { flaw: 'notJson' };
  }
}

/** A number that is not written as RFC 8785 (3.2.2.3) and JSON.stringify write it. */
function hasForeignNumbers(json: string): boolean {
  for (const [token] of json.matchAll(stringOrNumber)) {
    if (!token.startsWith('"') && String(Number(token)) !== token) return true;
  }
  return false;
}
