import { PostgresDialect, type PostgresPool } from 'kysely';
import { Pool, type PoolConfig, types } from 'pg';
import { ServiceError } from '../errors.ts';
import type { Log } from '../workflow/ports.ts';
import { postgresConnection } from './postgres-connection.ts';
import { postgresFault } from './postgres-faults.ts';
import { fromPostgresText } from './postgres-text.ts';
import { createStatementNames } from './statement-names.ts';
import { createTurnstile } from './turnstile.ts';

/** `service`: nothing lasts longer than a click can wait (15 s in all). `upkeep`: migrations and copies take their time. */
export type Patience = 'service' | 'upkeep';

/** Milliseconds. The server ends its side of a statement first; `query_timeout` is for a network that swallowed it. */
const limits: Readonly<Record<Patience, PoolConfig>> = {
  service: {
    connectionTimeoutMillis: 4_000,
    lock_timeout: 5_000,
    statement_timeout: 6_000,
    query_timeout: 8_000,
    // An instance whose machine is gone must not hold its locks until TCP finds out, which may take hours.
    idle_in_transaction_session_timeout: 15_000,
  },
  // What waits for a table's lock makes everybody behind it wait too: better given up and tried again.
  upkeep: { connectionTimeoutMillis: 4_000, lock_timeout: 2_000 },
};
const connections: Readonly<Record<Patience, number>> = { service: 10, upkeep: 1 };
const turnMs = 8_000;

export interface OpenedPool {
  readonly dialect: PostgresDialect;
  connections(): { readonly busy: number; readonly idle: number; readonly waiting: number };
  /** Waits for whoever still uses a connection. */
  close(): Promise<void>;
}

/** Connects when a connection is first needed. Every fault that comes out of the dialect is translated. */
export function openPool(url: string, patience: Patience, log?: Log): OpenedPool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'countersign',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idleTimeoutMillis: 60_000,
    types: { getTypeParser },
    max: connections[patience],
    ...limits[patience],
  });
  const turnstile = createTurnstile(connections[patience], turnMs);
  const names = createStatementNames();
  pool.on('error', (error) => log?.warn({ error: postgresFault(error) }, 'An idle connection to PostgreSQL was lost'));
  // In use and between two statements nobody listens: without this, a lost connection would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  let closed = false;
  const kyselyPool: PostgresPool = {
    async connect() {
      await turnstile.enter();
      try {
        if (closed) throw new ServiceError('storeUnavailable', 'The store is closed.', { retryable: true });
        return postgresConnection(await pool.connect(), names, turnstile.leave);
      } catch (thrown) {
        turnstile.leave();
        throw postgresFault(thrown);
      }
    },
    end: () => pool.end(),
    options: {},
  };
  return {
    dialect: new PostgresDialect({ pool: kyselyPool }),
    connections() {
      const { totalCount, idleCount } = pool;
      return { busy: totalCount - idleCount, idle: idleCount, waiting: turnstile.waiting() };
    },
    async close() {
      if (closed) return;
      closed = true;
      await pool.end();
    },
  };
}

/** int8 (also what `count` answers) and numeric (what `sum` of int8 answers): milliseconds and counts, all below 2^53. */
const numberTypes: readonly number[] = [20, 1700];

const textType = 25;
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (format === 'binary') return types.getTypeParser(oid, format);
  if (numberTypes.includes(oid)) return Number;
  return oid === textType ? fromPostgresText : types.getTypeParser(oid, 'text');
};
