import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';

/** "a, b und 37 weitere". */
export function listed({ shown, more }: Names, { and, number }: Formats): string {
  return more > 0 ? and([...shown, `${number(more)} weitere`]) : and(shown);
}

/** Parts that may hold commas or an "und" themselves stand between semicolons. */
export function listedParts(parts: readonly string[], { and }: Formats): string {
  return parts.some((part) => /, | und /.test(part)) ? parts.join('; ') : and(parts);
}
