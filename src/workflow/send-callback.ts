/** Work: the source of an alert is told how its request ended. At least once; given up after a day. */
import { ServiceError } from '../errors.ts';
import { serviceActor } from './audit-actors.ts';
import { callbackMessage } from './callback-message.ts';
import type { Callbacks, Clock, Digest, Log, Meter } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';
import type { Work } from './work.ts';

export interface TellingPorts {
  readonly store: Store;
  readonly callbacks: Callbacks;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly settings: Pick<StepSettings, 'callbackSources' | 'tenantId'>;
  readonly log: Log;
  readonly meter: Meter;
}

const patienceMs = 24 * 3_600_000;

export async function sendCallback(
  ports: TellingPorts,
  work: Extract<Work, { readonly kind: 'sendCallback' }>,
): Promise<void> {
  const { store, clock, settings, meter } = ports;
  const { requestId, source, state, round, endedAt } = work;
  // Taken out of the settings meanwhile.
  if (!settings.callbackSources?.includes(source)) return;
  const message = await callbackMessage(store, work);
  if (!message) return;
  const webhookId = `outcome_${ports.digest([requestId, source, state, round]).slice(0, 32)}`;
  const answer = await ports.callbacks.tell(source, { id: webhookId, body: JSON.stringify(message) });
  if (answer.kind === 'taken') {
    meter.count('countersign_callbacks_total', { result: 'told' });
    return store.transaction((tx) =>
      tx.appendAudit({
        at: clock.now(),
        tenantId: settings.tenantId,
        kind: 'callback.told',
        requestId,
        revision: message.data.revision,
        actor: serviceActor,
        data: { source, state, webhookId, status: answer.status },
      }),
    );
  }
  const isOver = answer.kind === 'gone' || clock.now() - endedAt >= patienceMs;
  // Nothing to count or to tell of: hundreds may be put off while one call finds out.
  if (answer.kind === 'notAsked' && !isOver) throw notNow(answer.retryAfterMs);
  const status = answer.kind === 'notAsked' ? undefined : answer.status;
  meter.count('countersign_callbacks_total', { result: isOver ? 'givenUp' : 'again' });
  const fields = { requestId, source, state, status };
  if (!isOver) {
    ports.log.info(fields, 'The source of an alert did not take how its request ended; it is told again');
    throw notNow(answer.kind === 'notTaken' ? answer.retryAfterMs : undefined);
  }
  ports.log.error(fields, 'The source of an alert was not told how its request ended; it is not tried again');
  throw new ServiceError('callbackFailed');
}

function notNow(retryAfterMs: number | undefined): ServiceError {
  return new ServiceError('callbackFailed', undefined, { retryable: true, retryAfterMs });
}
