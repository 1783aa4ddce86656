/**
 * Graph takes at most 50 active remediations an organisation (Defender for Office 365 documentation). Ours hold a place
 * from their call until the delivery locations show their effect, or the last look of VERIFY_SCHEDULE has passed.
 */
import { mostUnsettled } from '../approval/remediation.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

/** Should the work that frees a place be lost, the place is free this long after the last look was due. */
const forgottenAfterMs = 10 * 60_000;

export function unsettledSince(now: number, { verifyScheduleMs }: Pick<StepSettings, 'verifyScheduleMs'>): number {
  return now - (verifyScheduleMs.at(-1) ?? 0) - forgottenAfterMs;
}

/** Whoever waits the longest may call now that places are free. */
export async function wakeWaiting(
  tx: StoreTransaction,
  now: number,
  settings: Pick<StepSettings, 'verifyScheduleMs'>,
): Promise<void> {
  const waiting = await tx.waitingForSlot(mostUnsettled);
  if (waiting.length === 0) return;
  const { unsettled } = await tx.underWay(unsettledSince(now, settings));
  for (const { requestId, number } of waiting.slice(0, Math.max(0, mostUnsettled - unsettled))) {
    await tx.schedule({ kind: 'submitBatch', requestId, batch: number }, now);
  }
}
