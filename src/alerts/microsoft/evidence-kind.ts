import { type Fields, textIn } from '../fields.ts';

export type EvidenceKind = 'message' | 'mailbox' | 'cluster' | 'url' | 'file' | 'hash' | 'other';

/** As Graph (`analyzedMessageEvidence`), Sentinel (`kind`), hunting (`EntityType`) and entities in JSON (`Type`) call them. */
const kinds: Readonly<Record<string, EvidenceKind>> = {
  analyzedmessage: 'message',
  analyzedemail: 'message',
  mailmessage: 'message',
  submissionmail: 'message',
  emailthreatsubmission: 'message',
  emailcontentthreatsubmission: 'message',
  emailurlthreatsubmission: 'message',
  mailbox: 'mailbox',
  mailcluster: 'cluster',
  url: 'url',
  file: 'file',
  filehash: 'hash',
  // Tables of hunting, as the column `Type` of a workspace names them.
  emailevents: 'message',
  emailpostdeliveryevents: 'message',
  emailattachmentinfo: 'message',
  emailurlinfo: 'message',
  urlclickevents: 'message',
};

const typeNames = ['odata.type', 'kind', 'entitytype', 'type'];

/** What has a type is what it says: a device's evidence can name a message, too, and is none. */
export function evidenceKind(fields: Fields): EvidenceKind {
  const types = typeNames.flatMap((name) => textIn(fields, name) ?? []);
  for (const type of types) {
    const folded = foldType(type);
    if (Object.hasOwn(kinds, folded)) return kinds[folded] ?? 'other';
  }
  return types.length === 0 && looksLikeMail(fields) ? 'message' : 'other';
}

/** `#microsoft.graph.security.mailboxEvidence`, `MailBox` and `mailbox` are one. */
function foldType(type: string): string {
  if (type.length > 128) return '';
  return type
    .slice(type.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/[-_ ]|evidence$/g, '');
}

const mailNames = ['recipient', 'recipients', 'recipientemailaddress', 'internetmessageid', 'submissionid'];

/** Rows of mail tables, and some investigations, say nothing of a type. */
function looksLikeMail(fields: Fields): boolean {
  if (fields.has('networkmessageid')) return true;
  const isTold = fields.has('subject') || fields.has('sender') || fields.has('p2sender');
  return isTold && mailNames.some((name) => fields.has(name));
}
