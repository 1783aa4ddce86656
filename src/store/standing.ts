import { standingBatches, standingStates } from '../workflow/standing.ts';
import type { StoreReader } from '../workflow/store-port.ts';
import type { Db } from './schema.ts';

const called = standingBatches.filter((state) => state !== 'accepted');

/** Each of these rows is one that somebody, or something, still waits for: an index finds them alone. */
export function standingReads(db: Db): Pick<StoreReader, 'standing'> {
  return {
    async standing() {
      const requests = await db
        .selectFrom('request')
        .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
        .select((eb) => eb.fn.min('created_at').as('oldestAt'))
        .where('state', 'in', standingStates)
        .groupBy('state')
        .execute();
      const counted = db.selectFrom('batch').select(['state', (eb) => eb.fn.countAll<number>().as('count')]);
      const batches = await counted.where('state', 'in', called).groupBy('state').execute();
      const unsettled = await counted
        .where('state', '=', 'accepted')
        .where('settled_at', 'is', null)
        .groupBy('state')
        .execute();
      return {
        requests: requests.map(({ state, count, oldestAt }) => ({
          state,
          count: Number(count),
          oldestAt: Number(oldestAt),
        })),
        batches: [...batches, ...unsettled].map(({ state, count }) => ({ state, count: Number(count) })),
      };
    },
  };
}
