import { escapeStep } from '../approval/read-json.ts';

const longestStep = 64;

/** RFC 6901. A field name is the caller's text: a very long one is cut, or the answer would be as long as the body. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${escapeStep(shorten(String(step)))}`).join('');
}

function shorten(step: string): string {
  return step.length <= longestStep ? step : `${step.slice(0, longestStep)}…`;
}
