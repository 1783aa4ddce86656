/**
 * A call whose answer never came may or may not have had its effect. It is not made again before three looks at the
 * delivery locations have said that nothing moved; one look proves nothing, because locations lag.
 */
import { type DeliveryPlace, fateOf } from './delivery.ts';
import type { Batch, Look } from './remediation.ts';
import { type AnalyzedEmail, emailKey, type RemediationAction } from './request.ts';

/** When to look, in multiples of RECONCILE_AFTER, counted from when the call was known to be over. */
const looksAt = [1, 2, 4] as const;
/** A call that stays without effect so often is not helped by one more: a person must see it. */
const mostCalls = 4;

/** The time of the next look by itself; undefined where all have been made. */
export function nextLookAt(batch: Batch, reconcileAfterMs: number): number | undefined {
  const { looks = [] } = batch;
  const factor = looksAt[looks.length];
  if (batch.state !== 'unknown' || factor === undefined) return undefined;
  const sinceTheEnd = (batch.endedAt ?? batch.calledAt ?? 0) + factor * reconcileAfterMs;
  const last = looks.at(-1);
  if (!last) return sinceTheEnd;
  // A clock that was set forward meanwhile, or a process that slept, must not make the next look follow at once.
  const sinceTheLast = last.at + (factor - (looksAt[looks.length - 1] ?? 0)) * reconcileAfterMs;
  return Math.max(sinceTheEnd, sinceTheLast);
}

/** No look is ever due later than this, in milliseconds from now, unless the clock was set back. */
export function longestWaitForLook(reconcileAfterMs: number): number {
  return (looksAt.at(-1) ?? 1) * reconcileAfterMs;
}

/** Nothing more happens by itself: *Check again* and *Send again* are offered. */
export function needsPerson(batch: Batch): boolean {
  return batch.state === 'unknown' && (batch.looks?.length ?? 0) >= looksAt.length;
}

/** Its call's answer never came; a look showed that it had had its effect. */
export function isReconciled({ state, looks }: Batch): boolean {
  return state === 'accepted' && looks !== undefined;
}

/** `locations`: by email key; an email that is missing was not found or could not be read. */
export function lookAt(
  emails: readonly AnalyzedEmail[],
  locations: ReadonlyMap<string, DeliveryPlace>,
  action: RemediationAction,
  at: number,
): Look {
  const counts = { moved: 0, unmoved: 0, silent: 0, unread: 0 };
  for (const email of emails) {
    const place = locations.get(emailKey(email));
    counts[place === undefined ? 'unread' : fateOf(place, action)] += 1;
  }
  return { at, ...counts };
}

export type Verdict =
  /** Whatever can move has moved: the call had its effect. */
  | 'accepted'
  | 'lookAgain'
  /** Nothing had moved at any look: it may be called again. */
  | 'callAgain'
  /** Mixed, unreadable, or nothing that could move. */
  | 'person';

export function verdictOf(batch: Batch): Verdict {
  const looks = batch.looks ?? [];
  const last = looks.at(-1);
  if (last && allMoved(last)) return 'accepted';
  if (looks.length < looksAt.length) return 'lookAgain';
  return looks.every(nothingMoved) && batch.attempts < mostCalls ? 'callAgain' : 'person';
}

/** Everything that an action can move lies where the action puts it. */
function allMoved({ moved, unmoved, unread }: Look): boolean {
  return moved > 0 && unmoved === 0 && unread === 0;
}

function nothingMoved({ moved, unmoved, unread }: Look): boolean {
  return moved === 0 && unmoved > 0 && unread === 0;
}
