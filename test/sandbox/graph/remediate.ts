import { randomUUID } from 'node:crypto';
import type { GraphBehaviour } from '../tenant-types.ts';
import { type Answer, graphError } from './answers.ts';

/** What one remediate call comes to: its effect, its answer, and when. */
export interface Outcome {
  readonly effect: 'none' | 'first' | 'last';
  readonly answer: Answer | 'reset';
  readonly afterMs: number;
}

export function outcomeOf(behaviour: GraphBehaviour, tenantId: string): Outcome {
  switch (behaviour.kind) {
    case 'accept':
      return { effect: 'first', answer: acceptance(behaviour, tenantId), afterMs: 0 };
    case 'status':
      return { effect: 'none', answer: graphError(behaviour.status, behaviour), afterMs: 0 };
    case 'acceptThen':
      return {
        effect: 'first',
        answer: behaviour.then === 'reset' ? 'reset' : graphError(behaviour.then),
        afterMs: 0,
      };
    case 'reset':
      return { effect: 'none', answer: 'reset', afterMs: 0 };
    case 'late': {
      const { ms, effect = 'first' } = behaviour;
      return { effect, answer: acceptance({ kind: 'accept' }, tenantId), afterMs: ms };
    }
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
