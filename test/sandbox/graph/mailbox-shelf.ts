import { createHash } from 'node:crypto';
import type { SecurityNamespace } from '@microsoft/microsoft-graph-types-beta';
import type { GraphSide, Mailbox } from '../tenant-types.ts';
import { asAnalyzedEmail } from './analyzed-email.ts';

export interface MoveAfter {
  /** How often the email must have been read after the remediation before it shows elsewhere. */
  readonly reads: number;
  readonly ms: number;
}

/** What became of one email, in Graph's own record of it. */
export interface MailEvent {
  readonly at: number;
  readonly type: 'originalDelivery' | 'air' | 'zap';
}

export interface Mail {
  readonly networkMessageId: string;
  readonly recipientEmailAddress: string;
  readonly id: string;
  readonly subject: string;
  readonly sender: string;
  readonly urls: readonly string[];
  readonly receivedAt: number;
  readonly delivered: string;
  location: string;
  /** Deleted for good: nothing brings it back. */
  isPurged?: boolean;
  readonly events: MailEvent[];
  readonly tellings: Telling[];
  /** Where it goes, once it goes. */
  moving?: { to: string; since: number; reads: number; told: Telling } | undefined;
}

/** One remediation as it reached this email. */
export interface Telling {
  readonly action: string;
  readonly clientRequestId: string;
}

export type Named =
  | { readonly networkMessageId: string; readonly recipientEmailAddress: string }
  | { readonly id: string };

export interface MailboxShelf {
  add(mail: Parameters<GraphSide['addMail']>[0]): Mailbox;
  all(): Mailbox[];
  /** Emails that were told the same action more than once, with the calls that did. */
  toldTwice(): { mailbox: Mailbox; action: string; clientRequestIds: string[] }[];
  /** Notes one remediation; what is not there or cannot be moved is not an error to Graph either. */
  remediate(named: Named, telling: Telling): void;
  /** Does anything still have to show what this call did? */
  isUnderWay(telling: Telling, emails: readonly Named[]): boolean;
  /** Microsoft's own filter takes the email out of the inbox. */
  zap(id: string): void;
  /** Emails that fit, of one message where it is given. */
  find(message: string | undefined, fits: (mail: Mail) => boolean): Mail[];
  byId(id: string): Mail | undefined;
  /** As the API shows it; counts as one read. */
  show(mail: Mail): SecurityNamespace.AnalyzedEmail;
}

/** Graph does not say where deleted mail shows up; "others" is not inbox and not junk. */
const targets: Readonly<Record<string, string>> = {
  softDelete: 'others',
  hardDelete: 'others',
  moveToJunk: 'junkFolder',
  moveToDeletedItems: 'deletedFolder',
  moveToInbox: 'inbox_folder',
};

/** From where email is put back: Junk Email, Deleted Items, and what users recover deleted items from. */
const takenBackFrom = new Set(['junkFolder', 'deletedFolder', 'others']);

/** Locations that no remediation reaches (Defender documentation). */
const outOfReach = new Set(['onprem_external', 'failed', 'dropped']);

export function createMailboxShelf(moveAfter: () => MoveAfter): MailboxShelf {
  const mails = new Map<string, Mail>();
  const byMessage = new Map<string, Mail[]>();

  function settle(mail: Mail): Mail {
    const { moving } = mail;
    if (!moving) return mail;
    const { reads, ms } = moveAfter();
    if (moving.reads < reads || Date.now() - moving.since < ms) return mail;
    mail.location = moving.to;
    mail.isPurged = moving.told.action === 'hardDelete';
    mail.events.push({ at: Date.now(), type: 'air' });
    mail.moving = undefined;
    return mail;
  }

  function add(mail: Parameters<MailboxShelf['add']>[0]): Mailbox {
    const { networkMessageId, recipientEmailAddress, subject = 'No subject', location = 'inbox_folder' } = mail;
    const id = emailId(networkMessageId, recipientEmailAddress);
    const known = mails.get(id.toLowerCase());
    if (known) return view(settle(known));
    const { sender = 'someone@example.com', urls = [], receivedAt = Date.now() } = mail;
    const added: Mail = {
      networkMessageId,
      recipientEmailAddress,
      id,
      subject,
      sender,
      urls,
      receivedAt,
      delivered: location,
      location,
      events: [{ at: receivedAt, type: 'originalDelivery' }],
      tellings: [],
    };
    mails.set(id.toLowerCase(), added);
    const message = networkMessageId.toLowerCase();
    byMessage.set(message, [...(byMessage.get(message) ?? []), added]);
    return view(added);
  }

  function named(email: Named): Mail | undefined {
    const id = 'networkMessageId' in email ? emailId(email.networkMessageId, email.recipientEmailAddress) : email.id;
    return mails.get(id.toLowerCase());
  }

  return {
    add,
    all: () => [...mails.values()].map((mail) => view(settle(mail))),
    toldTwice: () => [...mails.values()].flatMap(repetitions),
    remediate(email, telling) {
      const mail = named(email);
      if (!mail) return;
      settle(mail);
      mail.tellings.push(telling);
      if (outOfReach.has(mail.location) || isGone(mail)) return;
      if (telling.action === 'moveToInbox' && !takenBackFrom.has(mail.location)) return;
      mail.moving = { to: targets[telling.action] ?? 'others', since: Date.now(), reads: 0, told: telling };
    },
    isUnderWay: (telling, emails) =>
      emails.some((email) => {
        const mail = named(email);
        return mail !== undefined && settle(mail).moving?.told === telling;
      }),
    zap(id) {
      const mail = mails.get(id.toLowerCase());
      if (!mail) return;
      settle(mail).location = 'quarantine';
      mail.events.push({ at: Date.now(), type: 'zap' });
    },
    find: (message, fits) =>
      (message === undefined ? [...mails.values()] : (byMessage.get(message.toLowerCase()) ?? [])).filter(fits),
    byId: (id) => mails.get(id.toLowerCase()),
    show(mail) {
      const shown = asAnalyzedEmail(settle(mail));
      if (mail.moving) mail.moving.reads += 1;
      return shown;
    },
  };
}

function isGone({ isPurged, moving }: Mail): boolean {
  return isPurged === true || moving?.told.action === 'hardDelete';
}

/** `{networkMessageId}-{recipient hash}-1`, as the reference pages show it. */
function emailId(networkMessageId: string, recipient: string): string {
  const hash = createHash('sha256').update(recipient.toLowerCase()).digest().readBigUInt64BE() >> 1n;
  return `${networkMessageId}-${hash}-1`;
}

function repetitions(mail: Mail) {
  return [...Map.groupBy(mail.tellings, ({ action }) => action)]
    .filter(([, tellings]) => tellings.length > 1)
    .map(([action, tellings]) => ({
      mailbox: view(mail),
      action,
      clientRequestIds: tellings.map(({ clientRequestId }) => clientRequestId),
    }));
}

function view(mail: Mail): Mailbox {
  const { recipientEmailAddress, networkMessageId, id, subject, location, tellings } = mail;
  return { recipientEmailAddress, networkMessageId, id, subject, location, remediations: tellings.length };
}
