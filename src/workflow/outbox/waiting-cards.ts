/** Requests whose card has no place yet, or lost it. */
import { withChannel } from '../alert-channel.ts';
import type { Clock, Log } from '../ports.ts';
import type { StepSettings } from '../step-settings.ts';
import type { Store } from '../store-port.ts';
import { wakeCard } from './owed-cards.ts';

export interface WaitingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
}

const waitingAtOnce = 10_000;

/** For the sweep: what waits although it has a channel, is brought on its way; what was given up stays given up. */
export async function ensureCards(ports: WaitingPorts & { readonly log: Log }): Promise<void> {
  const { store, clock, settings, log } = ports;
  const waiting = await store.withoutCard(waitingAtOnce);
  const ready = await withChannel(store, settings, waiting);
  if (ready.length < waiting.length) {
    log.warn(
      { waiting: waiting.length - ready.length },
      'Requests wait for a channel: say "alerts here" in the one they should go to',
    );
  }
  if (ready.length === 0) return;
  await store.transaction(async (tx) => {
    for (const requestId of ready) await tx.ensureScheduled({ kind: 'postCard', requestId }, clock.now());
  });
}

/** A channel came: whatever waited for one is posted now, also what was given up before. Answers how many. */
export async function postWaitingCards({ store, clock, settings }: WaitingPorts): Promise<number> {
  const ready = await withChannel(store, settings, await store.withoutCard(waitingAtOnce));
  if (ready.length === 0) return 0;
  await store.transaction(async (tx) => {
    for (const requestId of ready) await wakeCard(tx, requestId, clock.now());
  });
  return ready.length;
}
