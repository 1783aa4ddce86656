import type { Random } from '../sandbox/seeded.ts';

/** Texts that have broken parsers, paths, logs, cards and prototypes of others. */
const texts: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../../v3/conversations',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  'toString',
  'msteams',
  'emulator',
  'null',
  '0',
  '-1',
  'NaN',
  'CS-7F3K2Q',
  'cs 7f3k2q',
  '28:00000000-0000-4000-8000-000000000000',
  '00000000-0000-4000-8000-000000000000',
  'http://127.0.0.1:9/',
  'https://evil.example/teams/',
  'http://localhost.evil.example/',
  'line\r\nSet-Cookie: a=b',
  '{"level":"error","message":"forged"}\n{"level":"fatal"}',
  '<at>Countersign</at>',
  '{{DATE(2026-01-01T00:00:00Z, SHORT)}}',
  '$'.concat('{$root}'),
  '[click](https://evil.example)',
  '\u202ereversed\u202c',
  '\u0000',
  'a\u0000b',
  '\ud83d',
  '\udc00\ud800',
  '🎣'.repeat(40),
  'e\u0301'.repeat(300),
  "'; drop table requests; --",
  'x'.repeat(1_025),
  'x'.repeat(70_000),
  ' '.repeat(5_000),
  '('.repeat(3_000),
  'a@b@c@'.repeat(200),
];

const numbers: readonly number[] = [0, -0, -1, 1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324];

/** Keys that mean something to JavaScript, to promises, or to the SDK. */
export const hostileKeys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'then',
  'length',
  '',
  '$ref',
  'hasOwnProperty',
  'deliveryMode',
  'callerId',
  'relatesTo',
  'x'.repeat(2_000),
];

/** A value of any JSON type, as nobody's schema wants it. */
export function junkValue(random: Random, depth = 0): unknown {
  const roll = random.between(0, depth > 2 ? 6 : 9);
  if (roll <= 3) return random.pick(texts);
  if (roll === 4) return random.pick(numbers);
  if (roll === 5) return random.pick([null, true, false]);
  if (roll === 6) return random.pick([[], {}]);
  if (roll === 7) return Array.from({ length: random.between(1, 4) }, () => junkValue(random, depth + 1));
  if (roll === 8) return nested(random);
  const junk: Record<string, unknown> = Object.create(null);
  for (let count = random.between(1, 3); count > 0; count -= 1) {
    junk[random.pick(hostileKeys)] = junkValue(random, depth + 1);
  }
  return junk;
}

export function junkText(random: Random): string {
  return random.pick(texts);
}

/** Deeper than anything honest; some of it deeper than may be taken. */
function nested(random: Random): unknown {
  let value: unknown = random.pick(texts);
  for (let level = random.pick([3, 30, 63, 64, 65, 500]); level > 0; level -= 1) {
    value = level % 2 === 0 ? [value] : { [random.pick(['a', 'data', '__proto__x'])]: value };
  }
  return value;
}
