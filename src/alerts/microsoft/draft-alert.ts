import type { BodyError } from '../alert-reader.ts';
import type { AlertDraft } from '../draft.ts';
import { type Fields, fieldsOf, listIn, textIn, unpacked, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { readSeverity } from '../read-severity.ts';
import type { FoundRecord } from './find-records.ts';
import { type EvidenceItem, gatherEvidence } from './gather-evidence.ts';
import { readRecordId } from './read-record-id.ts';

/**
 * An alert with its evidence: Graph's, the older incidents API's, a SecurityAlert of Sentinel. And an incident of
 * Sentinel, which is one alert for us: its alerts are parts of it.
 */
export function draftAlert({ kind, fields, path }: FoundRecord, errors: BodyError[]): AlertDraft | undefined {
  const record = readRecordId(fields, { kind, path }, errors);
  const evidence = gatherEvidence(evidenceOf(fields, path), errors);
  if (record === undefined) return undefined;
  // Sentinel's entities do not say of which alert they are: a mailbox may be another alert's.
  const mailboxes = kind === 'incident' && alertCount(fields) > 1 ? [] : evidence.mailboxes;
  return { record, ...headOf(fields), ...evidence, mailboxes, isMail: evidence.isMail || isOfOffice(fields) };
}

/** What the alert says of itself; `ad` is the description in the `Data` of an audit record. */
export function headOf(fields: Fields): Pick<AlertDraft, 'severity' | 'title' | 'description' | 'link' | 'isResolved'> {
  const title = textIn(fields, ...titleNames);
  const description = textIn(fields, 'description', 'ad');
  const link = textIn(fields, ...linkNames) ?? extendedLink(fields);
  return {
    severity: readSeverity(textIn(fields, 'severity', 'alertseverity')),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(link === undefined ? {} : { link }),
    isResolved: dealtWith.has(textIn(fields, 'status')?.toLowerCase() ?? ''),
  };
}

const titleNames = [
  'title',
  'alertdisplayname',
  'alertname',
  'displayname',
  'friendlyname',
  'incidentname',
  'investigationname',
  'name',
];
const linkNames = ['alertweburl', 'incidentweburl', 'alertlink', 'incidenturl', 'deeplinkurl', 'eventdeeplink'];
const dealtWith = new Set(['resolved', 'closed', 'dismissed', 'remediated']);

function extendedLink(fields: Fields): string | undefined {
  for (const item of listIn(fields, 'extendedlinks', 'alertlinks')) {
    const href = textIn(fieldsOf(item), 'href', 'alertlinkhref');
    if (href !== undefined) return href;
  }
  return undefined;
}

const evidenceNames = ['evidence', 'entities', 'relatedentities', 'messagesecuritystates'];

/** Some investigations tell what they found only with what they did about it (`Actions`, each of which may be a text). */
function evidenceOf(fields: Fields, path: FoundRecord['path']): EvidenceItem[] {
  const items: EvidenceItem[] = [];
  for (const evidenceName of evidenceNames) {
    const name = fields.get(evidenceName)?.name ?? evidenceName;
    for (const [index, value] of listIn(fields, evidenceName).entries()) {
      items.push({ fields: fieldsOf(value), pointer: jsonPointer([...path, name, index]) });
    }
  }
  for (const [index, action] of listIn(fields, 'actions').entries()) {
    const name = fields.get('actions')?.name ?? 'actions';
    for (const item of evidenceOf(fieldsOf(unpacked(action)), [...path, name, index])) items.push(item);
  }
  for (const [index, alert] of listIn(fields, 'alerts').entries()) {
    const inner = fieldsOf(alert);
    const own = inner.has('properties') ? fieldsOf(inner.get('properties')?.value) : inner;
    const alertPath = [...path, fields.get('alerts')?.name ?? 'alerts', index];
    for (const item of evidenceOf(own, alertPath)) items.push(item);
  }
  return items;
}

function alertCount(fields: Fields): number {
  const told = Number(textIn(within(fields, 'additionaldata'), 'alertscount') ?? 0);
  return Math.max(listIn(fields, 'alerts').length, Number.isFinite(told) ? told : 0);
}

export function isOfOffice(fields: Fields): boolean {
  return /office ?365|^officeatp$|^oatp$/i.test(
    textIn(fields, 'servicesource', 'productname', 'providername')?.slice(0, 64) ?? '',
  );
}
