import type { Kysely } from 'kysely';

const whole = 'bigint';

/** What `find` found, for a day, so that a click on its card need say no more than which message. */
export async function mailSearch(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('mail_search')
    .addColumn('id', 'text', (id) => id.notNull().primaryKey())
    .addColumn('tenant_id', 'text', (tenant) => tenant.notNull())
    .addColumn('person_id', 'text', (person) => person.notNull())
    .addColumn('at', whole, (at) => at.notNull())
    .addColumn('criteria', 'text', (criteria) => criteria.notNull())
    .addColumn('salt', 'text', (salt) => salt.notNull())
    .addColumn('found', 'text', (found) => found.notNull())
    .execute();
  await schema.createIndex('mail_search_by_person').on('mail_search').columns(['person_id', 'at']).execute();
  await schema.createIndex('mail_search_by_age').on('mail_search').column('at').execute();
  await schema
    .createTable('mail_search_request')
    .addColumn('search_id', 'text', (id) => id.notNull().references('mail_search.id').onDelete('cascade'))
    .addColumn('message', whole, (message) => message.notNull())
    .addColumn('request_id', 'text', (id) => id.notNull())
    .addPrimaryKeyConstraint('mail_search_request_key', ['search_id', 'message'])
    .execute();
}
