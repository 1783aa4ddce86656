import {
  type Alert,
  type AnalyzedEmail,
  emailKey,
  foldCase,
  foldDuplicates,
  type MailFacts,
} from '../approval/request.ts';
import { mostEmails } from './alert-schema.ts';
import { cutFacts, cutText, wellFormed } from './cut-facts.ts';
import type { AlertDraft, Digest, DraftMessage, Drafts } from './draft.ts';
import { invalid, parseAlert } from './parse-alert.ts';
import type { InvalidBody, ReadAlerts } from './read-alerts.ts';

interface FinishOptions {
  readonly source: string;
  readonly digest: Digest;
}

/** Of one body. */
const mostAlerts = 1_000;

/** Drafts of records as alerts, each checked like any other alert. */
export function finishAlerts(read: Drafts, options: FinishOptions): ReturnType<ReadAlerts> {
  if (read.kind === 'wrong') return invalid(read.errors);
  const alerts: Alert[] = [];
  for (const draft of withMailFirst(read.drafts)) {
    for (const emails of inParts(emailsOf(draft))) {
      if (alerts.length === mostAlerts) {
        return invalid([{ pointer: '', message: `must hold at most ${mostAlerts} alerts` }]);
      }
      const finished = finishAlert(draft, emails, options);
      if (finished.kind === 'invalid') return finished;
      alerts.push(finished.alert);
    }
  }
  const [first, ...others] = alerts;
  if (first === undefined) return invalid([{ pointer: '', message: 'must hold an alert' }]);
  return { kind: 'alerts', alerts: [first, ...others] };
}

/** An incident of many stages has alerts about devices, too. Where there is one about mail, they are none of ours. */
function withMailFirst(drafts: readonly AlertDraft[]): readonly AlertDraft[] {
  const ofMail = drafts.filter(({ isMail }) => isMail);
  return ofMail.length > 0 ? ofMail : drafts;
}

/**
 * The emails that a record names: message and mailbox. Where a message has no mailbox beside it, the only one that the
 * record names (for whatever message) is meant; of several, none is.
 */
function emailsOf({ messages, mailboxes }: AlertDraft): AnalyzedEmail[] {
  const named = new Set<string>();
  for (const { networkMessageId, recipients } of messages) {
    if (networkMessageId !== undefined && recipients.length > 0) named.add(foldCase(networkMessageId));
  }
  const [first] = mailboxes;
  const isFirst = (mailbox: string) => first !== undefined && foldCase(mailbox) === foldCase(first);
  const isOnly = mailboxes.every(isFirst) && messages.every(({ recipients }) => recipients.every(isFirst));
  const fallback = isOnly && first !== undefined ? [first] : [];
  const emails: AnalyzedEmail[] = [];
  for (const { networkMessageId, recipients } of messages) {
    if (networkMessageId === undefined) continue;
    const holders = named.has(foldCase(networkMessageId)) ? recipients : fallback;
    for (const recipientEmailAddress of holders) emails.push({ networkMessageId, recipientEmailAddress });
  }
  return foldDuplicates(emails);
}

/** More emails than an alert may name become several alerts of the same record, which join one another. */
function inParts(emails: readonly AnalyzedEmail[]): readonly (readonly AnalyzedEmail[])[] {
  const count = Math.max(1, Math.ceil(emails.length / mostEmails));
  return Array.from({ length: count }, (_, part) => emails.slice(part * mostEmails, (part + 1) * mostEmails));
}

type Finished = { readonly kind: 'ok'; readonly alert: Alert } | InvalidBody;

function finishAlert(draft: AlertDraft, emails: readonly AnalyzedEmail[], { source, digest }: FinishOptions): Finished {
  const main = mainMessage(draft.messages);
  const record = recordName(draft.record, digest);
  // The same version again is a duplicate; one that tells more is a new alert, which joins by message or record.
  const version = digest([draft.severity, emails.map(emailKey).toSorted()]).slice(0, 16);
  const campaignId = main?.campaignId ?? draft.campaignId ?? draft.messages.find(hasCampaign)?.campaignId;
  const facts: MailFacts = cutFacts(draft, main, describe(draft, emails));
  const parsed = parseAlert(
    {
      source,
      alertId: `${record}~${version}`,
      severity: draft.severity,
      emails,
      ...(campaignId === undefined ? {} : { campaignId: cutText(wellFormed(campaignId), 256) }),
      ...facts,
    },
    { mayNameNone: true },
  );
  return parsed.kind === 'ok' ? { kind: 'ok', alert: { ...parsed.alert, record } } : parsed;
}

function hasCampaign({ campaignId }: DraftMessage): boolean {
  return campaignId !== undefined;
}

/** The one that the card tells of. */
function mainMessage(messages: readonly DraftMessage[]): DraftMessage | undefined {
  const isWhole = ({ networkMessageId, recipients }: DraftMessage) =>
    networkMessageId !== undefined && recipients.length > 0;
  return messages.find(isWhole) ?? messages.find(({ facts }) => facts.subject !== undefined) ?? messages[0];
}

/** With `~` and 16 digits it is an `alertId`, which may have 256 characters. */
const longestRecord = 239;

/** Two long ids that begin alike stay two. */
function recordName(record: string, digest: Digest): string {
  const name = wellFormed(record);
  return name.length <= longestRecord ? name : `${name.slice(0, 200).toWellFormed()}~${digest(name).slice(0, 16)}`;
}

/** Ids of messages that nobody's mailbox is named for: `request <id> <recipient>` takes them. */
const toldIds = 5;

function describe({ isResolved, description, messages, clustered = [] }: AlertDraft, emails: readonly AnalyzedEmail[]) {
  const parts: string[] = [];
  if (isResolved) parts.push('Resolved at the source already.');
  const ids = new Set<string>();
  for (const { networkMessageId } of messages) if (networkMessageId !== undefined) ids.add(networkMessageId);
  for (const id of clustered) ids.add(id);
  const told = [...ids].slice(0, toldIds);
  if (emails.length === 0 && told.length > 0) {
    const more = ids.size > told.length ? ` and ${ids.size - told.length} more` : '';
    parts.push(`Messages that are named without a mailbox: ${told.join(', ')}${more}.`);
  }
  if (description !== undefined) parts.push(description);
  return parts.length === 0 ? undefined : parts.join(' ');
}
