/**
 * Reads parsed JSON field by field. What does not fit is noted with its JSON pointer (RFC 6901) and reading goes on
 * with a harmless value, so that all mistakes of a file are told at once. Nothing here throws.
 */
import { parseDuration } from './duration.ts';
import { spellOut } from './spell-out.ts';

export interface Problem {
  readonly pointer: string;
  /** Continues a sentence that begins with the pointer; never holds a value of the file. */
  readonly message: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Undefined where it is no object; keys that are not known are noted, and ignored. */
export function readObject(
  problems: Problem[],
  value: unknown,
  pointer: string,
  known: readonly string[],
): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ pointer, message: 'must be an object' });
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    problems.push({
      pointer: `${pointer}/${escapeStep(key)}`,
      message: `is not known here; known are ${known.join(', ')}`,
    });
  }
  return value as Fields;
}

const longestStep = 64;

/**
 * RFC 6901, section 3, as people are shown it. A key is somebody's text: a very long one is cut, between characters, and
 * what a terminal would obey is spelt out.
 */
export function escapeStep(key: string): string {
  const isLong = key.length > longestStep;
  const shown = isLong ? `${key.slice(0, longestStep).replace(/[\ud800-\udbff]$/, '')}…` : key;
  return spellOut(shown).replaceAll('~', '~0').replaceAll('/', '~1');
}

export function readList(problems: Problem[], value: unknown, pointer: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  problems.push({ pointer, message: 'must be a list' });
  return [];
}

/** Absent is false. */
export function readFlag(problems: Problem[], value: unknown, pointer: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value !== undefined) problems.push({ pointer, message: 'must be true or false' });
  return false;
}

/**
 * Some centuries in all: far beyond them a deadline is no date any more (ECMAScript's dates end in the year 275760).
 * Counted in digits, because the JSON Schema of the file must say the same and can only look at the text.
 */
const tooLong = /\d{5,}W|\d{6,}D|\d{7,}H|\d{9,}M|\d{10,}[.S]/;

/** Milliseconds; undefined where absent. */
export function readDuration(problems: Problem[], value: unknown, pointer: string): number | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === 'string' && !tooLong.test(value) ? parseDuration(value) : undefined;
  if (ms !== undefined && ms > 0) return ms;
  const message = 'must be a positive ISO 8601 duration such as PT4H or P30D, without years and months';
  problems.push({ pointer, message });
  return undefined;
}

export function readWhole(
  problems: Problem[],
  value: unknown,
  pointer: string,
  { least, most }: { readonly least: number; readonly most?: number },
): number {
  const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
  if (fits && (most === undefined || value <= most)) return value;
  const range = most === undefined ? `, ${least} or more` : ` from ${least} to ${most}`;
  problems.push({ pointer, message: `must be a whole number${range}` });
  return least;
}

/** At least one of the known words: an empty list would silently match nothing. */
export function readChoices<T extends string>(
  problems: Problem[],
  value: unknown,
  pointer: string,
  known: readonly T[],
): readonly T[] {
  const isKnown = (item: unknown): item is T => known.some((one) => one === item);
  if (Array.isArray(value) && value.length === 0) {
    problems.push({ pointer, message: `must hold at least one of ${known.join(', ')}` });
  }
  const items = readList(problems, value, pointer);
  for (const [index, item] of items.entries()) {
    if (!isKnown(item))
      problems.push({ pointer: `${pointer}/${index}`, message: `must be one of ${known.join(', ')}` });
  }
  return items.filter(isKnown);
}

/** Half a surrogate pair is no text: nothing that holds one has a hash (RFC 8785). */
export function readText(problems: Problem[], value: unknown, pointer: string): string {
  if (typeof value === 'string' && value.isWellFormed()) return value;
  problems.push({ pointer, message: 'must be a text' });
  return '';
}

/** What a text must look like, and the message where it does not. */
export interface Name {
  readonly fits: (text: string) => boolean;
  readonly message: string;
}

/** Texts that fit once trimmed; absent is none. */
export function readTexts(
  problems: Problem[],
  value: unknown,
  pointer: string,
  { fits, message }: Name,
): readonly string[] {
  if (value === undefined) return [];
  return readList(problems, value, pointer).flatMap((item, index) => {
    if (typeof item === 'string' && fits(item.trim())) return [item.trim()];
    problems.push({ pointer: `${pointer}/${index}`, message });
    return [];
  });
}
