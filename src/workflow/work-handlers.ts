import { ServiceError } from '../errors.ts';
import { escalateRequest } from './escalate-request.ts';
import { expireRequest } from './expire-request.ts';
import type { Turns } from './in-turn.ts';
import type { ThreadPorts } from './outbox/post-card.ts';
import { postCard } from './outbox/post-card.ts';
import { redrawCard } from './outbox/redraw-card.ts';
import { redrawSummary } from './outbox/redraw-summary.ts';
import { sendReply } from './outbox/send-reply.ts';
import type { Meter, Tracer } from './ports.ts';
import { reconcileCall } from './reconcile-call.ts';
import { remindRequest } from './remind-request.ts';
import { createRequestSpans, type RequestSpans } from './request-spans.ts';
import { resolveEmails } from './resolve-emails.ts';
import { reviseRequest } from './revise-request.ts';
import { sendCallback, type TellingPorts } from './send-callback.ts';
import { type SubmissionPorts, submitRemediation } from './submit-remediation.ts';
import { verifyOutcome } from './verify-outcome.ts';
import { type Work, type WorkHandlers, workKinds } from './work.ts';

/** Which step does which work. What touches one request's card is done in turn. */
export function workHandlers(
  ports: ThreadPorts & SubmissionPorts & TellingPorts & { readonly tracer: Tracer },
  inTurn: Turns,
): WorkHandlers {
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
    sendCallback: (work) => sendCallback(ports, work),
  };
  return observed(handlers, ports.meter, createRequestSpans(ports));
}

/** Every piece of work is counted and timed by how it ended, and is a span of its request; what it threw goes on to the engine. */
function observed(handlers: WorkHandlers, meter: Meter, spans: RequestSpans): WorkHandlers {
  const wrap = (kind: Work['kind'], run: (work: never) => Promise<void>) => async (work: Work) => {
    const startedAt = performance.now();
    let result = 'done';
    try {
      await spans.run(`work ${kind}`, { requestId: work.requestId, workKind: kind }, () => run(work as never));
    } catch (thrown) {
      result = thrown instanceof ServiceError && !thrown.retryable ? 'givenUp' : 'failed';
      throw thrown;
    } finally {
      meter.count('countersign_work_total', { kind, result });
      meter.observe('countersign_work_seconds', (performance.now() - startedAt) / 1_000, { kind });
    }
  };
  const pairs = workKinds.map((kind) => [kind, wrap(kind, handlers[kind])] as const);
  return Object.fromEntries(pairs) as unknown as WorkHandlers;
}
