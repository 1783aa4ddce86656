/**
 * *Undo*: opens a request of its own that puts back what another one moved. It moves nothing itself, so a slip of the
 * thumb costs a card and is not asked about: whoever approves the new request decides. Two people at once get the same.
 */
import type { ApprovalRequest, Person } from '../approval/request.ts';
import { nextProofAt, type UndoFacts, type UndoVerdict, weighUndo } from '../approval/undo.ts';
import { channelFor, channelOfRequest } from './alert-channel.ts';
import { userActor } from './audit-actors.ts';
import { consultPolicy } from './consult-policy.ts';
import { openRequest } from './open-request.ts';
import { whyNotAsk } from './read-requests.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CardClick, ClickAnswer, UndoAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { planUndo, type UndoPlan } from './undo-facts.ts';
import { viewRequest } from './view-request.ts';

export async function requestUndo(ports: StepPorts, id: ApprovalRequest['id'], asker: Asker): Promise<UndoAnswer> {
  const { store, settings, clock } = ports;
  const ruling = await consultPolicy(ports, { person: asker.person });
  const barred = await whyNotAsk(store, settings, ruling, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return store.transaction(async (tx) => {
    // Held, so that of two people at once the second one finds what the first one asked for.
    const request = await tx.lockRequest(id);
    if (!request) return { kind: 'refused', reason: 'unknownRequest' };
    const now = clock.now();
    const plan = await planUndo(tx, request);
    const verdict = weighUndo(plan.facts, now);
    if (verdict.kind === 'refused') return refusal(ports, plan.facts, verdict, now);
    const asked = verdict.kind === 'asked' ? await tx.request(verdict.undoId) : undefined;
    const undo = asked ?? (await openUndo(tx, ports, plan, asker.person, now));
    return {
      kind: 'done',
      undoId: undo.id,
      emailCount: undo.revision.emailCount,
      channelBound: (await channelOfRequest(tx, settings, undo)) !== undefined,
      alreadyAsked: asked !== undefined,
    };
  });
}

/** The answer is the card of what was to be undone, which now points to the new request. */
export async function undoByClick(ports: StepPorts, { requestId }: CardClick, by: Asker): Promise<ClickAnswer> {
  const answer = await requestUndo(ports, requestId, by);
  if (answer.kind === 'refused') return { ...answer, requestId };
  const ruling = await consultPolicy(ports, { requestId });
  const request = await ports.store.request(requestId);
  if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
  return { kind: 'card', view: await viewRequest(ports.store, request, ports.settings, ruling, 'undoAsked') };
}

function refusal(
  { settings }: StepPorts,
  { batches }: UndoFacts,
  { reason, otherId }: Extract<UndoVerdict, { kind: 'refused' }>,
  now: number,
): UndoAnswer {
  const tryAgainAt = reason === 'notYetVerified' ? nextProofAt(batches, settings.verifyScheduleMs, now) : undefined;
  return {
    kind: 'refused',
    reason,
    ...(otherId === undefined ? {} : { otherId }),
    ...(tryAgainAt === undefined ? {} : { tryAgainAt }),
  };
}

async function openUndo(
  tx: StoreTransaction,
  ports: StepPorts,
  { facts: { request, newest }, emails }: UndoPlan,
  by: Person,
  now: number,
): Promise<ApprovalRequest> {
  const { id, revision, origin } = request;
  // At its highest, so that nobody talks a rule down by way of an undo.
  const severity = revision.peakSeverity;
  const factsOf = (origin.kind === 'command' ? origin.factsOf : undefined) ?? id;
  const undo = await openRequest(
    tx,
    {
      origin: { kind: 'command', by, factsOf },
      // Of the sender's copy nobody has seen where it went, so nobody can say that it comes back.
      content: { action: 'moveToInbox', severity, remediateSendersCopy: false },
      severities: revision.severities,
      emails,
      undoes: id,
      earlierRequestId: newest?.id,
      channelId: request.channelId ?? (await channelFor(tx, ports.settings, { severity }))?.channelId,
    },
    now,
    ports,
  );
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: 'undo.requested',
    requestId: id,
    revision: revision.number,
    actor: userActor(by),
    data: { undoRequestId: undo.id, emailCount: emails.length },
  });
  await tx.schedule({ kind: 'redrawCard', requestId: id }, now);
  return undo;
}
