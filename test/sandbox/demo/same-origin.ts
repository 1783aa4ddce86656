import type { IncomingMessage } from 'node:http';

/** Everything the page needs comes from its own server; the card renderer sets styles through the DOM only. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const largestBody = 256 * 1024;

/**
 * Is the request from our own page? The Host check stops DNS rebinding; Origin and Sec-Fetch-Site stop other pages
 * in the same browser from pressing our buttons.
 */
export function isOwnRequest(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const port = request.socket.localPort;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = request.headers['sec-fetch-site'];
  const fromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (request.method === 'GET') return !fromElsewhere || request.headers['sec-fetch-mode'] === 'navigate';
  // A page elsewhere cannot send this content type without asking first, and we never allow it.
  return !fromElsewhere && request.headers['content-type'] === 'application/json';
}

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error('The message is too long.');
    chunks.push(chunk);
  }
  const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('Expected an object.');
  return parsed as Record<string, unknown>;
}
