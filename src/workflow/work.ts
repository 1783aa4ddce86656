import type { EndedState } from '../approval/ended.ts';
import type { RequestId } from '../approval/request.ts';
import type { ReplyKind } from './reply-kind.ts';

/** Durable work: an alarm clock only. What is true stands in the domain tables, so doing an item twice is harmless. */
export type Work =
  | { readonly kind: 'resolveEmails'; readonly requestId: RequestId; readonly round: number }
  | { readonly kind: 'postCard'; readonly requestId: RequestId }
  | { readonly kind: 'redrawCard'; readonly requestId: RequestId }
  /** `requestId`: whose turn it was to post the summary. */
  | { readonly kind: 'redrawSummary'; readonly requestId: RequestId; readonly summary: string }
  | { readonly kind: 'sendReply'; readonly requestId: RequestId; readonly reply: ReplyKind; readonly round: number }
  | { readonly kind: 'submitBatch'; readonly requestId: RequestId; readonly batch: number }
  | { readonly kind: 'reconcileCall'; readonly requestId: RequestId; readonly batch: number }
  | { readonly kind: 'verifyOutcome'; readonly requestId: RequestId; readonly batch: number }
  | { readonly kind: 'reviseRequest'; readonly requestId: RequestId }
  | { readonly kind: 'remindRequest'; readonly requestId: RequestId }
  | { readonly kind: 'escalateRequest'; readonly requestId: RequestId }
  | { readonly kind: 'expireRequest'; readonly requestId: RequestId }
  /** `state` and `round`: which end of it is told; `endedAt`: when that was. */
  | {
      readonly kind: 'sendCallback';
      readonly requestId: RequestId;
      readonly source: string;
      readonly state: EndedState;
      readonly round: number;
      readonly endedAt: number;
    };

/** What does each kind of work. */
export type WorkHandlers = {
  readonly [Kind in Work['kind']]: (work: Extract<Work, { readonly kind: Kind }>) => Promise<void>;
};

/** Two items with the same key are the same work. */
export function workKey(work: Work): string {
  switch (work.kind) {
    case 'submitBatch':
    case 'reconcileCall':
    case 'verifyOutcome':
      return `${work.kind}:${work.requestId}:${work.batch}`;
    case 'sendReply':
      return `${work.kind}:${work.requestId}:${work.reply}:${work.round}`;
    case 'sendCallback':
      return `${work.kind}:${work.requestId}:${work.source}:${work.state}:${work.round}`;
    case 'redrawSummary':
      return `${work.kind}:${work.summary}`;
    default:
      return `${work.kind}:${work.requestId}`;
  }
}

/** Lanes with their own workers, so that a slow Graph never holds up a card, nor a busy channel or somebody's webhook a remediation. */
export const lanes = {
  thread: [
    'postCard',
    'redrawCard',
    'redrawSummary',
    'sendReply',
    'reviseRequest',
    'remindRequest',
    'escalateRequest',
    'expireRequest',
  ],
  mailboxes: ['submitBatch'],
  reads: ['resolveEmails', 'reconcileCall', 'verifyOutcome'],
  callbacks: ['sendCallback'],
} as const satisfies Record<string, readonly Work['kind'][]>;

export const workKinds: readonly Work['kind'][] = Object.values(lanes).flat();
