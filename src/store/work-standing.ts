import type { WorkStanding } from '../workflow/standing.ts';
import type { Work } from '../workflow/work.ts';
import type { Db } from './schema.ts';

/** Of the embedded engine. What was done leaves no row, so the table holds what waits and little else. */
export async function workStanding(db: Db, now: number): Promise<WorkStanding[]> {
  const rows = await db
    .selectFrom('work')
    .select(['state', 'kind', (eb) => eb.fn.countAll<number>().as('count')])
    .select((eb) => eb.fn.countAll<number>().filterWhere('due_at', '<=', now).as('due'))
    .select((eb) => eb.fn.min('due_at').as('oldestAt'))
    .where('state', 'in', ['waiting', 'leased', 'givenUp'])
    .groupBy(['state', 'kind'])
    .execute();
  const of = (kind: Work['kind'], state: string) => rows.find((row) => row.kind === kind && row.state === state);
  return [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
    const waiting = of(kind, 'waiting');
    const due = waiting?.due ?? 0;
    return {
      kind,
      due,
      later: (waiting?.count ?? 0) - due,
      underWay: of(kind, 'leased')?.count ?? 0,
      givenUp: of(kind, 'givenUp')?.count ?? 0,
      ...(waiting && due > 0 ? { oldestDueAt: waiting.oldestAt } : {}),
    };
  });
}
