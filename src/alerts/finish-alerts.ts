import {
  type Alert,
  type AnalyzedEmail,
  emailKey,
  foldCase,
  type MailFacts,
  type Severity,
} from '../approval/request.ts';
import type { InvalidBody, ReadAlerts } from './alert-reader.ts';
import { mostEmails } from './alert-schema.ts';
import { cutFacts, cutText, wellFormed } from './cut-facts.ts';
import type { AlertDraft, Digest, DraftMessage, Drafts } from './draft.ts';
import { mostAlerts, mostRecipients } from './limits.ts';
import { invalid, parseAlert } from './parse-alert.ts';
import { settleEmails } from './settle-emails.ts';

interface FinishOptions {
  readonly source: string;
  readonly digest: Digest;
}

/** Drafts of records as alerts, each checked like any other alert. */
export function finishAlerts(read: Drafts, options: FinishOptions): ReturnType<ReadAlerts> {
  if (read.kind === 'wrong') return invalid(read.errors);
  const drafts = withMailFirst(read.drafts);
  const tooMuch = excessIn(drafts);
  if (tooMuch !== undefined) return invalid([{ pointer: '', message: tooMuch }]);
  const alerts: Alert[] = [];
  for (const draft of drafts) {
    const emails = settleEmails(draft);
    const told = tellOf(draft, emails, options);
    for (const part of inParts(emails)) {
      // Few drafts of many emails are as many alerts as many drafts.
      if (alerts.length === mostAlerts) return invalid([{ pointer: '', message: tooMany }]);
      const finished = finishAlert(told, part, options);
      if (finished.kind === 'invalid') return finished;
      alerts.push(finished.alert);
    }
  }
  const [first, ...others] = alerts;
  if (first === undefined) return invalid([{ pointer: '', message: 'must hold an alert, and holds no alert' }]);
  return { kind: 'alerts', alerts: [first, ...others] };
}

const tooMany = `must hold at most ${mostAlerts} alerts`;

/** Looked for before anything is made of them. Each becomes an alert, and one more for each further 10,000 emails. */
function excessIn(drafts: readonly AlertDraft[]): string | undefined {
  if (drafts.length > mostAlerts) return tooMany;
  let recipients = 0;
  for (const { messages } of drafts) for (const message of messages) recipients += message.recipients.length;
  return recipients > mostRecipients ? `must name at most ${mostRecipients} recipients` : undefined;
}

/** An incident of many stages has alerts about devices, too. Where there is one about mail, they are none of ours. */
function withMailFirst(drafts: readonly AlertDraft[]): readonly AlertDraft[] {
  const ofMail = drafts.filter(({ isMail }) => isMail);
  return ofMail.length > 0 ? ofMail : drafts;
}

/** More emails than an alert may name become several alerts of the same record, which join one another. */
function inParts(emails: readonly AnalyzedEmail[]): readonly (readonly AnalyzedEmail[])[] {
  const count = Math.max(1, Math.ceil(emails.length / mostEmails));
  return Array.from({ length: count }, (_, part) => emails.slice(part * mostEmails, (part + 1) * mostEmails));
}

type Finished = { readonly kind: 'ok'; readonly alert: Alert } | InvalidBody;

/** What all alerts of one draft share, read once: they may be ten, and its messages a hundred thousand. */
interface Told {
  readonly record: string;
  readonly severity: Severity;
  readonly campaignId?: string;
  readonly facts: MailFacts;
  /** What makes a version where no email does. */
  readonly search: readonly unknown[];
}

function tellOf(draft: AlertDraft, emails: readonly AnalyzedEmail[], { digest }: FinishOptions): Told {
  const main = mainMessage(draft.messages);
  const campaignId = main?.campaignId ?? draft.campaignId ?? draft.messages.find(hasCampaign)?.campaignId;
  return {
    record: recordName(draft.record, digest),
    severity: draft.severity,
    ...(campaignId === undefined ? {} : { campaignId: cutText(wellFormed(campaignId), 256) }),
    facts: cutFacts(draft, main, describe(draft, emails)),
    search: emails.length > 0 ? [] : toldOfMail(draft, campaignId),
  };
}

function finishAlert(told: Told, emails: readonly AnalyzedEmail[], { source, digest }: FinishOptions): Finished {
  const { record, severity, campaignId, facts, search } = told;
  // The same version again is a duplicate; one that tells more is a new alert, which joins by message or record.
  const version = digest([severity, emails.map(emailKey).toSorted(), ...search]).slice(0, 16);
  const campaign = campaignId === undefined ? {} : { campaignId };
  const parsed = parseAlert(
    { source, alertId: `${record}~${version}`, severity, emails, ...campaign, ...facts },
    { mayNameNone: true },
  );
  return parsed.kind === 'ok' ? { kind: 'ok', alert: { ...parsed.alert, record } } : parsed;
}

/** Where no mail is named, people look for it: a version that tells more to look for is a new one. */
function toldOfMail({ messages, clustered = [] }: AlertDraft, campaignId = ''): readonly unknown[] {
  // In whatever order it is told.
  const each = (texts: readonly string[]) => [...new Set(texts.map((text) => foldCase(wellFormed(text))))].toSorted();
  return [
    each(messages.flatMap(({ facts }) => facts.subject ?? [])),
    each(messages.flatMap(({ facts }) => facts.sender?.address ?? [])),
    each([...messages.flatMap((one) => one.networkMessageId ?? []), ...clustered]),
    wellFormed(campaignId),
  ];
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
