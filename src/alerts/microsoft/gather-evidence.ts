import type { BodyError } from '../alert-reader.ts';
import type { AlertDraft, DraftMessage } from '../draft.ts';
import { asText, type Fields, fieldIn, listIn, mergedFields, textIn, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { addressesIn, guidIn, isNoId, isPlaceholder } from '../mail-text.ts';
import { type EvidenceKind, evidenceKind } from './evidence-kind.ts';
import { readAttachment, sha256In } from './read-attachment.ts';
import { clusterId, readMessage } from './read-message.ts';

/** Part of an alert, with where it stands in the body. */
export interface EvidenceItem {
  readonly fields: Fields;
  readonly path: readonly (string | number)[];
}

type Gathered = Pick<AlertDraft, 'messages' | 'mailboxes' | 'urls' | 'attachments' | 'clustered' | 'isMail'> & {
  readonly campaignId?: string;
};

/** What all of an alert's evidence tells of mail. Adds what cannot be true to `errors`. */
export function gatherEvidence(items: Iterable<EvidenceItem>, errors: BodyError[]): Gathered {
  const messages: DraftMessage[] = [];
  const mailboxes: string[] = [];
  const urls: string[] = [];
  const attachments: { fileName?: string; sha256?: string }[] = [];
  const clustered: string[] = [];
  const campaignIds: string[] = [];
  const files: Fields[] = [];
  const hashes = new Map<string, string>();
  let isMail = false;

  const readers: Record<EvidenceKind, (fields: Fields) => void> = {
    message(fields) {
      const message = readMessage(fields);
      if (message) messages.push(message);
      isMail ||= message !== undefined;
    },
    mailbox(fields) {
      const [address] = mailboxNames.flatMap((name) => addressesIn(fieldIn(fields, name)).slice(0, 1));
      const [upn] = addressesIn(textIn(within(fields, 'useraccount'), 'userprincipalname'));
      const mailbox = address ?? upn;
      if (mailbox !== undefined) mailboxes.push(mailbox);
    },
    cluster(fields) {
      isMail = true;
      for (const item of flatList(listIn(fields, 'networkmessageids'))) {
        const id = guidIn(item);
        if (id !== undefined) clustered.push(id);
      }
      const told = campaignOf(fields);
      if (told !== undefined) campaignIds.push(told);
    },
    url(fields) {
      const url = textIn(fields, 'url', 'remoteurl');
      if (url !== undefined) urls.push(url);
    },
    file(fields) {
      // A file on a device need not be one of the mail.
      if (!onDevice.some((name) => fields.has(name))) files.push(fields);
    },
    hash(fields) {
      const [id, sha256] = [textIn(fields, 'id'), sha256In(fields)];
      if (id !== undefined && sha256 !== undefined) hashes.set(id.toLowerCase(), sha256);
    },
    other: () => undefined,
  };

  for (const { fields: own, path } of items) {
    const fields = allFields(own);
    const kind = evidenceKind(fields);
    const id = fields.get('networkmessageid');
    if (kind === 'message' && id !== undefined && isPlaceholder(asText(id.value) ?? '')) {
      errors.push({ pointer: jsonPointer([...path, id.name]), message: 'must be a GUID' });
    }
    readers[kind](fields);
  }
  for (const fields of files) {
    // Sentinel's files name their hashes by the ids of other entities, which may come later.
    const ids = listIn(fields, 'filehashentityids').flatMap((id) => asText(id)?.toLowerCase() ?? []);
    const [sha256] = ids.flatMap((id) => hashes.get(id) ?? []);
    for (const file of readAttachment(fields))
      attachments.push({ ...(sha256 === undefined ? {} : { sha256 }), ...file });
  }
  const [campaignId] = campaignIds;
  const campaign = campaignId === undefined ? {} : { campaignId };
  return { messages, mailboxes, urls, attachments, clustered, isMail, ...campaign };
}

const onDevice = ['mdedeviceid', 'deviceid', 'devicename', 'host', 'hostentityid', 'directory'];

const mailboxNames = [
  'primaryaddress',
  'mailboxprimaryaddress',
  'mailboxaddress',
  'upn',
  'userprincipalname',
  'accountupn',
];

/** Sentinel's entities hold theirs in `properties`, rows of hunting the rest of them in `AdditionalFields`. */
function allFields(own: Fields): Fields {
  if (!own.has('properties') && !own.has('additionalfields')) return own;
  return mergedFields(within(own, 'properties'), own, within(own, 'additionalfields'));
}

/** Only clusters of the same body are campaigns: the same subject or sender is not. Its id is the first of its values. */
function campaignOf(fields: Fields): string | undefined {
  const query = textIn(fields, 'clustersourceidentifier', 'query')?.slice(0, 256) ?? '';
  const queried = clusterId(/^\W*BodyFingerprintBin1\W{1,8}(\d{1,20})\b/.exec(query)?.[1]);
  if (!/^BodyFingerprint/i.test(textIn(fields, 'clusterby') ?? '')) return queried;
  const [told = ''] = textIn(fields, 'clusterbyvalue')?.split(';', 1) ?? [];
  return isNoId(told) ? queried : told;
}

/** Some lists hold lists, and some of these are empty. */
function flatList(list: readonly unknown[]): unknown[] {
  return list.flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]));
}
