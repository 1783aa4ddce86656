/**
 * At start and every minute: whatever a dead process left half-way is brought back on its way. A batch in `calling`
 * whose call must be over (its process is dead, or every time-out has long passed) may or may not have had an
 * effect: it becomes `unknown` and people are told. It is never simply called again.
 */
import { alertChannel } from './alert-channel.ts';
import type { Clock, Log, Store } from './ports.ts';
import { recordOutcome } from './record-outcome.ts';
import type { StepSettings } from './step-settings.ts';

/** A claim can hold two calls and their token requests; past this, nobody is calling any more. */
const callsPerClaim = 4;
const slackMs = 60_000;

export interface SweepingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: StepSettings;
}

/** `atStart`: nobody else is on this store, so every call under way belongs to a dead process. */
export async function sweep(ports: SweepingPorts, { atStart }: { readonly atStart: boolean }): Promise<void> {
  const patience = atStart ? 0 : ports.settings.graphTimeoutMs * callsPerClaim + slackMs;
  await endLostCalls(ports, patience);
  await wakeBatches(ports);
  await ensureCards(ports);
}

async function endLostCalls(ports: SweepingPorts, patience: number): Promise<void> {
  for (const { requestId, number } of await ports.store.batchesIn('calling')) {
    await ports.store.transaction(async (tx) => {
      const batch = (await tx.batches(requestId)).find((one) => one.number === number);
      if (batch?.state !== 'calling' || ports.clock.now() - (batch.calledAt ?? 0) < patience) return;
      const message = 'The call was interrupted before its answer was recorded.';
      await recordOutcome(tx, ports, requestId, batch, { kind: 'unclear', message });
      ports.log.warn({ requestId, batch: number }, 'A Graph call was interrupted; its effect is unknown');
    });
  }
}

async function wakeBatches({ store, clock }: SweepingPorts): Promise<void> {
  for (const { requestId, number } of await store.batchesIn('pending')) {
    await store.transaction((tx) => tx.ensureScheduled({ kind: 'submitBatch', requestId, batch: number }, clock.now()));
  }
}

async function ensureCards({ store, clock, settings, log }: SweepingPorts): Promise<void> {
  const waiting = await store.withoutCard(waitingAtOnce);
  if (waiting.length === 0) return;
  if (!(await alertChannel(store, settings))) {
    log.warn(
      { waiting: waiting.length },
      'Requests wait for a channel: say "alerts here" in the one they should go to',
    );
    return;
  }
  await store.transaction(async (tx) => {
    for (const requestId of waiting) await tx.ensureScheduled({ kind: 'postCard', requestId }, clock.now());
  });
}

const waitingAtOnce = 10_000;

/** A channel came: whatever waits for one is posted now, also what was given up before. Answers how many. */
export async function postWaitingCards({ store, clock }: Pick<SweepingPorts, 'store' | 'clock'>): Promise<number> {
  const waiting = await store.withoutCard(waitingAtOnce);
  await store.transaction(async (tx) => {
    for (const requestId of waiting) await tx.schedule({ kind: 'postCard', requestId }, clock.now());
  });
  return waiting.length;
}
