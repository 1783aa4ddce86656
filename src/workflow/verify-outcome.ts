/**
 * Work, on VERIFY_SCHEDULE: does a remediation that Graph has taken still hold one of its places? Once every email that
 * can move has moved, or the last look has passed, its place is given to whoever waits.
 */
import type { Look } from '../approval/remediation.ts';
import type { RequestId } from '../approval/request.ts';
import { type LocatingPorts, locateBatch } from './locate-batch.ts';
import { wakeWaiting } from './slots.ts';
import type { StepSettings } from './step-settings.ts';

interface VerifyingPorts extends LocatingPorts {
  readonly settings: StepSettings;
}

export async function verifyOutcome(ports: VerifyingPorts, requestId: RequestId, number: number): Promise<void> {
  const { store, clock, settings } = ports;
  const batch = (await store.batches(requestId)).find((one) => one.number === number);
  if (batch?.state !== 'accepted' || batch.settledAt !== undefined) return;
  const { look } = (await locateBatch(ports, requestId, batch)) ?? {};
  await store.transaction(async (tx) => {
    const now = clock.now();
    await tx.lockRequest(requestId);
    const current = (await tx.batches(requestId)).find((one) => one.number === number);
    if (current?.state !== 'accepted' || current.settledAt !== undefined) return;
    const nextLookMs = settings.verifyScheduleMs.find((ms) => (current.endedAt ?? 0) + ms > now);
    if (nextLookMs !== undefined && !(look && isOver(look))) {
      await tx.schedule({ kind: 'verifyOutcome', requestId, batch: number }, (current.endedAt ?? 0) + nextLookMs);
      return;
    }
    await tx.moveBatch(requestId, ['accepted'], { ...current, settledAt: now });
    await wakeWaiting(tx, now, settings);
  });
}

/** What Graph cannot move keeps nobody waiting. */
function isOver({ unmoved, unread }: Look): boolean {
  return unmoved === 0 && unread === 0;
}
