import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';

/** "a、b、ほか 37 件". */
export function listed({ shown, more }: Names, { and, number }: Formats): string {
  return more > 0 ? and([...shown, `ほか ${number(more)} 件`]) : and(shown);
}

/** Only of persons, who are counted with a word of their own: "a、b、ほか 37 名". */
export function listedPeople({ shown, more }: Names, { and, number }: Formats): string {
  return more > 0 ? and([...shown, `ほか ${number(more)} 名`]) : and(shown);
}
