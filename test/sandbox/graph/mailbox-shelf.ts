import { createHash } from 'node:crypto';
import type { SecurityNamespace } from '@microsoft/microsoft-graph-types-beta';
import type { Mailbox } from '../tenant-types.ts';

export interface MoveAfter {
  /** How often the email must have been read after the remediation before it shows elsewhere. */
  readonly reads: number;
  readonly ms: number;
}

interface Mail {
  readonly networkMessageId: string;
  readonly recipientEmailAddress: string;
  readonly id: string;
  readonly subject: string;
  readonly receivedAt: number;
  location: string;
  remediations: number;
  /** Where it goes, once it goes. */
  moving?: { to: string; since: number; reads: number } | undefined;
}

export type Named =
  | { readonly networkMessageId: string; readonly recipientEmailAddress: string }
  | { readonly id: string };

export interface MailboxShelf {
  add(mail: { networkMessageId: string; recipientEmailAddress: string; subject?: string; location?: string }): Mailbox;
  all(): Mailbox[];
  /** Notes one remediation; what is not there or cannot be moved is not an error to Graph either. */
  remediate(named: Named, action: string): void;
  /** Emails as the API shows them; counts as one read of each. */
  read(where: (mail: Mailbox & { receivedAt: number }) => boolean): SecurityNamespace.AnalyzedEmail[];
}

/** Graph does not say where deleted mail shows up; "others" is not inbox and not junk. */
const targets: Readonly<Record<string, string>> = {
  softDelete: 'others',
  hardDelete: 'others',
  moveToJunk: 'junkFolder',
  moveToDeletedItems: 'deletedFolder',
  moveToInbox: 'inbox_folder',
};

/** Locations that no remediation reaches (Defender documentation). */
const outOfReach = new Set(['onprem_external', 'failed', 'dropped']);

export function createMailboxShelf(moveAfter: () => MoveAfter): MailboxShelf {
  const mails: Mail[] = [];

  function settle(mail: Mail): Mail {
    const { moving } = mail;
    if (!moving) return mail;
    const { reads, ms } = moveAfter();
    if (moving.reads < reads || Date.now() - moving.since < ms) return mail;
    mail.location = moving.to;
    mail.moving = undefined;
    return mail;
  }

  function add(mail: Parameters<MailboxShelf['add']>[0]): Mailbox {
    const { networkMessageId, recipientEmailAddress, subject = 'No subject', location = 'inbox_folder' } = mail;
    const id = emailId(networkMessageId, recipientEmailAddress);
    const known = mails.find((other) => other.id === id);
    if (known) return view(known);
    const added: Mail = {
      networkMessageId,
      recipientEmailAddress,
      id,
      subject,
      location,
      receivedAt: Date.now(),
      remediations: 0,
    };
    mails.push(added);
    return view(added);
  }

  function remediate(named: Named, action: string): void {
    for (const mail of mails.filter((candidate) => isMeant(candidate, named))) {
      mail.remediations += 1;
      if (!outOfReach.has(mail.location)) {
        mail.moving = { to: targets[action] ?? 'others', since: Date.now(), reads: 0 };
      }
    }
  }

  return {
    add,
    remediate,
    all: () => mails.map((mail) => view(settle(mail))),
    read(where) {
      const found = mails.map(settle).filter((mail) => where({ ...view(mail), receivedAt: mail.receivedAt }));
      const shown = found.map(asAnalyzedEmail);
      for (const mail of found) if (mail.moving) mail.moving.reads += 1;
      return shown;
    },
  };
}

/** `{networkMessageId}-{recipient hash}-1`, as the reference pages show it. */
function emailId(networkMessageId: string, recipient: string): string {
  const hash = createHash('sha256').update(recipient.toLowerCase()).digest().readBigUInt64BE() >> 1n;
  return `${networkMessageId}-${hash}-1`;
}

function isMeant(mail: Mail, named: Named): boolean {
  if (!('networkMessageId' in named)) return mail.id === named.id;
  const sameMessage = mail.networkMessageId.toLowerCase() === named.networkMessageId.toLowerCase();
  return sameMessage && mail.recipientEmailAddress.toLowerCase() === named.recipientEmailAddress.toLowerCase();
}

function view(mail: Mail): Mailbox {
  const { recipientEmailAddress, networkMessageId, id, subject, location, remediations } = mail;
  return { recipientEmailAddress, networkMessageId, id, subject, location, remediations };
}

function asAnalyzedEmail(mail: Mail): SecurityNamespace.AnalyzedEmail & { '@odata.type': string } {
  const at = new Date(mail.receivedAt).toISOString();
  const admin: SecurityNamespace.TimelineEvent = {
    eventType: 'air',
    eventSource: 'admin',
    eventResult: 'Success',
    eventDateTime: at,
  };
  const moved = mail.remediations > 0 && !mail.moving && !outOfReach.has(mail.location);
  return {
    '@odata.type': '#microsoft.graph.security.analyzedEmail',
    id: mail.id,
    loggedDateTime: at,
    networkMessageId: mail.networkMessageId,
    recipientEmailAddress: mail.recipientEmailAddress,
    subject: mail.subject,
    latestDelivery: { action: 'delivered', location: mail.location as SecurityNamespace.DeliveryLocation },
    originalDelivery: { action: 'delivered', location: 'inbox_folder' },
    timelineEvents: moved ? [admin] : [],
  };
}
