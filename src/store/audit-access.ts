/** The audit log for whoever reads it beside the running service: without its lock, and in its way for moments only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { AuditEntry } from '../approval/audit-chain.ts';
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import { asServiceError, ServiceError } from '../errors.ts';
import { type AuditEnd, entryOf, lastOf } from './audit.ts';
import { checkpointsAfter, checkpointWrites } from './audit-checkpoints.ts';
import type { Db, Schema } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import { translated } from './sqlite-faults.ts';
import type { WalSync } from './wal-sync.ts';

type ChainEnd = Pick<AuditEntry, 'seq' | 'hash'>;

export interface AuditAccess {
  end(): Promise<ChainEnd | undefined>;
  entry(seq: number): Promise<ChainEnd | undefined>;
  /** Undefined in the place of a row that this program cannot have written. */
  entries(page: { readonly afterSeq: number; readonly limit: number }): Promise<readonly (AuditEntry | undefined)[]>;
  /** Number of the first entry at this time or later, and of the last before it. Epoch milliseconds. */
  firstSince(at: number): Promise<number | undefined>;
  lastBefore(at: number): Promise<number | undefined>;
  /** In the order in which they were written. */
  checkpoints(page: { readonly after: number; readonly limit: number }): ReturnType<typeof checkpointsAfter>;
  /** Adds one over the chain's end, held meanwhile; undefined where there is no entry yet. */
  addCheckpoint(sign: (end: ChainEnd) => AuditCheckpoint): Promise<AuditCheckpoint | undefined>;
  close(): Promise<void>;
}

/** Throws `storeUnavailable` where the tables cannot be read, or are of an older version. */
export async function auditAccess(
  db: Db,
  inWrite: <T>(body: (db: Db) => Promise<T>) => Promise<T>,
  end: AuditEnd,
  close: () => Promise<void>,
): Promise<AuditAccess> {
  await mustBeThere(db);
  const access: AuditAccess = {
    end: () => lastOf(db),
    entry: (seq) => db.selectFrom('audit').select(['seq', 'hash']).where('seq', '=', seq).executeTakeFirst(),
    async entries({ afterSeq, limit }) {
      try {
        const page = db.selectFrom('audit').selectAll().where('seq', '>', afterSeq).orderBy('seq').limit(limit);
        return (await page.execute()).map(entryOf);
      } catch (thrown) {
        // Somebody wrote there what cannot be read, a number above all numbers perhaps: which row is it?
        if (asServiceError(thrown).code !== 'internal') throw thrown;
        return limit === 1 ? [undefined] : access.entries({ afterSeq, limit: 1 });
      }
    },
    async firstSince(at) {
      const since = db.selectFrom('audit').select('seq').where('at', '>=', at);
      return (await since.orderBy('seq').limit(1).executeTakeFirst())?.seq;
    },
    async lastBefore(at) {
      const before = db.selectFrom('audit').select('seq').where('at', '<', at);
      return (await before.orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq;
    },
    checkpoints: (page) => checkpointsAfter(db, page),
    addCheckpoint: (sign) =>
      inWrite(async (transaction) => {
        const writes = checkpointWrites(transaction, end);
        const last = await writes.lockAuditEnd();
        if (last === undefined) return undefined;
        const checkpoint = sign(last);
        await writes.addCheckpoint(checkpoint);
        return checkpoint;
      }),
    close,
  };
  return access;
}

async function mustBeThere(db: Db): Promise<void> {
  const tables = await db.introspection.getTables();
  if (['audit', 'audit_checkpoint'].every((name) => tables.some((table) => table.name === name))) return;
  throw new ServiceError(
    'storeUnavailable',
    'There is no audit log of this version in the database. Start the service on it once, then ask again.',
  );
}

const patienceMs = 5_000;
/** Everything is synced by SQLite itself: this process writes one row at most. */
const noSync: WalSync = {
  takeOver: () => undefined,
  prove: () => undefined,
  sync: async () => undefined,
  close: () => undefined,
};

/** The embedded store's. Undefined where there is none in this directory. */
export async function openSqliteAudit(directory: string): Promise<AuditAccess | undefined> {
  const file = join(directory, 'countersign.db');
  if (!existsSync(file)) return undefined;
  const reading = openBeside(file, true);
  try {
    return await auditAccess(reading.db, writeOnce(file), { read: lastOf }, async () => reading.close());
  } catch (thrown) {
    reading.close();
    throw thrown;
  }
}

function writeOnce(file: string): <T>(body: (db: Db) => Promise<T>) => Promise<T> {
  return async (body) => {
    const { db, close } = openBeside(file, false);
    try {
      return await db.transaction().execute(body);
    } finally {
      close();
    }
  };
}

/** The service looks after the log of its database: only where it does not run, the last to leave does. */
export function openBeside(file: string | URL, readOnly: boolean): { readonly db: Db; close(): void } {
  const database = translated(() => new DatabaseSync(file, { readOnly, timeout: patienceMs }));
  try {
    translated(() => database.exec('pragma wal_autocheckpoint = 0; pragma synchronous = full'));
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return {
    db: new Kysely<Schema>({ dialect: new NodeSqliteDialect(database, noSync) }),
    close: () => database.close(),
  };
}
