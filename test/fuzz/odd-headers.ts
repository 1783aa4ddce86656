import type { Random } from '../sandbox/seeded.ts';

/** Those that Node's own client lets out; the rest is in raw-http.ts. */
const odd: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'text/html' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json;'.repeat(200) },
  { 'content-type': '' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'identity, br, x'.repeat(50) },
  { 'transfer-encoding': 'chunked' },
  { expect: '100-continue' },
  { expect: 'a miracle' },
  { host: '[' },
  { host: 'evil.example:99999' },
  { host: '' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-original-url': '/metrics' },
  { traceparent: '00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff' },
  { traceparent: 'x'.repeat(8_000) },
  { accept: 'text/html;q=0.1,*/*;q=x' },
  { 'accept-version': '~99' },
  { 'accept-language': 'x'.repeat(4_000) },
  { cookie: 'a=b; '.repeat(500) },
  { range: 'bytes=0-0' },
  { 'if-none-match': '*' },
  { connection: 'upgrade', upgrade: 'websocket' },
  { upgrade: 'h2c', connection: 'Upgrade, HTTP2-Settings', 'http2-settings': 'AAMAAABkAAQAAP__' },
  { te: 'trailers' },
];

export function oddHeaders(random: Random): Readonly<Record<string, string>> {
  return { ...random.pick(odd), ...(random.chance(0.3) && random.pick(odd)) };
}
