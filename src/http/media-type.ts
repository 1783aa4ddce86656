import type { IncomingHttpHeaders } from 'node:http';
import { type Refused, refused } from './problem.ts';

const json = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;
const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i;

/**
 * Refuses what we would have to unpack or recode. Encoded bodies are never unpacked: a few kilobytes of gzip
 * can be gigabytes of JSON.
 */
export function checkMediaType(headers: IncomingHttpHeaders): Refused | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== '') {
    return refused('unsupported-encoding', 'Send the body as it is, without Content-Encoding.', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
  const type = headers['content-type'] ?? '';
  const isUtf8 = /^(utf-?8)?$/i.test(charset.exec(type)?.[1] ?? '');
  if (json.test(type) && isUtf8) return undefined;
  return refused('unsupported-type', 'Send Content-Type: application/json, in UTF-8.');
}
