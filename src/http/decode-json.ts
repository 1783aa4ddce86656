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

const deepest = 64;

/** JSON of bounded depth: whatever walks or prints the value later may do so recursively. */
export function decodeJson(text: string): { readonly kind: 'ok'; readonly value: unknown } | Refused {
  let value: unknown;
  try {
    // RFC 8259 section 8.1: senders must not add a byte order mark, readers may ignore one. Windows tools add it.
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return refused('invalid-body', 'The body is not JSON.', { errors: [{ pointer: '', message: 'must be JSON' }] });
  }
  if (isWithin(value, deepest)) return { kind: 'ok', value };
  const message = `must not be nested deeper than ${deepest} levels`;
  return refused('invalid-body', `The body ${message}.`, { errors: [{ pointer: '', message }] });
}

/** Level by level, without recursion. */
function isWithin(value: unknown, levels: number): boolean {
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= levels) return false;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return true;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return isContainer(value) && !Array.isArray(value);
}
