/** Rows or keys of one statement: far below SQLite's 32,766 and PostgreSQL's 65,535 parameters, at up to 13 a row. */
const chunkSize = 500;

export function chunks<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += chunkSize) parts.push(items.slice(start, start + chunkSize));
  return parts;
}
