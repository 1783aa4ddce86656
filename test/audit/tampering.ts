/** Random tampering with an export, and with each what must be found: always the same for the same seed. */
import type { AuditEntry } from '../../src/approval/audit-chain.ts';
import { link } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';

export interface Dice {
  /** From 0 up to, and without, this number. */
  below(bound: number): number;
}

/** Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
    },
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One line of the export more, less or different. */
export const tamperings: Readonly<Record<string, (lines: readonly string[], dice: Dice) => readonly string[]>> = {
  edit: (lines, dice) => withLine(lines, dice, (entry) => edited(entry, dice)),
  'edit, with its hash made anew': (lines, dice) =>
    // The last entry but one at most: what was signed last is another case.
    withLine(lines, dice, (entry) => rehashed(edited(entry, dice) as Record<string, Json>), 1),
  'edit of the bytes': editBytes,
  'more digits than a program reads': (lines, dice) =>
    rewriteNumber(lines, dice, (text) => `${text}.00000000000000000001`),
  'a number with an exponent': (lines, dice) => rewriteNumber(lines, dice, (text) => `${text}0e-1`),
  'a number in another form': (lines, dice) => rewriteNumber(lines, dice, (text) => `${text}.0`),
  'a key more': (lines, dice) =>
    withLine(lines, dice, (entry) => ({ ...(entry as object), [`more${dice.below(9)}`]: 1 })),
  'a key twice': (lines, dice) => atRandom(lines, dice, (line) => line.replace('{', '{"kind":"card.posted",')),
  delete: (lines, dice) => lines.toSpliced(dice.below(lines.length), 1 + dice.below(3)),
  insert: (lines, dice) => lines.toSpliced(dice.below(lines.length), 0, lines[dice.below(lines.length)] ?? ''),
  'insert of a forged entry': insertForged,
  swap: (lines, dice) => {
    const one = dice.below(lines.length);
    const other = (one + 1 + dice.below(lines.length - 1)) % lines.length;
    return lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '');
  },
  duplicate: (lines, dice) => {
    const at = dice.below(lines.length);
    return lines.toSpliced(at, 0, lines[at] ?? '');
  },
  truncate: (lines, dice) => lines.slice(0, dice.below(lines.length)),
  'truncate in the middle of a line': (lines, dice) => {
    const at = dice.below(lines.length);
    return [...lines.slice(0, at), (lines[at] ?? '').slice(0, 1 + dice.below(300))];
  },
  'cut off the beginning': (lines, dice) => lines.slice(1 + dice.below(lines.length - 1)),
};

/** Written differently, and saying the same. */
export const reformattings: Readonly<Record<string, (lines: readonly string[], dice: Dice) => readonly string[]>> = {
  'blanks between the tokens': (lines, dice) =>
    atRandom(lines, dice, (line) => ` ${line.replace(/^\{"seq":/, '{ "seq" :\t')} \r`),
  'another order of the keys': (lines, dice) =>
    atRandom(lines, dice, (line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))),
  'characters as escapes': (lines, dice) =>
    atRandom(lines, dice, (line) => line.replace(/"kind":"(.)/, (_all, sign: string) => `"kind":"\\u${hex(sign)}`)),
  'blank lines': (lines, dice) => lines.toSpliced(dice.below(lines.length + 1), 0, '', '  '),
  'a byte order mark': (lines) => lines.with(0, `\ufeff${lines[0]}`),
};

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(4, '0');
}

function atRandom(
  lines: readonly string[],
  dice: Dice,
  change: (line: string) => string,
  before = 0,
): readonly string[] {
  const at = dice.below(lines.length - before);
  return lines.with(at, change(lines[at] ?? ''));
}

function withLine(lines: readonly string[], dice: Dice, change: (entry: Json) => unknown, before = 0) {
  return atRandom(lines, dice, (line) => JSON.stringify(change(JSON.parse(line))), before);
}

/** One value somewhere in it is another one, or left out. */
function edited(value: Json, dice: Dice): Json {
  if (typeof value !== 'object' || value === null) return other(value, dice);
  const keys = Object.keys(value);
  const key = keys[dice.below(keys.length)];
  if (key === undefined) return ['not empty any more'];
  const inner = (value as Record<string, Json>)[key] ?? null;
  const isLeaf = typeof inner !== 'object' || inner === null;
  const next = isLeaf && dice.below(4) === 0 ? undefined : edited(inner, dice);
  if (Array.isArray(value)) {
    return next === undefined ? value.toSpliced(Number(key), 1) : value.with(Number(key), next);
  }
  const { [key]: _old, ...rest } = value;
  return next === undefined ? rest : { ...rest, [key]: next };
}

function other(value: null | boolean | number | string, dice: Dice): Json {
  if (dice.below(5) === 0) return value === null ? 'null' : null;
  if (typeof value === 'number') return value + 1 + dice.below(3);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === '') return 'something';
  const at = dice.below(value.length);
  return `${value.slice(0, at)}${value[at] === 'x' ? 'y' : 'x'}${value.slice(at + 1)}`.toWellFormed();
}

function rehashed({ hash: _hash, ...unhashed }: Record<string, Json>): unknown {
  return { ...unhashed, hash: digest(unhashed) };
}

/** A digit or letter of a line is another one. */
function editBytes(lines: readonly string[], dice: Dice): readonly string[] {
  return atRandom(lines, dice, (line) => {
    const from = dice.below(line.length - 1);
    const at = from + line.slice(from).search(/[0-9a-z]/i);
    return at < from ? `${line}x` : `${line.slice(0, at)}${line[at] === '7' ? '8' : '7'}${line.slice(at + 1)}`;
  });
}

/** JSON.parse reads the same, for it rounds. */
function rewriteNumber(lines: readonly string[], dice: Dice, rewrite: (text: string) => string): readonly string[] {
  return atRandom(lines, dice, (line) => {
    const numbers = [...line.matchAll(/(?<=":)\d+(?=[,}])/g)];
    const { 0: text = '', index = 0 } = numbers[dice.below(numbers.length)] ?? {};
    return `${line.slice(0, index)}${rewrite(text)}${line.slice(index + text.length)}`;
  });
}

/** In every respect right behind the one before it. What was there goes on behind it. */
function insertForged(lines: readonly string[], dice: Dice): readonly string[] {
  const at = 1 + dice.below(lines.length - 1);
  const before = JSON.parse(lines[at - 1] ?? '') as AuditEntry;
  const { seq: _seq, previousHash: _previous, hash: _hash, ...rest } = before;
  return lines.toSpliced(at, 0, JSON.stringify(link({ ...rest, at: Date.parse(before.at) }, before, digest)));
}
