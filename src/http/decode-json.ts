import { parseJson } from '../alerts/parse-json.ts';
import { type Refused, refused } from './problem.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The body's text with its byte order mark, if any: signatures are over every byte. */
export function decodeText(bytes: Buffer): { readonly kind: 'ok'; readonly text: string } | Refused {
  try {
    return { kind: 'ok', text: decoder.decode(bytes) };
  } catch {
    return refused('invalid-body', 'The body is not UTF-8.', { errors: [{ pointer: '', message: 'must be UTF-8' }] });
  }
}

export function decodeJson(text: string): { readonly kind: 'ok'; readonly value: unknown } | Refused {
  const parsed = parseJson(text);
  if (parsed.kind === 'ok') return parsed;
  if (parsed.kind === 'notJson') {
    return refused('invalid-body', 'The body is not JSON.', { errors: [{ pointer: '', message: 'must be JSON' }] });
  }
  const { pointer, message } = parsed;
  const detail = pointer === '' ? `The body ${message}.` : 'The body holds more than is read at once.';
  return refused('invalid-body', detail, { errors: [{ pointer, message }] });
}
