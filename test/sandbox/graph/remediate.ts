import { randomUUID } from 'node:crypto';
import type { GraphBehaviour } from '../tenant-types.ts';
import { type Answer, graphError } from './answers.ts';
import type { MailboxShelf, Named } from './mailbox-shelf.ts';

/** What one remediate call comes to: its effect, its answer, and when. */
export interface Outcome {
  readonly takesEffect: boolean;
  readonly answer: Answer | 'reset';
  readonly afterMs: number;
}

export function outcomeOf(behaviour: GraphBehaviour, tenantId: string): Outcome {
  switch (behaviour.kind) {
    case 'accept':
      return { takesEffect: true, answer: acceptance(behaviour, tenantId), afterMs: 0 };
    case 'status':
      return { takesEffect: false, answer: graphError(behaviour.status, behaviour), afterMs: 0 };
    case 'acceptThen':
      return { takesEffect: true, answer: behaviour.then === 504 ? graphError(504) : 'reset', afterMs: 0 };
    case 'reset':
      return { takesEffect: false, answer: 'reset', afterMs: 0 };
    case 'late':
      return { takesEffect: true, answer: acceptance({ kind: 'accept' }, tenantId), afterMs: behaviour.ms };
  }
}

function acceptance(behaviour: Extract<GraphBehaviour, { kind: 'accept' }>, tenantId: string): Answer {
  const { status = 202, location = trackingLocation(tenantId) } = behaviour;
  return {
    status,
    headers: {
      ...(location === null ? {} : { Location: location }),
      ...(status === 202 ? { 'Content-Type': 'application/json;text/plain' } : {}),
    },
  };
}

/** As the reference page shows it: braces, brackets and quotes are not escaped. */
function trackingLocation(tenantId: string): string {
  return `https://security.microsoft.com/action-center/history?filters={"bulkId":["${randomUUID()}"]}&tid=${tenantId}`;
}

export function applyTo(shelf: MailboxShelf, body: unknown): void {
  const { action, analyzedEmails } = body as { action: string; analyzedEmails: readonly Named[] };
  for (const email of analyzedEmails) shelf.remediate(email, action);
}
