import { type RawBuilder, sql } from 'kysely';

/** The next number in the order of arrival, as an expression for an insert. */
export function nextOrdinal(table: 'request' | 'alert' | 'work' | 'channel'): RawBuilder<number> {
  return sql<number>`(select coalesce(max(ordinal), 0) + 1 from ${sql.table(table)})`;
}
