import { dayOf } from '../approval/stats.ts';
import type { Log } from './ports.ts';
import type { Store } from './store-port.ts';

/** A year and a month: last year's same month can still be asked of the database. */
const keptDays = 400;

/** Upkeep: once a day what was counted long ago is removed; some hundred rows. */
export function createCountUpkeep(ports: {
  readonly store: Pick<Store, 'transaction'>;
  readonly log: Log;
  /** Not the clock itself: one that was set far ahead must not have everything forgotten. */
  readonly believedTime: () => Promise<number>;
}): () => Promise<void> {
  let doneOn: number | undefined;
  return async () => {
    const today = dayOf(await ports.believedTime());
    if (doneOn === today) return;
    const removed = await ports.store.transaction((tx) => tx.forgetCounts(today - keptDays));
    doneOn = today;
    if (removed > 0) ports.log.debug({ removed }, 'Old counters were removed');
  };
}
