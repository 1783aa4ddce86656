/**
 * Work, on VERIFY_SCHEDULE: does a remediation that Graph has taken still hold one of its places? Once every email that
 * can move has moved, or the last look has passed, its place is given to whoever waits.
 */
import { type Look, mayBeActive } from '../approval/remediation.ts';
import type { RequestId } from '../approval/request.ts';
import { findBatch } from './find-batch.ts';
import { type LocatingPorts, locateBatch } from './locate-batch.ts';
import { wakeWaiting } from './slots.ts';
import type { StepSettings } from './step-settings.ts';

interface VerifyingPorts extends LocatingPorts {
  readonly settings: StepSettings;
}

export async function verifyOutcome(ports: VerifyingPorts, requestId: RequestId, number: number): Promise<void> {
  const { store, clock, settings } = ports;
  const batch = await findBatch(store, requestId, number);
  if (!batch || !mayBeActive(batch)) return;
  const { look } = (await locateBatch(ports, requestId, batch)) ?? {};
  await store.transaction(async (tx) => {
    const now = clock.now();
    await tx.lockRequest(requestId);
    const current = await findBatch(tx, requestId, number);
    if (!current || !mayBeActive(current)) return;
    // A clock that was set back: it cannot have ended later than now.
    const endedAt = Math.min(current.endedAt ?? 0, now);
    const nextLookMs = settings.verifyScheduleMs.find((ms) => endedAt + ms > now);
    if (nextLookMs !== undefined && !(look && isOver(look))) {
      await tx.schedule({ kind: 'verifyOutcome', requestId, batch: number }, endedAt + nextLookMs);
      return;
    }
    await tx.moveBatch(requestId, [current.state], { ...current, settledAt: now });
    await wakeWaiting(tx, now, settings);
  });
}

/** What Graph cannot move keeps nobody waiting. */
function isOver({ unmoved, unread }: Look): boolean {
  return unmoved === 0 && unread === 0;
}
