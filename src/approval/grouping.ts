/**
 * Which request an alert belongs to: the open one of an earlier version of its record, else the oldest open one that
 * shares a message or the campaign (the store finds it), else a new one for whatever has not been remediated yet.
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

/** What versions of one alert share: the source, and its own id of the record. */
export interface AlertRecord {
  readonly source: string;
  readonly id: string;
}

export function recordOf({ source, record }: Alert): AlertRecord | undefined {
  return record === undefined ? undefined : { source, id: record };
}

export interface KnownRequests {
  /** By email key: the request that already had this email remediated, so that the recommended action adds nothing. */
  readonly remediated: ReadonlyMap<string, RequestId>;
  /** The newest decided request about one of the messages, or of an earlier version of the record. */
  readonly decidedBefore: RequestId | undefined;
}

export type OpeningPlan =
  /** Nothing is left to ask for: everything in it was remediated, the first email by this request. */
  | { readonly kind: 'alreadyRemediated'; readonly requestId: RequestId }
  | {
      readonly kind: 'open';
      /** Empty where the alert named none. */
      readonly emails: readonly AnalyzedEmail[];
      readonly earlierRequestId: RequestId | undefined;
    };

/** After the earlier action the asked one has nothing left to do: what was deleted for good cannot be taken away again. */
export function coversAction(earlier: RemediationAction, asked: RemediationAction): boolean {
  return earlier === asked || (earlier === 'hardDelete' && asked !== 'moveToInbox');
}

/** For an alert (or several that were gathered) that joins no open request: what a new one would ask for. */
export function planOpening(emails: Alert['emails'], known: KnownRequests): OpeningPlan {
  const left = foldDuplicates(emails).filter((email) => !known.remediated.has(emailKey(email)));
  const [first] = emails;
  // Of no email it cannot be said that it was remediated: an alert without any is for a person to look at.
  const by = first && known.remediated.get(emailKey(first));
  if (left.length === 0 && by !== undefined) return { kind: 'alreadyRemediated', requestId: by };
  return { kind: 'open', emails: left, earlierRequestId: known.decidedBefore };
}

/** What alerts that joined bring to a request: the highest severity wins, the action and the sender's copy stay. */
export function mergedContent(content: RevisionContent, alerts: readonly Alert[]): RevisionContent {
  const { action, remediateSendersCopy } = content;
  const severity = highestSeverity(content.severity, ...alerts.map((alert) => alert.severity));
  return { action, severity, remediateSendersCopy };
}

/** Several alerts as one, the first one speaking for them. */
export function mergedAlert(first: Alert, others: readonly Alert[]): Alert {
  const emails = foldDuplicates([first, ...others].flatMap((alert) => alert.emails));
  const severity = highestSeverity(first.severity, ...others.map((alert) => alert.severity));
  return { ...first, emails, severity };
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
