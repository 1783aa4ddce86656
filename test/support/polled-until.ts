import type { Store } from '../../src/workflow/store-port.ts';

/** How far was taken, told by a lease that is given back: nothing of it is kept. */
export async function polledUntil(store: Pick<Store, 'transaction'>, name: string): Promise<number | undefined> {
  const givenBack = new Error('given back');
  let leased: { readonly takenUntil?: number } | undefined;
  await store
    .transaction(async (tx) => {
      // Later than the longest lease that may be: it is nobody's.
      leased = await tx.leasePoll({ name, holder: 'onlooker', now: 0, leaseUntil: 0, longest: -1 });
      throw givenBack;
    })
    .catch((thrown: unknown) => {
      if (thrown !== givenBack) throw thrown;
    });
  return leased?.takenUntil;
}
