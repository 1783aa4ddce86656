import type { Db } from 'pg-boss';
import type { WorkStanding } from '../workflow/standing.ts';
import type { Work } from '../workflow/work.ts';
import { givenUpQueue, schema } from './pg-boss-queues.ts';

interface Row {
  readonly kind: Work['kind'];
  readonly due: number;
  readonly later: number;
  readonly under_way: number;
  readonly given_up: number;
  /** Epoch milliseconds, by PostgreSQL's clock. */
  readonly oldest: number | null;
}

/** Work that was done is deleted, so the table holds what waits and little else: counted as it stands. */
export async function bossStanding(db: Db): Promise<WorkStanding[]> {
  const { rows } = await db.executeSql(
    `select data->'work'->>'kind' as kind,
       (count(*) filter (where name <> $1 and state in ('created', 'retry') and start_after <= now()))::int as due,
       (count(*) filter (where name <> $1 and state in ('created', 'retry') and start_after > now()))::int as later,
       (count(*) filter (where name <> $1 and state = 'active'))::int as under_way,
       (count(*) filter (where name = $1))::int as given_up,
       (extract(epoch from min(start_after) filter (
         where name <> $1 and state in ('created', 'retry') and start_after <= now())) * 1000)::float8 as oldest
     from ${schema}.job
     where state in ('created', 'retry', 'active')
     group by 1`,
    [givenUpQueue],
  );
  return (rows as Row[]).map(({ kind, due, later, under_way, given_up, oldest }) => ({
    kind,
    due,
    later,
    underWay: under_way,
    givenUp: given_up,
    ...(oldest === null ? {} : { oldestDueAt: oldest }),
  }));
}
