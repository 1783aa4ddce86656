import { hasEnded } from '../approval/ended.ts';
import type { ApprovalRequest } from '../approval/request.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

/**
 * In the transaction of the end: every source that asked for it, and whose alerts contributed, is to be told. `round`
 * tells apart ends in the same state (failed, tried again, failed).
 */
export async function scheduleCallbacks(
  tx: Pick<StoreTransaction, 'contributed' | 'schedule'>,
  { callbackSources = [] }: Pick<StepSettings, 'callbackSources'>,
  { id: requestId, state }: Pick<ApprovalRequest, 'id' | 'state'>,
  now: number,
  round = 1,
): Promise<void> {
  if (!hasEnded(state)) return;
  for (const source of callbackSources) {
    if (!(await tx.contributed(source, requestId))) continue;
    await tx.schedule({ kind: 'sendCallback', requestId, source, state, round, endedAt: now }, now);
  }
}
