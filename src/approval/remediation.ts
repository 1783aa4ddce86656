/**
 * From an approved revision to what Graph is told, and what its answers mean.
 *
 * A batch is one Graph call. `pending` waits for its call (or for its time to be called again);
 * `calling` has been claimed by one worker; `accepted` and `duplicate` are done; `refused` is over until
 * somebody presses Retry; `unknown` means that the call may or may not have had an effect, so it is never
 * simply called again (reconciliation.ts).
 */
import {
  type AnalyzedEmail,
  type Decision,
  decidingApproval,
  type RemediatingRequest,
  type RemediationAction,
  type Severity,
} from './request.ts';

export const batchStates = ['pending', 'calling', 'accepted', 'duplicate', 'refused', 'unknown'] as const;
export type BatchState = (typeof batchStates)[number];

/**
 * Why Graph said no for good, as far as it matters for the remedy. `overtaken`: Graph was not asked, for other requests
 * have moved since what this one was to put back.
 */
export const refusalCodes = [
  'permission',
  'licence',
  'credential',
  'unresolvedEmail',
  'badRequest',
  'overtaken',
  'other',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Batch {
  /** Counts from 1 within its request. */
  readonly number: number;
  readonly state: BatchState;
  readonly emailCount: number;
  /** Attempts so far, those refused before a call included. */
  readonly attempts: number;
  /** `pending` only: not before this time. */
  readonly dueAt?: number;
  readonly clientRequestId?: string;
  readonly calledAt?: number;
  readonly endedAt?: number;
  readonly trackingLink?: string;
  readonly bulkId?: string;
  /** How often Graph said 409 (or another request stood for it) and it was put off. */
  readonly duplicates?: number;
  /** HTTP status of the last answer. */
  readonly status?: number;
  /** Graph's `request-id` of the last answer, for Microsoft's support. */
  readonly graphRequestId?: string;
  readonly problem?: { readonly code: RefusalCode; readonly message: string };
  /** Nothing was told to Graph: dry run. */
  readonly dryRun?: boolean;
  /** While it is unclear what a call did: what each look at the delivery locations showed, oldest first. */
  readonly looks?: readonly Look[];
  /** A former call may have had its effect, so a 409 to the next one means that it had. */
  readonly toldBefore?: boolean;
  /** `pending` only: for a free place at Graph, or until it is clear what another request does to the same mail. */
  readonly waitsFor?: 'slot' | 'mail' | 'liveMode';
  /** Taken, and either proven or not looked after any more: it holds none of Graph's places. */
  readonly settledAt?: number;
}

/** One look at where the emails of a batch lie, in emails. */
export interface Look {
  readonly at: number;
  /** Where the action would have put them. */
  readonly moved: number;
  /** Where the action would not have left them. */
  readonly unmoved: number;
  /** Where no action changes anything (on-premises, quarantine, never delivered): proves nothing either way. */
  readonly silent: number;
  /** Not found, or could not be read. */
  readonly unread: number;
}

/** The order as we mean it; the Graph edge turns it into the body that its version takes. */
export interface RemediationOrder {
  readonly displayName: string;
  readonly description: string;
  readonly severity: Severity;
  readonly action: RemediationAction;
  readonly approverUpn: string;
  readonly remediateSendersCopy: boolean;
  readonly emails: readonly AnalyzedEmail[];
}

/** The JSON that goes over the wire, kept word for word in the audit log. */
export interface RemediationBody {
  readonly displayName: string;
  readonly description: string;
  readonly severity: Severity;
  readonly action: RemediationAction;
  readonly approverUpn?: string;
  readonly remediateSendersCopy: boolean;
  readonly analyzedEmails: readonly (
    | { readonly networkMessageId: string; readonly recipientEmailAddress: string }
    | { readonly id: string }
  )[];
}

export interface GraphTrace {
  readonly status?: number;
  readonly graphRequestId?: string;
}

export type RemediationAnswer =
  | (GraphTrace & {
      readonly kind: 'accepted';
      readonly trackingLink?: string;
      readonly bulkId?: string;
      readonly location?: string;
    })
  | (GraphTrace & { readonly kind: 'duplicate'; readonly message: string })
  | (GraphTrace & { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string })
  /** Graph does not take `approverUpn`: the same body without it has a chance, and later bodies leave it out. */
  | (GraphTrace & { readonly kind: 'approverUpnRefused'; readonly message: string })
  /** Certainly without effect: not reached, no token, 429, 503. */
  | (GraphTrace & { readonly kind: 'notNow'; readonly retryAfterMs?: number; readonly message: string })
  /** Perhaps with effect: time-out, reset after writing, another 5xx. */
  | (GraphTrace & { readonly kind: 'unclear'; readonly message: string });

/** Graph has taken it (or says that it had been taken before), and what became of its emails is still looked after. */
export function awaitsProof({ state, dryRun, settledAt }: Batch): boolean {
  if (dryRun === true || settledAt !== undefined) return false;
  return state === 'accepted' || state === 'duplicate';
}

/** Splits in the order given; every batch holds 1 to `size` emails (`size`: a whole number from 1, as the setting is). */
export function planBatches(
  emails: readonly AnalyzedEmail[],
  size: number,
  dryRun = false,
): { batch: Batch; emails: readonly AnalyzedEmail[] }[] {
  const planned: { batch: Batch; emails: readonly AnalyzedEmail[] }[] = [];
  for (let start = 0; start < emails.length; start += size) {
    const part = emails.slice(start, start + size);
    const number = planned.length + 1;
    const batch: Batch = { number, state: 'pending', emailCount: part.length, attempts: 0, ...(dryRun && { dryRun }) };
    planned.push({ batch, emails: part });
  }
  return planned;
}

/** Graph declares the strings `Unicode="false"`: accents are dropped, anything else beyond printable ASCII becomes `?`. */
export function asciiText(text: string, maxLength: number): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/gu, '?');
  return plain.length <= maxLength ? plain : `${plain.slice(0, Math.max(0, maxLength - 3))}...`.slice(0, maxLength);
}

const descriptionLength = 900;
const reasonLength = 400;

/** Quoted and with its author, so that nobody's reason reads like our own words or like somebody else's. */
function reasonGiven({ by, reason }: Decision): string {
  if (reason === undefined) return '';
  return ` Reason of ${by.upn}: "${asciiText(reason, reasonLength).replaceAll('"', "'")}".`;
}

/** What is told to Graph for one batch of an approved request. */
export function remediationOrder(request: RemediatingRequest, emails: readonly AnalyzedEmail[]): RemediationOrder {
  const approvers = request.approvals.map((approval) => approval.by.upn).join(', ');
  const because = request.approvals.map(reasonGiven).join('');
  return {
    displayName: `Countersign ${request.id}`,
    description: asciiText(`Request ${request.id} approved by ${approvers}.${because}`, descriptionLength),
    severity: request.revision.severity,
    action: request.revision.action,
    approverUpn: decidingApproval(request).by.upn,
    remediateSendersCopy: request.revision.remediateSendersCopy,
    emails,
  };
}

/** Wait before a call that certainly had no effect is made again, in milliseconds: what was asked, else 5 s, doubling, at most 15 min. */
export function retryDelay(attempts: number, asked: number | undefined): number {
  const backoff = Math.min(5_000 * 2 ** Math.max(0, attempts - 1), 15 * 60_000);
  return Math.max(asked ?? backoff, 1_000);
}

/** Calls to Graph at once, over all instances. */
export const mostCallsAtOnce = 10;
/** Of Graph's 50 active remediations an organisation; the rest is left to people and other products. */
export const mostUnsettled = 40;

/** Graph calls an email "already being remediated" for about this long. */
export const duplicateWindowMs = 30 * 60_000;
/** After so many calls answered with 409 (about three hours) a person must look. */
const duplicateTries = 6;

/**
 * The batch after Graph's answer. `sameActionSentBefore`: we told Graph this very action for these
 * emails earlier, so a 409 says that it is under way; otherwise somebody else does something to them,
 * and ours is tried again when Graph will take it.
 */
export function batchAfter(
  batch: Batch,
  answer: Exclude<RemediationAnswer, { kind: 'approverUpnRefused' }>,
  context: { now: number; sameActionSentBefore: boolean },
): Batch {
  const { dueAt: _due, endedAt: _ended, problem: _problem, looks: _looks, ...rest } = batch;
  const traced = {
    ...rest,
    ...(answer.status === undefined ? {} : { status: answer.status }),
    ...(answer.graphRequestId === undefined ? {} : { graphRequestId: answer.graphRequestId }),
  };
  const { now } = context;
  switch (answer.kind) {
    case 'accepted':
      return {
        ...traced,
        state: 'accepted',
        endedAt: now,
        ...(answer.trackingLink === undefined ? {} : { trackingLink: answer.trackingLink }),
        ...(answer.bulkId === undefined ? {} : { bulkId: answer.bulkId }),
      };
    case 'duplicate':
      if (context.sameActionSentBefore) return { ...traced, state: 'duplicate', endedAt: now };
      if ((batch.duplicates ?? 0) + 1 < duplicateTries) {
        const duplicates = (batch.duplicates ?? 0) + 1;
        return { ...traced, state: 'pending', dueAt: now + duplicateWindowMs, duplicates };
      }
      return { ...traced, state: 'refused', endedAt: now, problem: { code: 'other', message: answer.message } };
    case 'refused':
      return { ...traced, state: 'refused', endedAt: now, problem: { code: answer.code, message: answer.message } };
    case 'notNow':
      return { ...traced, state: 'pending', dueAt: now + retryDelay(batch.attempts, answer.retryAfterMs) };
    case 'unclear':
      return { ...traced, state: 'unknown', endedAt: now };
  }
}

/** Nothing can be sent again: there is nothing left to put back. */
export function isOvertaken({ state, problem }: Pick<Batch, 'state' | 'problem'>): boolean {
  return state === 'refused' && problem?.code === 'overtaken';
}

/** What *Retry* sends again. */
export function mayBeRetried(batch: Pick<Batch, 'state' | 'problem'>): boolean {
  return batch.state === 'refused' && !isOvertaken(batch);
}

/** What the batches together mean for their request; undefined while something is still under way. */
export function outcomeOf(batches: readonly Batch[]): 'submitted' | 'failed' | undefined {
  const underWay = batches.some(({ state }) => state === 'pending' || state === 'calling' || state === 'unknown');
  if (underWay || batches.length === 0) return undefined;
  return batches.some(mayBeRetried) || batches.every(isOvertaken) ? 'failed' : 'submitted';
}
