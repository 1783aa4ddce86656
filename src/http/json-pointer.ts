const longestStep = 64;

/** RFC 6901. A field name is the caller's text: a very long one is cut, or the answer would be as long as the body. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${shorten(String(step)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function shorten(step: string): string {
  return step.length <= longestStep ? step : `${step.slice(0, longestStep)}…`;
}
