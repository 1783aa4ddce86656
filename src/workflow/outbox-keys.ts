import { parseRequestId } from '../approval/ids.ts';
import type { RequestId } from '../approval/request.ts';
import { type ReplyKind, replyKinds } from './reply-kind.ts';
import type { Work } from './work.ts';

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
