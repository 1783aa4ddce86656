import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';

/** "a, b et 37 autres". */
export function listed({ shown, more }: Names, { and, count }: Formats): string {
  return more > 0 ? and([...shown, count(more, { one: '# autre', other: '# autres' })]) : and(shown);
}

/** Parts that may hold commas or an "et" themselves stand between semicolons. */
export function listedParts(parts: readonly string[], { and }: Formats): string {
  return parts.some((part) => /, | et /.test(part)) ? parts.join(' ; ') : and(parts);
}
