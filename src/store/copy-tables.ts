/** Moves everything that an embedded store holds into an empty PostgreSQL database, in one transaction. */
import { Kysely, sql } from 'kysely';
import { type AuditEntry, misfit } from '../approval/audit-chain.ts';
import { ServiceError } from '../errors.ts';
import type { Digest } from '../workflow/ports.ts';
import type { Work } from '../workflow/work.ts';
import { auditReads } from './audit.ts';
import { fromJson } from './json-column.ts';
import { onTransaction, type ScheduleWithSql } from './postgres.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { openPool } from './postgres-pool.ts';
import type { Db, Schema } from './schema.ts';

/** What is referred to comes first. Not copied: `work` is scheduled anew; `pulse`, `allowance` and searches are of the moment. */
export const copiedTables = [
  'request',
  'revision',
  'analyzed_email',
  'alert',
  'gathered_message',
  'decision',
  'batch',
  'message_out',
  'audit',
  'audit_checkpoint',
  'channel',
  'installation',
  'retention',
  'daily_count',
  'poll',
] as const satisfies readonly (keyof Schema)[];
type CopiedTable = (typeof copiedTables)[number];

/** Facts of one alert can be half a megabyte. */
const rowsAtOnce = 200;

export interface CopyOptions {
  readonly from: Db;
  /** postgres://…; holds a password. */
  readonly url: string;
  readonly digest: Digest;
  readonly schedule: ScheduleWithSql;
}

export interface CopySummary {
  /** The same on both sides. */
  readonly rows: Readonly<Record<CopiedTable, number>>;
  /** The hash of the newest audit entry: the chain was verified up to it on the target. */
  readonly auditHash: string | undefined;
  readonly scheduled: number;
  /** Work that had been given up: it stays behind. */
  readonly givenUp: number;
}

/**
 * Nobody may write to either side meanwhile. Throws `storeUnavailable` where the target is not empty, and where what
 * arrived is not what was sent; nothing of it is kept then.
 */
export async function copyTables({ from, url, digest, schedule }: CopyOptions): Promise<CopySummary> {
  await migratePostgres(url);
  const { dialect, close } = openPool(url, 'upkeep');
  try {
    return await new Kysely<Schema>({ dialect }).transaction().execute(async (to) => {
      // Immediately, or a million checks would pile up until the commit.
      await sql`set constraints all immediate`.execute(to);
      await sql`lock table ${sql.join(copiedTables.map((table) => sql.table(table)))} in exclusive mode`.execute(to);
      await mustBeEmpty(to);
      for (const table of copiedTables) await copyTable(from, to, table);
      const rows = await compareCounts(from, to);
      const auditHash = await compareChains(from, to, digest);
      return { rows, auditHash, ...(await scheduleAnew(from, to, schedule)) };
    });
  } finally {
    await close();
  }
}

async function mustBeEmpty(to: Db): Promise<void> {
  for (const table of copiedTables) {
    if ((await countOf(to, table)) === 0) continue;
    const message = 'The PostgreSQL database is not empty. Copy into a new one, before any instance was started on it.';
    throw new ServiceError('storeUnavailable', message);
  }
}

async function copyTable(from: Db, to: Db, table: CopiedTable): Promise<void> {
  const source = sql.table(table);
  for (let after = 0; ; ) {
    const { rows } = await sql<Record<string, unknown> & { copied_row: number }>`
      select rowid as copied_row, * from ${source} where rowid > ${after} order by rowid limit ${rowsAtOnce}`.execute(
      from,
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.copied_row;
    const values = rows.map(({ copied_row: _row, ...row }) => row);
    await (to as unknown as Kysely<Record<string, Record<string, unknown>>>).insertInto(table).values(values).execute();
  }
}

async function compareCounts(from: Db, to: Db): Promise<CopySummary['rows']> {
  const counts = new Map<CopiedTable, number>();
  for (const table of copiedTables) {
    const sent = await countOf(from, table);
    if (sent !== (await countOf(to, table))) throw differs();
    counts.set(table, sent);
  }
  return Object.fromEntries(counts) as Record<CopiedTable, number>;
}

async function countOf(db: Db, table: CopiedTable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.count);
}

/** Entry by entry: the target's chain holds, and is the source's. */
async function compareChains(from: Db, to: Db, digest: Digest): Promise<string | undefined> {
  let last: AuditEntry | undefined;
  for (;;) {
    const page = { afterSeq: last?.seq ?? 0, limit: rowsAtOnce };
    const sent = await auditReads(from).auditEntries(page);
    const arrived = await auditReads(to).auditEntries(page);
    if (arrived.length === 0 && sent.length === 0) return last?.hash;
    for (const [index, entry] of arrived.entries()) {
      if (entry.hash !== sent[index]?.hash || misfit(entry, last, digest) !== undefined) throw differs();
      last = entry;
    }
    if (arrived.length !== sent.length) throw differs();
  }
}

function differs(): ServiceError {
  return new ServiceError(
    'storeUnavailable',
    'What arrived in PostgreSQL is not what was sent; nothing of it was kept.',
  );
}

/** Also what was under way: its process is dead, and doing it twice is harmless. */
async function scheduleAnew(
  from: Db,
  to: Db,
  schedule: ScheduleWithSql,
): Promise<Pick<CopySummary, 'scheduled' | 'givenUp'>> {
  const rows = await from.selectFrom('work').select(['work', 'state', 'due_at']).orderBy('ordinal').execute();
  const open = rows.filter(({ state }) => state !== 'givenUp');
  for (const { work, due_at } of open) await onTransaction(schedule)(to, fromJson<Work>(work), due_at);
  return { scheduled: open.length, givenUp: rows.length - open.length };
}
