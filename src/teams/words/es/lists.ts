import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';

/** "a, b y 37 más". */
export function listed({ shown, more }: Names, { and, number }: Formats): string {
  return more > 0 ? and([...shown, `${number(more)} más`]) : and(shown);
}

/** Parts that may hold commas or an "y" themselves stand between semicolons. */
export function listedParts(parts: readonly string[], { and }: Formats): string {
  return parts.some((part) => /, | [ye] /.test(part)) ? parts.join('; ') : and(parts);
}
