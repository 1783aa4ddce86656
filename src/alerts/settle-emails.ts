import { type AnalyzedEmail, foldCase, foldDuplicates } from '../approval/request.ts';
import type { AlertDraft, DraftMessage } from './draft.ts';

/**
 * The emails that a record names: message and mailbox. Where a message has no mailbox beside it, the only one that the
 * record names (for whatever message) is meant; of several, none is.
 */
export function settleEmails(draft: AlertDraft): AnalyzedEmail[] {
  const only = onlyMailbox(draft);
  const isSettled = ({ recipients, facts }: DraftMessage) =>
    // Of mail that went out the only mailbox named is the sender's, which is not where it arrived.
    recipients.length > 0 || only === undefined || foldCase(facts.sender?.address ?? '') === foldCase(only);
  const settled = new Set(draft.messages.filter(isSettled).map(keyOf));
  const emails: AnalyzedEmail[] = [];
  for (const message of draft.messages) {
    const { networkMessageId, recipients } = message;
    if (networkMessageId === undefined) continue;
    const mailboxes = only === undefined || settled.has(keyOf(message)) ? recipients : [only];
    for (const recipientEmailAddress of mailboxes) emails.push({ networkMessageId, recipientEmailAddress });
  }
  return foldDuplicates(emails);
}

function keyOf({ networkMessageId = '' }: DraftMessage): string {
  return foldCase(networkMessageId);
}

/** Undefined where there is none, and where a message names somebody else. */
function onlyMailbox({ messages, mailboxes }: AlertDraft): string | undefined {
  const [first] = mailboxes;
  if (first === undefined) return undefined;
  const isFirst = (mailbox: string) => foldCase(mailbox) === foldCase(first);
  const isOnly = mailboxes.every(isFirst) && messages.every(({ recipients }) => recipients.every(isFirst));
  return isOnly ? first : undefined;
}
