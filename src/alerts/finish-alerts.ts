import { type Alert, type AnalyzedEmail, emailKey, foldCase, type MailFacts } from '../approval/request.ts';
import type { InvalidBody, ReadAlerts } from './alert-reader.ts';
import { mostEmails } from './alert-schema.ts';
import { cutFacts, cutText, wellFormed } from './cut-facts.ts';
import type { AlertDraft, Digest, DraftMessage, Drafts } from './draft.ts';
import { invalid, parseAlert } from './parse-alert.ts';
import { settleEmails } from './settle-emails.ts';

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
    for (const emails of inParts(settleEmails(draft))) {
      if (alerts.length === mostAlerts) {
        return invalid([{ pointer: '', message: `must hold at most ${mostAlerts} alerts` }]);
      }
      const finished = finishAlert(draft, emails, options);
      if (finished.kind === 'invalid') return finished;
      alerts.push(finished.alert);
    }
  }
  const [first, ...others] = alerts;
  if (first === undefined) return invalid([{ pointer: '', message: 'must hold an alert, and holds no alert' }]);
  return { kind: 'alerts', alerts: [first, ...others] };
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

function finishAlert(draft: AlertDraft, emails: readonly AnalyzedEmail[], { source, digest }: FinishOptions): Finished {
  const main = mainMessage(draft.messages);
  const record = recordName(draft.record, digest);
  // The same version again is a duplicate; one that tells more is a new alert, which joins by message or record.
  const campaignId = main?.campaignId ?? draft.campaignId ?? draft.messages.find(hasCampaign)?.campaignId;
  const facts: MailFacts = cutFacts(draft, main, describe(draft, emails));
  const told = emails.length > 0 ? [] : toldOfMail(draft, campaignId);
  const version = digest([draft.severity, emails.map(emailKey).toSorted(), ...told]).slice(0, 16);
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
