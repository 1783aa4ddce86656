import type { PostgresPoolClient } from 'kysely';
import type { PoolClient, QueryResult } from 'pg';
import { ServiceError } from '../errors.ts';
import { isOutdatedPlan, isReadOnly, postgresFault } from './postgres-faults.ts';
import { toPostgresText } from './postgres-text.ts';
import type { StatementNames } from './statement-names.ts';

/** One use of a connection, as Kysely has it: text and parameters in, rows out. Its faults are translated. */
export function postgresConnection(client: PoolClient, names: StatementNames, left: () => void): PostgresPoolClient {
  let isLost = false;
  let toDiscard = false;
  let inTransaction = false;

  async function run(text: string, values: readonly unknown[]): Promise<QueryResult> {
    const name = names.nameOf(text, values.length);
    try {
      return await client.query({ text, values: values.map(toPostgresText), ...(name === undefined ? {} : { name }) });
    } catch (thrown) {
      isLost = thrown instanceof Error && thrown.message === 'Query read timeout';
      // After a failover the name may lead to the new primary; this connection never will.
      toDiscard ||= isLost || isReadOnly(thrown);
      if (!isOutdatedPlan(thrown)) throw postgresFault(thrown);
      // A newer instance has changed a table. In a transaction nothing works after a fault: its body runs again.
      names.forgetAll();
      if (inTransaction) throw postgresFault(thrown);
      return run(text, values);
    }
  }

  async function query(text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    // Whatever would follow on a connection that does not answer would only wait as long again.
    if (isLost) throw new ServiceError('storeUnavailable', undefined, { retryable: true });
    if (/^(begin|start transaction)/.test(text)) inTransaction = true;
    const result = await run(text, values);
    if (/^(commit|rollback)$/.test(text)) inTransaction = false;
    return result;
  }
  return {
    // Its other form takes cursors, which this dialect is not given.
    query: query as unknown as PostgresPoolClient['query'],
    release(destroy?: boolean) {
      client.release(destroy === true || toDiscard);
      left();
    },
  };
}
