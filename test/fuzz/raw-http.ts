/** Bytes on a socket that no HTTP client would send, bodies that come slowly, and callers that hang up. */
import type { Random } from '../sandbox/seeded.ts';
import type { MakeInput, Material, SocketInput } from './input.ts';
import { mutateBytes } from './mutate-bytes.ts';

const paths = ['/api/messages', '/api/alerts', '/api/requests/CS-7F3K2Q', '/api/alerts/defender', '/'];
/** Whatever HTTP knows that is the caller's fault, and redirects to nowhere are none. */
const callersFault = [200, 202, 400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 417, 426, 431];

function head(random: Random, material: Material, more: readonly string[]): string {
  const method = random.pick(['POST', 'POST', 'POST', 'GET']);
  const lines = [`${method} ${random.pick(paths)} HTTP/1.1`, 'Host: a', 'Connection: close', ...more];
  if (random.chance(0.7)) lines.push(`Authorization: ${material.bot()}`, 'Content-Type: application/json');
  return `${lines.join('\r\n')}\r\n\r\n`;
}

type Raw = Pick<SocketInput, 'pieces' | 'finish'>;
const raws: readonly ((random: Random, material: Material) => Raw)[] = [
  (random, material) => ({
    pieces: [mutateBytes(head(random, material, ['Content-Length: 2']), random), '{}'],
    finish: 'either',
  }),
  (random) => ({ pieces: [mutateBytes('POST /api/alerts HTTP/1.1\r\nHost: a\r\n\r\n', random)], finish: 'either' }),
  // Two lengths, or a length and chunks: what one proxy reads as a second request, another does not.
  (random, material) => ({
    pieces: [head(random, material, ['Content-Length: 2', 'Content-Length: 20']), '{}'],
    finish: 'listen',
  }),
  (random, material) => ({
    pieces: [head(random, material, ['Content-Length: 2', 'Transfer-Encoding: chunked']), '2\r\n{}\r\n0\r\n\r\n'],
    finish: 'listen',
  }),
  (random, material) => ({
    pieces: [
      head(random, material, ['Transfer-Encoding: chunked']),
      random.pick(['zz\r\n', 'ffffffffffffffffff\r\n', '-2\r\n{}']),
    ],
    finish: 'listen',
  }),
  (random, material) => ({
    pieces: [head(random, material, ['Transfer-Encoding: chunked']), '2\r\n{}\r\n', '0\r\nX-Trailer: a\r\n\r\n'],
    finish: 'listen',
  }),
  (random, material) => ({ pieces: [head(random, material, [`X-Long: ${'x'.repeat(40_000)}`])], finish: 'listen' }),
  (random, material) => ({
    pieces: [
      head(
        random,
        material,
        Array.from({ length: 1_500 }, (_, index) => `X-${index}: a`),
      ),
    ],
    finish: 'either',
  }),
  (random, material) => ({ pieces: [head(random, material, ['X-Null: a\0b'])], finish: 'listen' }),
  (random, material) => ({ pieces: [head(random, material, ['X-Fold: a\r\n b'])], finish: 'either' }),
  (random, material) => ({
    pieces: [head(random, material, ['Content-Length: 99999999999999999999'])],
    finish: 'either',
  }),
  (random, material) => ({ pieces: [head(random, material, ['Content-Length: -1'])], finish: 'listen' }),
  (random) => ({
    pieces: [
      `${random.pick(['GET', 'POST', 'FOO', 'CONNECT'])} ${random.pick(['*', 'http://[/', '//evil.example/', '/%00', '/\\..\\', '?', 'a:99'])} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    ],
    finish: 'either',
  }),
  (random) => ({
    pieces: [`GET /healthz HTTP/${random.pick(['0.9', '1.0', '2.0', '9.9', 'x'])}\r\n\r\n`],
    finish: 'either',
  }),
  () => ({ pieces: ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], finish: 'either' }),
  () => ({ pieces: [Buffer.from('16030100c8010000c40303', 'hex')], finish: 'either' }),
  // Several calls in one packet; the last closes.
  (random, material) => {
    const call = (more: string) => `${head(random, material, ['Content-Length: 2']).replace('close', more)}{}`;
    return { pieces: [['keep-alive', 'keep-alive', 'keep-alive', 'close'].map(call).join('')], finish: 'listen' };
  },
  (random, material) => {
    const body = JSON.stringify(random.pick(material.activities));
    const at = random.between(0, body.length);
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    return { pieces: [head(random, material, [length]), body.slice(0, at)], finish: 'hangUp' };
  },
  (random, material) => {
    const body = JSON.stringify(random.pick(material.activities));
    const bytes = [...Buffer.from(body)];
    const size = Math.ceil(bytes.length / 4);
    const pieces = [0, 1, 2, 3].map((piece) => Buffer.from(bytes.slice(piece * size, (piece + 1) * size)));
    return { pieces: [head(random, material, [`Content-Length: ${bytes.length}`]), ...pieces], finish: 'listen' };
  },
  (random, material) => ({ pieces: [head(random, material, ['Content-Length: 50'])], finish: 'hangUp' }),
  () => ({ pieces: [], finish: 'hangUp' }),
];

export const rawHttp: MakeInput = (random, material) => ({
  via: 'socket',
  kind: 'raw bytes on a socket',
  mayBe: callersFault,
  pauseMs: random.pick([0, 0, 0, 1, 5]),
  ...random.pick(raws)(random, material),
});
