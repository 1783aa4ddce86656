/** PostgreSQL's text cannot hold U+0000, which a hostile alert may well hold: a noncharacter stands for it there. */
const standIn = '\u{10fffe}';

export function toPostgresText(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', standIn) : value;
}

export function fromPostgresText(text: string): string {
  return text.includes(standIn) ? text.replaceAll(standIn, '\0') : text;
}
