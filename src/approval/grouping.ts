/**
 * Which request an alert belongs to: the oldest open one that shares a message or the campaign (the store finds it),
 * else a new one for whatever has not been remediated yet.
 */
import { type Alert, type AnalyzedEmail, emailKey, foldDuplicates, isResolved, type RequestId } from './request.ts';

export interface KnownRequests {
  /** By email key: the request that already had this email remediated with the recommended action. */
  readonly remediated: ReadonlyMap<string, RequestId>;
  /** The newest decided request about one of the messages. */
  readonly decidedBefore: RequestId | undefined;
}

export type OpeningPlan =
  /** Nothing is left to ask for: everything in it was remediated, the first email by this request. */
  | { readonly kind: 'alreadyRemediated'; readonly requestId: RequestId }
  | {
      readonly kind: 'open';
      readonly emails: readonly [AnalyzedEmail, ...AnalyzedEmail[]];
      readonly earlierRequestId: RequestId | undefined;
    };

/** For an alert (or several that were gathered) that joins no open request: what a new one would ask for. */
export function planOpening(emails: Alert['emails'], known: KnownRequests): OpeningPlan {
  const [first, ...others] = foldDuplicates(emails).filter((email) => !known.remediated.has(emailKey(email)));
  if (first !== undefined) return { kind: 'open', emails: [first, ...others], earlierRequestId: known.decidedBefore };
  const by = known.remediated.get(emailKey(emails[0]));
  if (by !== undefined) return { kind: 'alreadyRemediated', requestId: by };
  return { kind: 'open', emails, earlierRequestId: known.decidedBefore };
}

/** The messages that an alert speaks of, lower-cased, each once. */
export function messageIds(emails: readonly AnalyzedEmail[]): string[] {
  return [...new Set(emails.flatMap((email) => (isResolved(email) ? [email.networkMessageId.toLowerCase()] : [])))];
}
