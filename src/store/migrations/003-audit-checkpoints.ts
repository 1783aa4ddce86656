import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const whole = 'bigint';

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}

/** Signed statements of how far the audit chain went. `number` counts from 1 without gaps. */
export async function auditCheckpoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_checkpoint')
    .addColumn('number', whole, (number) => number.notNull().primaryKey())
    .addColumn('seq', whole, required)
    .addColumn('hash', 'text', required)
    .addColumn('at', whole, required)
    .addColumn('entries', whole, required)
    .addColumn('key_id', 'text', required)
    .addColumn('signature', 'text', required)
    .execute();
}
