import type { Random } from '../sandbox/seeded.ts';

/** The text as bytes that may not be JSON, UTF-8 or text at all any more. */
export function mutateBytes(text: string, random: Random): Buffer {
  let bytes = Buffer.from(text);
  for (let count = random.between(1, 3); count > 0; count -= 1) bytes = random.pick(changes)(bytes, random);
  return bytes;
}

type Change = (bytes: Buffer, random: Random) => Buffer<ArrayBuffer>;

const pieces: readonly string[] = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  ',',
  ':',
  'null',
  '1e999',
  '-0',
  '0x10',
  'NaN',
  '/*',
  '\ufeff',
  '\u2028',
  '"type":"invoke",',
  '"from":null,',
  '"__proto__":{"deliveryMode":"expectReplies"},',
  '"source":"other",',
  '"emails":[],',
  '['.repeat(80),
  '{"a":'.repeat(80),
  '['.repeat(50_000),
];

const changes: readonly Change[] = [
  (bytes, random) => insert(bytes, random.between(0, bytes.length), Buffer.from(random.pick(pieces))),
  // Right behind a brace: a second value for a key that comes again later, or a key nobody asked for.
  (bytes, random) => {
    const braces = [...bytes.keys()].filter((at) => bytes[at] === 0x7b);
    return insert(bytes, braces.length === 0 ? 0 : random.pick(braces) + 1, Buffer.from(random.pick(pieces)));
  },
  (bytes, random) => Buffer.from(bytes.subarray(0, random.between(0, bytes.length))),
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let count = random.between(1, 8); count > 0 && changed.length > 0; count -= 1) {
      changed[random.between(0, changed.length - 1)] = random.between(0, 255);
    }
    return changed;
  },
  (bytes, random) => {
    const [from, to] = [random.between(0, bytes.length), random.between(0, bytes.length)].sort((a, b) => a - b);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to)]);
  },
  (_, random) => Buffer.from(Array.from({ length: random.between(0, 300) }, () => random.between(0, 255))),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
];

function insert(bytes: Buffer, at: number, piece: Buffer): Buffer<ArrayBuffer> {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}
