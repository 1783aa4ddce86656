/** Making revisions: what an approval is bound to. */
import {
  type AnalyzedEmail,
  countEmails,
  emailKey,
  type RequestId,
  type Revision,
  type RevisionContent,
  type Severity,
  severities,
} from './request.ts';

export interface RevisionParts {
  readonly requestId: RequestId;
  readonly number: number;
  readonly createdAt: number;
  readonly content: RevisionContent;
  readonly dryRun: boolean;
  /** Of the revision before; absent for the first. */
  readonly severities?: readonly Severity[];
  readonly emails: readonly AnalyzedEmail[];
}

/** The revision over exactly these emails. The order of the emails does not matter to its hash. */
export function makeRevision(parts: RevisionParts, digest: (value: unknown) => string): Revision {
  const { requestId, number, createdAt, content, dryRun, emails } = parts;
  const { action, severity, remediateSendersCopy } = content;
  const keys = emails.map(emailKey).sort();
  return {
    number,
    createdAt,
    dryRun,
    peakSeverity: highestSeverity(severity, ...(parts.severities ?? [])),
    severities: [...new Set([...(parts.severities ?? []), severity])],
    action,
    severity,
    remediateSendersCopy,
    ...countEmails(emails),
    contentHash: digest({ requestId, revision: number, dryRun, action, severity, remediateSendersCopy, emails: keys }),
  };
}

export function sameContent(a: RevisionContent, b: RevisionContent): boolean {
  return a.action === b.action && a.severity === b.severity && a.remediateSendersCopy === b.remediateSendersCopy;
}

export function highestSeverity(first: Severity, ...others: readonly Severity[]): Severity {
  return others.reduce((high, one) => (severities.indexOf(one) > severities.indexOf(high) ? one : high), first);
}
