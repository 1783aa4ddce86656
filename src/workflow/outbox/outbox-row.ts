/**
 * This room keeps what is said in Teams: one row for each card, summary and reply, written with what it tells, so that
 * a crash never loses a word (a doubled one can be told; a missing one cannot).
 *
 * - waiting: to be sent; its work is scheduled.
 * - sending: claimed by one worker, by compare-and-set. Found so by a later run, its process died while posting: posted
 *   again. Turned away by Teams, it waits again.
 * - sent: it stands at its address. A card folded into a summary has the summary's address until it is opened.
 * - owed: there is no place for it: no channel yet, or the card or channel where it stood is gone. Waits as soon as
 *   there is one (again), and the replies that were due follow it.
 * - gone: lost for the second time, or refused for good; nothing more happens by itself.
 *
 * post-card claims and posts (fold-cards: many as one summary), redraw-card and redraw-summary follow what changes,
 * send-reply says outcomes in their order, owed-cards and waiting-cards bring back what had no place, repost-card,
 * lost-channel and lose-cards deal with what Teams no longer has.
 */
import { parseRequestId } from '../../approval/ids.ts';
import type { RequestId } from '../../approval/request.ts';
import { type ReplyKind, replyKinds } from '../reply-kind.ts';
import type { Work } from '../work.ts';

/** The outbox key of a request's card. */
export function cardKey(requestId: RequestId): string {
  return `card:${requestId}`;
}

/** The outbox key of one reply: said once for each round. */
export function replyKey(requestId: RequestId, kind: ReplyKind, round: number): string {
  return `reply:${requestId}:${kind}:${round}`;
}

/** The work that says this reply; undefined where the key is of another message. */
export function replyWork(key: string): Extract<Work, { kind: 'sendReply' }> | undefined {
  const [what, id = '', kind, round] = key.split(':');
  const requestId = parseRequestId(id);
  const reply = replyKinds.find((known) => known === kind);
  if (what !== 'reply' || requestId === undefined || reply === undefined) return undefined;
  return { kind: 'sendReply', requestId, reply, round: Number(round) };
}
