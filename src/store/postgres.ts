import { CompiledQuery, Kysely, sql } from 'kysely';
import type { Allowances } from '../allowance.ts';
import type { Clock, Digest, Log } from '../workflow/ports.ts';
import type { Store } from '../workflow/store-port.ts';
import type { Work } from '../workflow/work.ts';
import { createStoredAllowances } from './allowances.ts';
import { noteCountingSince } from './counts.ts';
import type { InTransaction } from './group-commit.ts';
import { isConflict, isConnectionLost } from './postgres-faults.ts';
import { postgresLocks } from './postgres-locks.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { openPool } from './postgres-pool.ts';
import type { Db, Schema } from './schema.ts';
import { createStore } from './store.ts';
import type { Schedule, Scheduled } from './work-shelf.ts';

/** One statement on the connection of a transaction. */
export type Sql = (text: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>;
/** Queues work inside the transaction in which `sql` runs. */
export type ScheduleWithSql = (sql: Sql, work: Work, dueAt: number) => Promise<void>;

export interface PostgresOptions {
  /** postgres://…; holds a password. */
  readonly url: string;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly log?: Log;
  readonly schedule: ScheduleWithSql;
  readonly ensureScheduled: ScheduleWithSql;
  /** Called after every commit that scheduled something. */
  readonly afterSchedule?: (kinds: Scheduled) => void;
}

export interface OpenedPostgres {
  readonly store: Store;
  /** What all instances together may still send to Teams. */
  readonly allowances: Allowances;
  /** Those in use, those kept, and whoever waits for one. */
  connections(): { readonly busy: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/**
 * The store of any number of instances: a PostgreSQL database, its tables brought up to date first. Throws
 * `storeUnavailable` where it cannot be reached, read or written.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<OpenedPostgres> {
  const { url, digest, clock, log } = options;
  await migratePostgres(url, log);
  const { dialect, connections, close } = openPool(url, 'service', log);
  const db = new Kysely<Schema>({ dialect });
  try {
    await noteCountingSince(db, clock);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const inTransaction = repeating(db);
  const store = createStore({
    db,
    inTransaction,
    check: () => undefined,
    digest,
    clock,
    rowLocks: true,
    locks: postgresLocks,
    auditEnd: { read: lockedAuditEnd },
    schedule: onTransaction(options.schedule),
    ensureScheduled: onTransaction(options.ensureScheduled),
    afterSchedule: options.afterSchedule ?? (() => undefined),
  });
  const allowances = createStoredAllowances({ db, inTransaction, databaseNow, rowLocks: true });
  return { store, allowances, connections, close };
}

const attempts = 5;
/** Past this, whoever asked is better told to come again. */
const longestMs = 5_000;

/**
 * READ COMMITTED with explicit locks (docs/decisions/010). Where two transactions meet all the same (a deadlock, the
 * same key inserted twice), the loser's body runs again and finds what the winner wrote. A connection that the server
 * has ended is often found out only by the next `begin` on it: nothing was done yet, so that goes to another one.
 */
function repeating(db: Db): InTransaction {
  return async (body) => {
    const startedAt = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      let hasBegun = false;
      try {
        return await db
          .transaction()
          .setIsolationLevel('read committed')
          .execute((transaction) => {
            hasBegun = true;
            return body(transaction);
          });
      } catch (thrown) {
        const isLast = attempt === attempts || performance.now() - startedAt > longestMs;
        const mayRepeat = isConflict(thrown) || (!hasBegun && isConnectionLost(thrown));
        if (isLast || !mayRepeat) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
      }
    }
  };
}

/** Waits for every other transaction that appends: taken last, so that it is held for the length of a commit. */
export async function lockedAuditEnd(db: Db): Promise<{ seq: number; hash: string } | undefined> {
  const { rows } = await sql<{ seq: number; hash: string }>`select seq, hash from audit_end()`.execute(db);
  return rows[0];
}

/** The moment of asking, not that of the transaction's begin: rows may have been waited for since then. */
async function databaseNow(db: Db): Promise<number> {
  const { rows } = await sql<{ now: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  return rows[0]?.now ?? 0;
}

/** The engine's scheduling on the connection of the transaction it is given. */
export function onTransaction(schedule: ScheduleWithSql): Schedule {
  return (transaction, work, dueAt) =>
    schedule(
      async (text, values) => {
        const { rows } = await transaction.executeQuery(CompiledQuery.raw(text, [...values]));
        return { rows };
      },
      work,
      dueAt,
    );
}
