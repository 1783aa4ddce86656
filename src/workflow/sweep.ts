/**
 * At start and every minute: whatever a dead process left half-way is brought back on its way. A batch in `calling`
 * whose call must be over (its process is dead, or every time-out has long passed) may or may not have had an
 * effect: it becomes `unknown` and people are told. It is never simply called again.
 */
import type { Log, Store } from './ports.ts';
import { recordOutcome } from './record-outcome.ts';
import type { SubmissionPorts } from './submit-remediation.ts';

/** A claim can hold two calls and their token requests; past this, nobody is calling any more. */
const callsPerClaim = 4;
const slackMs = 60_000;

export async function sweep(
  ports: SubmissionPorts & { readonly log: Log },
  options: { readonly atStart: boolean },
): Promise<void> {
  await endLostCalls(ports, options.atStart);
  await wakeWork(ports.store, ports.clock.now());
}

async function endLostCalls(ports: SubmissionPorts & { readonly log: Log }, atStart: boolean): Promise<void> {
  const patience = atStart ? 0 : ports.settings.graphTimeoutMs * callsPerClaim + slackMs;
  for (const { requestId, number } of await ports.store.batchesIn('calling')) {
    await ports.store.transaction(async (tx) => {
      const batch = (await tx.batches(requestId)).find((one) => one.number === number);
      if (batch?.state !== 'calling') return;
      if (!atStart && ports.clock.now() - (batch.calledAt ?? 0) < patience) return;
      const message = 'The call was interrupted before its answer was recorded.';
      await recordOutcome(tx, ports, requestId, batch, { kind: 'unclear', message });
      ports.log.warn({ requestId, batch: number }, 'A Graph call was interrupted; its effect is unknown');
    });
  }
}

/** Work that should be waiting is scheduled again; where it waits already, this changes nothing. */
async function wakeWork(store: Store, now: number): Promise<void> {
  for (const { requestId, number } of await store.batchesIn('pending')) {
    await store.transaction((tx) => tx.schedule({ kind: 'submitBatch', requestId, batch: number }, now));
  }
  await scheduleWaitingCards(store, now);
}

/** Cards that had no channel to go to. Answers how many. */
export async function scheduleWaitingCards(store: Store, now: number): Promise<number> {
  const waiting = await store.withoutCard(10_000);
  await store.transaction(async (tx) => {
    for (const requestId of waiting) await tx.schedule({ kind: 'postCard', requestId }, now);
  });
  return waiting.length;
}
