/**
 * PostgreSQL's text cannot hold U+0000, which a hostile alert may well hold. A noncharacter marks it, and itself, so
 * that what is read is exactly what was written: a mark that came in from outside must not turn into a U+0000, which
 * would break the JSON around it.
 */
const mark = '\u{10fffe}';

export function toPostgresText(value: unknown): unknown {
  if (typeof value !== 'string' || !(value.includes('\0') || value.includes(mark))) return value;
  return value.replaceAll(mark, `${mark}1`).replaceAll('\0', `${mark}0`);
}

export function fromPostgresText(text: string): string {
  if (!text.includes(mark)) return text;
  return text.replaceAll(`${mark}0`, '\0').replaceAll(`${mark}1`, mark);
}
