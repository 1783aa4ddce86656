/**
 * Which request an alert belongs to: the oldest open one that shares a message or the campaign (the store finds it),
 * else a new one for whatever has not been remediated yet.
 */
import {
  type Alert,
  type AnalyzedEmail,
  emailKey,
  foldCase,
  foldDuplicates,
  isResolved,
  type RemediationAction,
  type RequestId,
  type RevisionContent,
} from './request.ts';
import { highestSeverity } from './revision.ts';

export interface KnownRequests {
  /** By email key: the request that already had this email remediated, so that the recommended action adds nothing. */
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

/** After the earlier action the asked one has nothing left to do: what was deleted for good cannot be taken away again. */
export function coversAction(earlier: RemediationAction, asked: RemediationAction): boolean {
  return earlier === asked || (earlier === 'hardDelete' && asked !== 'moveToInbox');
}

/** For an alert (or several that were gathered) that joins no open request: what a new one would ask for. */
export function planOpening(emails: Alert['emails'], known: KnownRequests): OpeningPlan {
  const [first, ...others] = foldDuplicates(emails).filter((email) => !known.remediated.has(emailKey(email)));
  if (first !== undefined) return { kind: 'open', emails: [first, ...others], earlierRequestId: known.decidedBefore };
  const by = known.remediated.get(emailKey(emails[0]));
  if (by !== undefined) return { kind: 'alreadyRemediated', requestId: by };
  return { kind: 'open', emails, earlierRequestId: known.decidedBefore };
}

/** What alerts that joined bring to a request: the highest severity wins, the action and the sender's copy stay. */
export function mergedContent(content: RevisionContent, alerts: readonly Alert[]): RevisionContent {
  const { action, remediateSendersCopy } = content;
  const severity = highestSeverity(content.severity, ...alerts.map((alert) => alert.severity));
  return { action, severity, remediateSendersCopy };
}

/** Several alerts as one, the first one speaking for them. */
export function mergedAlert(first: Alert, others: readonly Alert[]): Alert {
  const [email = first.emails[0], ...rest] = foldDuplicates([first, ...others].flatMap((alert) => alert.emails));
  const severity = highestSeverity(first.severity, ...others.map((alert) => alert.severity));
  return { ...first, emails: [email, ...rest], severity };
}

/**
 * What emails are searched by: the message, lower-cased; for an email that Graph's id names (also), `id:` and that id.
 * Each key once.
 */
export function messageKeys(emails: readonly AnalyzedEmail[]): string[] {
  const keys = emails.flatMap((email) => [
    ...(isResolved(email) ? [foldCase(email.networkMessageId)] : []),
    ...(email.id === undefined ? [] : [`id:${email.id}`]),
  ]);
  return [...new Set(keys)];
}
