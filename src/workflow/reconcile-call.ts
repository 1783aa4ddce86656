/**
 * Work: a call whose answer never came. The mailboxes are looked at, at 1×, 2× and 4× RECONCILE_AFTER from when the call
 * was known to be over; then the batch is accepted, called again, or left to a person (approval/reconciliation.ts).
 */
import { longestWaitForLook, needsPerson, nextLookAt, type Verdict, verdictOf } from '../approval/reconciliation.ts';
import type { Batch, Look } from '../approval/remediation.ts';
import { isRemediating, type RequestId } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import { serviceActor } from './audit-actors.ts';
import { findBatch } from './find-batch.ts';
import { type LocatingPorts, locateBatch } from './locate-batch.ts';
import type { Log, Meter } from './ports.ts';
import { followUp, reply } from './record-outcome.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store, StoreTransaction } from './store-port.ts';

interface ReconcilingPorts extends LocatingPorts {
  readonly settings: StepSettings;
  readonly log: Log;
  readonly meter: Meter;
}

export async function reconcileCall(ports: ReconcilingPorts, requestId: RequestId, number: number): Promise<void> {
  const { store, clock, settings } = ports;
  const batch = await unclearBatch(store, requestId, number);
  if (!batch) return;
  const dueAt = nextLookAt(batch, settings.reconcileAfterMs);
  const wait = (dueAt ?? 0) - clock.now();
  // Woken early: the look would come too soon to prove anything. (Asked for by a person, nothing is due. A clock that
  // was set back makes the wait longer than any can be: the engine has woken us in its right time.)
  if (dueAt !== undefined && wait > 0 && wait <= longestWaitForLook(settings.reconcileAfterMs)) {
    await store.transaction((tx) => tx.schedule({ kind: 'reconcileCall', requestId, batch: number }, dueAt));
    return;
  }
  const located = await locateBatch(ports, requestId, batch);
  if (!located) return;
  const isInTime = dueAt !== undefined && clock.now() < dueAt + settings.reconcileAfterMs;
  if (located.mayBeTriedAgain && isInTime) {
    throw new ServiceError('graphUnavailable', 'The mailboxes could not be read.', {
      retryable: true,
      ...(located.retryAfterMs === undefined ? {} : { retryAfterMs: located.retryAfterMs }),
    });
  }
  const verdict = await store.transaction((tx) => recordLook(tx, ports, requestId, batch, located.look));
  if (!verdict) return;
  ports.meter.count('countersign_reconciliations_total', { verdict });
  ports.log.info({ requestId, batch: number, verdict }, 'An unclear call was looked into');
}

async function unclearBatch(
  reader: Pick<Store, 'batches'>,
  requestId: RequestId,
  number: number,
): Promise<Batch | undefined> {
  const batch = await findBatch(reader, requestId, number);
  return batch?.state === 'unknown' ? batch : undefined;
}

/** Undefined where the call's answer came, or somebody else looked, in the meantime. */
async function recordLook(
  tx: StoreTransaction,
  ports: ReconcilingPorts,
  requestId: RequestId,
  before: Batch,
  look: Look,
): Promise<Verdict | undefined> {
  const now = ports.clock.now();
  const request = await tx.lockRequest(requestId);
  const current = await unclearBatch(tx, requestId, before.number);
  if (!request || !isRemediating(request) || !current) return undefined;
  if (current.clientRequestId !== before.clientRequestId || current.looks?.length !== before.looks?.length) {
    return undefined;
  }
  const looked: Batch = { ...current, looks: [...(current.looks ?? []), look] };
  const verdict = verdictOf(looked);
  const next = batchAfterVerdict(looked, verdict, now);
  if (!(await tx.moveBatch(requestId, ['unknown'], next))) return undefined;
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: verdict === 'accepted' ? 'remediation.accepted' : 'remediation.reconciled',
    requestId,
    revision: request.revision.number,
    actor: serviceActor,
    data: {
      batch: before.number,
      reconciled: verdict === 'accepted',
      verdict,
      look: looked.looks?.length ?? 0,
      moved: look.moved,
      unmoved: look.unmoved,
      silent: look.silent,
      unread: look.unread,
      state: next.state,
      clientRequestId: before.clientRequestId ?? null,
      status: null,
      requestId: null,
      location: null,
    },
  });
  // Told once: a person who asks for another look sees the answer on the card.
  if (needsPerson(next) && !needsPerson(before)) await reply(tx, requestId, 'stillUnclear', now);
  await followUp(tx, ports, request, next, now);
  return verdict;
}

function batchAfterVerdict(batch: Batch, verdict: Verdict, now: number): Batch {
  switch (verdict) {
    case 'accepted':
      return { ...batch, state: 'accepted', endedAt: now };
    case 'callAgain': {
      const { endedAt: _ended, ...rest } = batch;
      return { ...rest, state: 'pending', toldBefore: true };
    }
    default:
      return batch;
  }
}
