import { setTimeout as delay } from 'node:timers/promises';
import type { TeamsFault, TeamsFaults, TeamsFigures } from '../tenant-types.ts';
import { type Answer, failure, type Route } from './conversations.ts';

export interface RandomFaults {
  /** The answer, or the fault that was drawn in its place. */
  answer(on: Route['on'], answer: () => Answer): Promise<Answer | 'reset'>;
  /** The caller was gone before it could be answered. */
  unheard(on: Route['on'], answer: Answer): void;
  figures(): Omit<TeamsFigures, 'rateViolations'>;
  /** Late answers are given up. */
  close(): void;
}

/** What the channel service does to its callers on a bad day. */
export function createRandomFaults(faults: () => TeamsFaults | undefined): RandomFaults {
  const closing = new AbortController();
  const done = { post: 0, reply: 0, update: 0, member: 0 };
  const lost = { ...done };
  const untold = new Set<string>();
  let failed = 0;

  function noteUntold(on: Route['on'], { status, body }: Answer): void {
    if (status >= 300 || (on !== 'post' && on !== 'reply')) return;
    const { activityId, id } = (body ?? {}) as { readonly activityId?: string; readonly id?: string };
    untold.add(activityId ?? id ?? '');
  }

  async function carryOut(fault: TeamsFault | undefined, answer: () => Answer): Promise<Answer | 'reset'> {
    if (fault?.kind === 'reset') return 'reset';
    if (fault?.kind === 'status') return withRetryAfter(failure(fault.status, 'ServiceError'), fault.retryAfter);
    if (fault?.kind === 'slow') {
      await delay(fault.ms, undefined, { signal: closing.signal }).catch(() => undefined);
    }
    return answer();
  }

  return {
    async answer(on, answer) {
      const shares = on && faults();
      const fault = shares ? shares.random.draw(shares[on] ?? []) : undefined;
      const answered = await carryOut(fault, answer);
      const succeeded = answered !== 'reset' && answered.status < 300;
      if (!on || !succeeded) {
        failed += 1;
        return answered;
      }
      done[on] += 1;
      if (fault?.kind !== 'doneBut') return answered;
      lost[on] += 1;
      noteUntold(on, answered);
      return fault.answer === 'reset' ? 'reset' : failure(fault.answer, 'ServiceError');
    },
    unheard: noteUntold,
    figures: () => ({ done: { ...done }, lost: { ...lost }, failed, untold }),
    close: () => closing.abort(),
  };
}

function withRetryAfter(answer: Answer, retryAfter: string | undefined): Answer {
  return retryAfter === undefined ? answer : { ...answer, headers: { 'Retry-After': retryAfter } };
}
