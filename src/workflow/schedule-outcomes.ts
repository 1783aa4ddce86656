import type { ApprovalRequest } from '../approval/request.ts';
import { type OutcomeState, outcomeStates } from './outcome-message.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

/**
 * In the transaction of the end: every source that asked for it, and whose alerts contributed, is to be told. `round`
 * tells apart ends in the same state (failed, tried again, failed).
 */
export async function scheduleOutcomes(
  tx: Pick<StoreTransaction, 'contributed' | 'schedule'>,
  { outcomeSources = [] }: Pick<StepSettings, 'outcomeSources'>,
  { id: requestId, state }: Pick<ApprovalRequest, 'id' | 'state'>,
  now: number,
  round = 1,
): Promise<void> {
  if (!isOutcome(state)) return;
  for (const source of outcomeSources) {
    if (!(await tx.contributed(source, requestId))) continue;
    await tx.schedule({ kind: 'sendOutcome', requestId, source, state, round, endedAt: now }, now);
  }
}

function isOutcome(state: string): state is OutcomeState {
  return (outcomeStates as readonly string[]).includes(state);
}
