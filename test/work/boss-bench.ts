/** Engines on one real PostgreSQL database, with handlers that tests put in. */
import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { type BossWork, openBossWork, type RunSql } from '../../src/work/pg-boss.ts';
import { lanes, type Work, type WorkHandlers, workKey, workKinds } from '../../src/workflow/work.ts';
import { requestIdOf } from '../store/samples.ts';
import { type LogLine, recordingLog } from './recording-log.ts';

export const post = (number: number): Work => ({ kind: 'postCard', requestId: requestIdOf(number) });
export const submit = (number: number): Work => ({ kind: 'submitBatch', requestId: requestIdOf(number), batch: 1 });

export interface Begun {
  readonly key: string;
  readonly at: number;
  /** Index of the engine, in the order they were opened. */
  readonly engine: number;
}

export interface BossBench {
  /** What was begun, in order. */
  readonly begun: Begun[];
  readonly lines: LogLine[];
  /** What every handler does. */
  step: (work: Work) => Promise<void>;
  /** An engine that works. */
  start(concurrency?: Partial<typeof few>): Promise<BossWork>;
  /** An engine that has not begun to work. */
  open(concurrency?: Partial<typeof few>): Promise<BossWork>;
  begin(engine: BossWork): Promise<void>;
  /** In a transaction of its own, committed. */
  schedule(work: Work, delay?: number): Promise<void>;
  ensure(work: Work): Promise<void>;
  transaction(): Promise<{ sql: RunSql; end(how: 'commit' | 'rollback'): Promise<void> }>;
  query(text: string): Promise<Record<string, unknown>[]>;
  /** Resolves when so many were begun, of this key where one is given. */
  until(count: number, key?: string): Promise<void>;
  keysBegun(): string[];
  /** Posts this card: whatever was due before has been begun then, where the lane does one thing at a time. */
  doneUpTo(number: number): Promise<void>;
  /** State, queue and failures of every job there is. */
  jobs(): Promise<Record<string, unknown>[]>;
  /** The jobs, as soon as there are some and all are in this state. */
  settled(state: string): Promise<Record<string, unknown>[]>;
  /** Resolves when there are no jobs. */
  emptied(): Promise<void>;
  close(): Promise<void>;
}

const few = { thread: 10, mailboxes: 10, reads: 2, callbacks: 2 };
const clock = { now: () => Date.now() };

export async function createBossBench(url: string): Promise<BossBench> {
  const { log, lines } = recordingLog();
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', () => undefined);
  const progress = new EventEmitter().setMaxListeners(0);
  const engines: BossWork[] = [];
  const open = new Set<pg.PoolClient>();
  const sender = await openBossWork({ url, lanes, concurrency: few, clock, log });

  function handlersOf(engine: number): WorkHandlers {
    const run = (work: Work): Promise<void> => {
      bench.begun.push({ key: workKey(work), at: performance.now(), engine });
      progress.emit('begun');
      return bench.step(work);
    };
    return Object.fromEntries(workKinds.map((kind) => [kind, run])) as unknown as WorkHandlers;
  }
  async function inTransaction(steps: (sql: RunSql) => Promise<void>): Promise<void> {
    const { sql, end } = await bench.transaction();
    await steps(sql);
    await end('commit');
  }

  const bench: BossBench = {
    begun: [],
    lines,
    step: async () => undefined,
    async start(concurrency) {
      const engine = await bench.open(concurrency);
      await bench.begin(engine);
      return engine;
    },
    async open(concurrency) {
      const engine = await openBossWork({ url, lanes, concurrency: { ...few, ...concurrency }, clock, log });
      engines.push(engine);
      return engine;
    },
    begin: (engine) => engine.start(handlersOf(engines.indexOf(engine))),
    schedule: (work, delay = 0) => inTransaction((sql) => sender.schedule(sql, work, clock.now() + delay)),
    ensure: (work) => inTransaction((sql) => sender.ensureScheduled(sql, work, clock.now())),
    async transaction() {
      const client = await pool.connect();
      open.add(client);
      await client.query('begin');
      return {
        sql: async (text, values) => ({ rows: (await client.query(text, [...values])).rows }),
        async end(how) {
          await client.query(how);
          open.delete(client);
          client.release();
        },
      };
    },
    query: async (text) => (await pool.query(text)).rows,
    async until(count, key) {
      const many = () => bench.begun.filter((one) => key === undefined || one.key === key).length;
      while (many() < count) await once(progress, 'begun');
    },
    keysBegun: () => bench.begun.map(({ key }) => key),
    async doneUpTo(number) {
      await bench.schedule(post(number));
      await bench.until(1, workKey(post(number)));
    },
    jobs: () =>
      bench.query(
        `select state::text, name, (data->>'failures')::int as failures from countersign_work.job order by name`,
      ),
    async settled(state) {
      for (;;) {
        const rows = await bench.jobs();
        if (rows.length > 0 && rows.every((row) => row['state'] === state)) return rows;
      }
    },
    async emptied() {
      while ((await bench.jobs()).length > 0);
    },
    async close() {
      for (const client of open) client.release(true);
      await Promise.all([...engines, sender].map((engine) => engine.stop(0)));
      await pool.end();
    },
  };
  return bench;
}
