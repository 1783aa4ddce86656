import { searchLifetimeMs } from './found-mail.ts';
import type { Clock } from './ports.ts';
import type { Store } from './store-port.ts';

/** What a search found can be some megabytes. */
const atOnce = 20;
const timesAtOnce = 50;

/** Searches of yesterday. By the clock as it stands: what is forgotten too early is searched for again. */
export async function forgetSearches(
  { store, clock }: { readonly store: Pick<Store, 'transaction'>; readonly clock: Clock },
  isStopping: () => boolean,
): Promise<void> {
  const before = clock.now() - searchLifetimeMs;
  for (let times = 0; times < timesAtOnce && !isStopping(); times += 1) {
    const forgotten = await store.transaction((tx) => tx.forgetMailSearches(before, atOnce));
    if (forgotten < atOnce) return;
  }
}
