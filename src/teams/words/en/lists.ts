import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';

/** "a, b, and 37 more". */
export function listed({ shown, more }: Names, { and, number }: Formats): string {
  return more > 0 ? and([...shown, `${number(more)} more`]) : and(shown);
}

/** For parts that may hold commas or an "and" themselves: these then stand between semicolons. */
export function listedParts(parts: readonly string[], { and }: Formats): string {
  const last = parts.at(-1);
  if (last === undefined || parts.length === 1 || !parts.some((part) => /, | and /.test(part))) return and(parts);
  const others = parts.slice(0, -1).join('; ');
  return `${others}; and ${last}`;
}
