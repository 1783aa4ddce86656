import type { SecurityNamespace } from '@microsoft/microsoft-graph-types-beta';
import type { Mail, MailEvent } from './mailbox-shelf.ts';

type Shown = SecurityNamespace.AnalyzedEmail & { '@odata.type': string };

/** One message in one recipient's mailbox, as the contract has it. */
export function asAnalyzedEmail(mail: Mail): Shown {
  return {
    '@odata.type': '#microsoft.graph.security.analyzedEmail',
    id: mail.id,
    loggedDateTime: new Date(mail.receivedAt).toISOString(),
    networkMessageId: mail.networkMessageId,
    recipientEmailAddress: mail.recipientEmailAddress,
    subject: mail.subject,
    latestDelivery: delivery(mail.location),
    originalDelivery: delivery(mail.delivered),
    timelineEvents: mail.events.map(asTimelineEvent),
  };
}

function delivery(location: string): SecurityNamespace.AnalyzedEmailDeliveryDetail {
  const action = location === 'quarantine' || location === 'dropped' ? 'blocked' : 'delivered';
  return { action, location: location as SecurityNamespace.DeliveryLocation };
}

function asTimelineEvent({ at, type }: MailEvent): SecurityNamespace.TimelineEvent {
  return {
    eventType: type,
    eventSource: type === 'air' ? 'admin' : 'system',
    eventResult: 'Success',
    eventDateTime: new Date(at).toISOString(),
  };
}

/** The same locations as documents and products spell them: the pages, the portal, other people's traces. */
const otherSpellings: Readonly<Record<string, readonly string[]>> = {
  inbox_folder: ['Inbox', 'inboxfolder', 'InboxFolder', 'INBOX_FOLDER', 'Inbox folder'],
  junkFolder: ['JunkFolder', 'junkfolder', 'Junk folder', 'Junk'],
  deletedFolder: ['DeletedFolder', 'deletedfolder', 'Deleted items folder'],
  onprem_external: ['onpremexternal', 'OnPrem/External', 'On-premises/external'],
  quarantine: ['Quarantine', 'QUARANTINE'],
  others: ['Others', 'OTHERS'],
};

/** After the contract has been checked: a service that does not keep to its own list of words. */
export function misspelt(email: SecurityNamespace.AnalyzedEmail, turn: number): object {
  const { latestDelivery } = email;
  const spellings = otherSpellings[String(latestDelivery?.location)] ?? [];
  const location = spellings[turn % Math.max(1, spellings.length)];
  return location === undefined ? email : { ...email, latestDelivery: { ...latestDelivery, location } };
}
