import type { Batch } from '../approval/remediation.ts';
import type { RequestState } from '../approval/request.ts';
import type { StoreReader } from '../workflow/store-port.ts';
import type { Db } from './schema.ts';

/** Past requests are never counted. `submitted` neither: it lasts a minute, and for dry runs it is an end. */
const states: readonly RequestState[] = ['pending', 'partiallyApproved', 'approved', 'submitting', 'verifying'];
const called: readonly Batch['state'][] = ['pending', 'calling', 'unknown'];

/** Each of these rows is one that somebody, or something, still waits for: an index finds them alone. */
export function standingReads(db: Db): Pick<StoreReader, 'standing'> {
  return {
    async standing() {
      const requests = await db
        .selectFrom('request')
        .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
        .select((eb) => eb.fn.min('created_at').as('oldestAt'))
        .where('state', 'in', states)
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
