import { escapeStep } from '../approval/read-json.ts';

/** RFC 6901. A field name is the caller's text: a very long one is cut, or the answer would be as long as the body. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${escapeStep(String(step))}`).join('');
}
