/** PostgreSQL's text cannot hold U+0000, which a hostile alert may well hold: U+FFFD ("replacement character") stays in its place. */
export function toPostgresText(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}
