import type { MailFacts } from '../../approval/request.ts';
import type { DraftMessage } from '../draft.ts';
import { asText, type Fields, fieldIn, fieldsOf, listIn, textIn, within } from '../fields.ts';
import { addressesIn, guidIn, type Sender, senderOf } from '../mail-text.ts';
import { readAttachment } from './read-attachment.ts';

/** Undefined: it is a message of Teams, whose rows look the same and which no mailbox holds. */
export function readMessage(fields: Fields): DraftMessage | undefined {
  if (fields.has('teamsmessageid')) return undefined;
  const networkMessageId = guidIn(fieldIn(fields, 'networkmessageid'));
  const campaignId = clusterId(textIn(fields, 'emailclusterid', 'bodyfingerprintbin1'));
  return {
    ...(networkMessageId === undefined ? {} : { networkMessageId }),
    recipients: readRecipients(fields),
    ...(campaignId === undefined ? {} : { campaignId }),
    facts: readFacts(fields),
  };
}

/** Of 64 bits, as text: 0 stands for none. */
export function clusterId(text: string | undefined): string | undefined {
  return text !== undefined && /^-?\d{1,20}$/.test(text) && !/^-?0+$/.test(text) ? text : undefined;
}

const recipientNames = ['recipientemailaddress', 'recipient', 'recipients', 'recipientemailaddresses'];
const accountNames = ['accountupn', 'upn', 'userprincipalname'];

/** Whose mailbox it is in, by what stands beside it. Who clicked on a link may have been forwarded it. */
function readRecipients(fields: Fields): readonly string[] {
  for (const name of isClick(fields) ? recipientNames : [...recipientNames, ...accountNames]) {
    const addresses = addressesIn(fieldIn(fields, name));
    if (addresses.length > 0) return addresses;
  }
  return [];
}

/** A query leaves out what it does not name: each of these alone tells a row of `UrlClickEvents`. */
function isClick(fields: Fields): boolean {
  if (['isclickedthrough', 'urlchain', 'url'].some((name) => fields.has(name))) return true;
  return /^click/i.test(textIn(fields, 'actiontype') ?? '') || /^urlclick/i.test(textIn(fields, 'type') ?? '');
}

function readFacts(fields: Fields): MailFacts {
  const subject = textIn(fields, 'subject', 'emailsubject', 'messagesubject');
  const sender = readSender(fields);
  const receivedAt = withZone(textIn(fields, ...receivedNames) ?? rowTime(fields));
  const deliveryLocation =
    textIn(fields, 'latestdeliverylocation', 'deliverylocation') ??
    textIn(within(fields, 'latestdelivery'), 'location');
  const internetMessageId = textIn(fields, 'internetmessageid');
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(sender === undefined ? {} : { sender }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(deliveryLocation === undefined ? {} : { deliveryLocation }),
    ...(internetMessageId === undefined ? {} : { internetMessageId }),
    threatTypes: readThreats(fields),
    urls: readUrls(fields),
    attachments: readAttachments(fields),
  };
}

const receivedNames = ['receiveddatetime', 'receiveddate', 'receivedate', 'messagetime', 'messagedate'];

/** Investigations, the audit log and alerts of Office write UTC without saying so. */
function withZone(time: string | undefined): string | undefined {
  return time !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/.test(time) ? `${time}Z` : time;
}

/** Rows of mail tables say when they were written, which is when the mail came; those of an alert, when that was. */
function rowTime(fields: Fields): string | undefined {
  return fields.has('subject') && !fields.has('alertid') ? textIn(fields, 'timestamp', 'timegenerated') : undefined;
}

function readAttachments(fields: Fields): NonNullable<MailFacts['attachments']> {
  const listed = listIn(fields, 'files', 'attachmentdata', 'attachments').flatMap((file) =>
    readAttachment(fieldsOf(file)),
  );
  // A row of `EmailAttachmentInfo` is one attachment.
  return listed.length === 0 && fields.has('filename') ? readAttachment(fields) : listed;
}

/** The one that people see comes first (5322.From), the envelope's last. */
const senderNames: readonly (readonly [address: string, name: string])[] = [
  ['p2sender', 'p2senderdisplayname'],
  ['senderfromaddress', 'senderdisplayname'],
  ['senderdetail', 'senderdisplayname'],
  ['p1sender', 'p1senderdisplayname'],
  ['sender', 'senderdisplayname'],
  ['sendermailfromaddress', 'senderdisplayname'],
];

function readSender(fields: Fields): Sender | undefined {
  for (const [address, name] of senderNames) {
    const sender = senderOf(fieldIn(fields, address), textIn(fields, name));
    if (sender?.address !== undefined) return sender;
  }
  const displayName = textIn(fields, 'p2senderdisplayname', 'senderdisplayname', 'p1senderdisplayname');
  return displayName === undefined ? undefined : { displayName };
}

/** In one text: far more than an alert shows. */
const mostThreats = 1_000;

/** A list, or `Phish, Malware` in one text. An audit record's verdict names the threat; evidence's says how sure it is. */
function readThreats(fields: Fields): readonly string[] {
  return listIn(fields, 'threats', 'threattypes', ...(fields.has('operation') ? ['verdict'] : []))
    .flatMap((threat) => (typeof threat === 'string' ? threat.split(/[,;]/, mostThreats) : []))
    .flatMap((threat) => asText(threat) ?? []);
}

function readUrls(fields: Fields): readonly string[] {
  return listIn(fields, 'urls', 'url').flatMap((url) => asText(url) ?? textIn(fieldsOf(url), 'url') ?? []);
}
