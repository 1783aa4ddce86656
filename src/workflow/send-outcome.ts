/** Work: the source of an alert is told how its request ended. At least once; given up after a day. */
import { ServiceError } from '../errors.ts';
import { serviceActor } from './audit-actors.ts';
import { outcomeMessage } from './outcome-message.ts';
import type { Clock, Digest, Log, Meter, Outcomes } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';
import type { Work } from './work.ts';

export interface TellingPorts {
  readonly store: Store;
  readonly outcomes: Outcomes;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly settings: Pick<StepSettings, 'outcomeSources' | 'tenantId'>;
  readonly log: Log;
  readonly meter: Meter;
}

const patienceMs = 24 * 3_600_000;

export async function sendOutcome(
  ports: TellingPorts,
  work: Extract<Work, { readonly kind: 'sendOutcome' }>,
): Promise<void> {
  const { store, clock, settings, meter } = ports;
  const { requestId, source, state, round, endedAt } = work;
  // Taken out of the settings meanwhile.
  if (!settings.outcomeSources?.includes(source)) return;
  const message = await outcomeMessage(store, work);
  if (!message) return;
  const webhookId = `outcome_${ports.digest([requestId, source, state, round]).slice(0, 32)}`;
  const answer = await ports.outcomes.tell(source, { id: webhookId, body: JSON.stringify(message) });
  if (answer.kind === 'taken') {
    meter.count('countersign_outcomes_total', { result: 'told' });
    return store.transaction((tx) =>
      tx.appendAudit({
        at: clock.now(),
        tenantId: settings.tenantId,
        kind: 'outcome.told',
        requestId,
        revision: message.data.revision,
        actor: serviceActor,
        data: { source, state, webhookId, status: answer.status },
      }),
    );
  }
  const { status } = answer;
  const isOver = answer.kind === 'gone' || clock.now() - endedAt >= patienceMs;
  meter.count('countersign_outcomes_total', { result: isOver ? 'givenUp' : 'again' });
  const fields = { requestId, source, state, status };
  if (!isOver) {
    ports.log.info(fields, 'The source of an alert did not take how its request ended; it is told again');
    const retryAfterMs = answer.kind === 'notTaken' ? answer.retryAfterMs : undefined;
    throw new ServiceError('callbackFailed', undefined, { retryable: true, retryAfterMs });
  }
  ports.log.error(fields, 'The source of an alert was not told how its request ended; it is not tried again');
  throw new ServiceError('callbackFailed');
}
