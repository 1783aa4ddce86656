import { ServiceError } from '../errors.ts';
import { escalateRequest } from './escalate-request.ts';
import { expireRequest } from './expire-request.ts';
import type { Turns } from './in-turn.ts';
import type { ThreadPorts } from './outbox/post-card.ts';
import { postCard } from './outbox/post-card.ts';
import { redrawCard } from './outbox/redraw-card.ts';
import { redrawSummary } from './outbox/redraw-summary.ts';
import { sendReply } from './outbox/send-reply.ts';
import type { Meter } from './ports.ts';
import { reconcileCall } from './reconcile-call.ts';
import { remindRequest } from './remind-request.ts';
import { resolveEmails } from './resolve-emails.ts';
import { reviseRequest } from './revise-request.ts';
import { type SubmissionPorts, submitRemediation } from './submit-remediation.ts';
import { verifyOutcome } from './verify-outcome.ts';
import { type Work, type WorkHandlers, workKinds } from './work.ts';

/** Which step does which work. What touches one request's card is done in turn. */
export function workHandlers(ports: ThreadPorts & SubmissionPorts, inTurn: Turns): WorkHandlers {
  const handlers: WorkHandlers = {
    resolveEmails: ({ requestId, round }) => resolveEmails(ports, requestId, round),
    postCard: ({ requestId }) => inTurn(requestId, () => postCard(ports, requestId)),
    redrawCard: ({ requestId }) => inTurn(requestId, () => redrawCard(ports, requestId)),
    redrawSummary: ({ summary }) => inTurn(summary, () => redrawSummary(ports, summary)),
    sendReply: ({ requestId, reply, round }) => inTurn(requestId, () => sendReply(ports, requestId, reply, round)),
    submitBatch: ({ requestId, batch }) => submitRemediation(ports, requestId, batch),
    reconcileCall: ({ requestId, batch }) => reconcileCall(ports, requestId, batch),
    verifyOutcome: ({ requestId, batch }) => verifyOutcome(ports, requestId, batch),
    reviseRequest: ({ requestId }) => reviseRequest(ports, requestId),
    remindRequest: ({ requestId }) => remindRequest(ports, requestId),
    escalateRequest: ({ requestId }) => escalateRequest(ports, requestId),
    expireRequest: ({ requestId }) => expireRequest(ports, requestId),
  };
  return counted(handlers, ports.meter);
}

/** Every piece of work is counted by how it ended; what it threw goes on to the engine. */
function counted(handlers: WorkHandlers, meter: Meter): WorkHandlers {
  const wrap = (kind: Work['kind'], run: (work: never) => Promise<void>) => async (work: never) => {
    try {
      await run(work);
      meter.count('countersign_work_total', { kind, result: 'done' });
    } catch (thrown) {
      const givenUp = thrown instanceof ServiceError && !thrown.retryable;
      meter.count('countersign_work_total', { kind, result: givenUp ? 'givenUp' : 'failed' });
      throw thrown;
    }
  };
  const pairs = workKinds.map((kind) => [kind, wrap(kind, handlers[kind])] as const);
  return Object.fromEntries(pairs) as unknown as WorkHandlers;
}
