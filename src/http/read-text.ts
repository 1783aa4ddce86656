import type { Call } from './call.ts';
import { decodeText } from './decode-json.ts';
import { checkMediaType } from './media-type.ts';
import type { Refused } from './problem.ts';
import type { BodyReader } from './read-body.ts';

/** The body of a POST as text, once its type, encoding and size hold. */
export async function readText(
  call: Call,
  reader: BodyReader,
): Promise<{ readonly kind: 'ok'; readonly text: string; release(): void } | Refused | { readonly kind: 'gone' }> {
  const unfit = checkMediaType(call.headers);
  if (unfit) return unfit;
  const body = await call.readBody(reader);
  if (body.kind !== 'ok') return body;
  const decoded = decodeText(body.bytes);
  if (decoded.kind === 'ok') return { ...decoded, release: body.release };
  body.release();
  return decoded;
}
