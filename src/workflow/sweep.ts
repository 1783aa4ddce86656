/**
 * At start and every twenty seconds: whatever a dead process left half-way is brought back on its way. A batch in `calling`
 * whose call must be over (its process is dead, or every time-out has long passed) may or may not have had an
 * effect: it becomes `unknown` and people are told. It is never simply called again.
 */
import { nextLookAt } from '../approval/reconciliation.ts';
import type { RequestId } from '../approval/request.ts';
import { claimBudgetMs } from './claim-batch.ts';
import { eachAlone } from './each-alone.ts';
import { findBatch } from './find-batch.ts';
import { ensureCards } from './outbox/waiting-cards.ts';
import type { Clock, Log, PolicyInForce } from './ports.ts';
import { recordOutcome } from './record-outcome.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';
import { ensureDeadlines, ensureUnfinished } from './sweep-unfinished.ts';
import type { Work } from './work.ts';

/** Two instances' clocks, and what a stopped process needs to notice that its time is over. */
const slackMs = 15_000;

export interface SweepingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: StepSettings;
  readonly ownCalls: ReadonlySet<string>;
  readonly policy: () => PolicyInForce;
}

/**
 * `alone`: no other process is on this store, so every call under way that is not this process's own belongs to a dead
 * one. With several instances the longest that a call can take must have passed.
 */
export async function sweep(ports: SweepingPorts, { alone }: { readonly alone: boolean }): Promise<void> {
  const patience = alone ? 0 : claimBudgetMs + ports.settings.graphTimeoutMs + slackMs;
  await endLostCalls(ports, patience);
  await wakeBatches(ports);
  await ensureCards(ports);
  await ensureUnfinished(ports);
  await ensureDeadlines(ports);
}

async function endLostCalls(ports: SweepingPorts, patience: number): Promise<void> {
  const calling = await ports.store.batchesIn('calling');
  await eachAlone(calling, ports.log, ({ requestId, number }) => endLostCall(ports, patience, requestId, number), idOf);
}

async function endLostCall(
  ports: SweepingPorts,
  patience: number,
  requestId: RequestId,
  number: number,
): Promise<void> {
  await ports.store.transaction(async (tx) => {
    // Held before it is looked at: whoever records its answer, or calls again, must be done with it.
    await tx.lockRequest(requestId);
    const batch = await findBatch(tx, requestId, number);
    if (batch?.state !== 'calling' || ports.ownCalls.has(batch.clientRequestId ?? '')) return;
    if (patience > 0 && ports.clock.now() - (batch.calledAt ?? 0) < patience) return;
    const message = 'The call was interrupted before its answer was recorded.';
    await recordOutcome(tx, ports, requestId, batch, { kind: 'unclear', message });
    ports.log.warn({ requestId, batch: number }, 'A Graph call was interrupted; its effect is unknown');
  });
}

function idOf({ requestId }: { readonly requestId: RequestId }): RequestId {
  return requestId;
}

async function wakeBatches({ store, clock, log, settings }: SweepingPorts): Promise<void> {
  const now = clock.now();
  const due: [Work, number][] = [];
  for (const { requestId, number: batch } of await store.batchesIn('pending')) {
    due.push([{ kind: 'submitBatch', requestId, batch }, now]);
  }
  for (const { requestId, number: batch } of await store.unsettledBatches()) {
    due.push([{ kind: 'verifyOutcome', requestId, batch }, now]);
  }
  await eachAlone(
    await store.batchesIn('unknown'),
    log,
    async ({ requestId, number }) => {
      const batch = await findBatch(store, requestId, number);
      const lookAt = batch && nextLookAt(batch, settings.reconcileAfterMs);
      if (lookAt !== undefined) due.push([{ kind: 'reconcileCall', requestId, batch: number }, lookAt]);
    },
    idOf,
  );
  if (due.length === 0) return;
  await store.transaction(async (tx) => {
    for (const [work, dueAt] of due) await tx.ensureScheduled(work, dueAt);
  });
}
