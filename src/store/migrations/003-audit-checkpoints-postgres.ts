import { type Kysely, sql } from 'kysely';

/** What SQLite's triggers say in audit-triggers.ts. */
export async function auditCheckpointsOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function audit_checkpoint_refuses_change() returns trigger language plpgsql as $$
    begin
      raise exception 'audit checkpoints are never changed or deleted' using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger audit_checkpoint_is_never_changed before update or delete or truncate on audit_checkpoint
    for each statement execute function audit_checkpoint_refuses_change()`.execute(db);
  await sql`
    create function audit_checkpoint_follows() returns trigger language plpgsql as $$
    begin
      if new.number is distinct from (select coalesce(max(audit_checkpoint.number), 0) + 1 from audit_checkpoint) then
        raise exception 'audit checkpoints are appended one by one' using errcode = 'restrict_violation';
      end if;
      if not exists (select 1 from audit where audit.seq = new.seq and audit.hash = new.hash) then
        raise exception 'audit checkpoints name an entry of the chain' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger audit_checkpoint_follows before insert on audit_checkpoint
    for each row execute function audit_checkpoint_follows()`.execute(db);
  await lookNowhereElse(db);
}

/**
 * PostgreSQL looks for a table among the session's temporary ones first: a role that may not touch `audit` could have
 * put one of that name before the functions that look after it. Last, they are found only where there is no other
 * (https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY).
 */
async function lookNowhereElse(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ home: string }>`
    select nspname as home from pg_catalog.pg_namespace
    where oid = (select relnamespace from pg_catalog.pg_class where oid = 'audit'::regclass)`.execute(db);
  for (const { home } of rows) {
    for (const name of ['audit_end', 'audit_takes_the_next', 'audit_checkpoint_follows']) {
      await sql`alter function ${sql.id(home, name)}() set search_path = ${sql.id(home)}, pg_temp`.execute(db);
    }
  }
}
