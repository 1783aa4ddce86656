import type { Clock } from './ports.ts';
import type { Store } from './store-port.ts';

const pageSize = 50;
/** Of the cards that people still decide on, so many are brought up to date at once; a click redraws any other. */
const mostRedrawn = 1_000;

/** After the policy changed: what cards say of who is needed is true again. Teams' limits set the pace of the redraws. */
export async function redrawOpenCards({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<void> {
  for (let offset = 0; offset < mostRedrawn; offset += pageSize) {
    const { requests } = await store.openRequests({ limit: pageSize, offset });
    if (requests.length === 0) return;
    await store.transaction(async (tx) => {
      for (const { id } of requests) await tx.schedule({ kind: 'redrawCard', requestId: id }, clock.now());
    });
  }
}
