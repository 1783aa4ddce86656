import { type Kysely, sql } from 'kysely';
import { auditLock } from '../postgres-locks.ts';

/**
 * The audit log on PostgreSQL. `audit_end` waits for whoever appends and then reads the chain's end: two statements
 * in one call, because a single statement would still see what was there before it waited.
 */
export async function foundationOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function audit_end() returns table (seq bigint, hash text) language plpgsql volatile as $$
    begin
      perform pg_advisory_xact_lock(${sql.lit(auditLock)}, 0);
      return query select audit.seq, audit.hash from audit order by audit.seq desc limit 1;
    end $$`.execute(db);
  await sql`
    create function audit_refuses_change() returns trigger language plpgsql as $$
    begin
      raise exception 'audit entries are never changed or deleted' using errcode = 'restrict_violation';
    end $$`.execute(db);
  // Not even this program's own connections may touch what was written.
  await sql`
    create trigger audit_is_never_changed before update or delete or truncate on audit
    for each statement execute function audit_refuses_change()`.execute(db);
  await sql`
    create function audit_takes_the_next() returns trigger language plpgsql as $$
    begin
      if new.seq is distinct from (select coalesce(max(audit.seq), 0) + 1 from audit) then
        raise exception 'audit entries are appended one by one' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger audit_has_no_gaps before insert on audit
    for each row execute function audit_takes_the_next()`.execute(db);
}
