import type { AlertDraft } from '../draft.ts';
import { type Fields, fieldsOf, listIn, textIn, unpacked, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { mostEvidence } from '../limits.ts';
import { isJsonObject } from '../parse-json.ts';
import { readSeverity } from '../read-severity.ts';
import type { FoundRecord } from './find-records.ts';
import { type EvidenceItem, gatherEvidence } from './gather-evidence.ts';
import { readRecordId } from './read-record-id.ts';
import type { Reading } from './reading.ts';

/**
 * An alert with its evidence: Graph's, the older incidents API's, a SecurityAlert of Sentinel. And an incident of
 * Sentinel, which is one alert for us: its alerts are parts of it.
 */
export function draftAlert({ kind, fields, path }: FoundRecord, reading: Reading): AlertDraft | undefined {
  const record = readRecordId(fields, { kind, path }, reading.errors);
  const evidence = gatherEvidence(evidenceOf(fields, { path, reading }), reading.errors);
  if (record === undefined) return undefined;
  // Sentinel's entities do not say of which alert they are: a mailbox may be another alert's.
  const mailboxes = alertCount(fields) > 1 ? [] : evidence.mailboxes;
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

/** An incident's alerts have actions; nothing that a vendor sends goes on below. */
const deepestParts = 2;

interface Parts {
  readonly path: FoundRecord['path'];
  readonly reading: Reading;
  /** In how many alerts and actions it stands. */
  readonly depth?: number;
}

/** Some investigations tell what they found only with what they did about it (`Actions`, each of which may be a text). */
function* evidenceOf(fields: Fields, { path, reading, depth = 0 }: Parts): Generator<EvidenceItem> {
  for (const listName of evidenceNames) {
    for (const { item, path: place } of listed(fields, listName, { path, reading })) {
      if (isJsonObject(item)) yield { fields: fieldsOf(item), path: place };
    }
  }
  if (depth === deepestParts) return;
  for (const listName of ['actions', 'alerts']) {
    for (const { item, path: place } of listed(fields, listName, { path, reading })) {
      yield* evidenceOf(fieldsOfPart(item), { path: place, reading, depth: depth + 1 });
    }
  }
}

/** Actions may be texts; the alerts of an incident at the REST API hold their own fields in `properties`. */
function fieldsOfPart(part: unknown): Fields {
  const inner = fieldsOf(unpacked(part));
  return inner.has('properties') ? within(inner, 'properties') : inner;
}

/** Ends where the body has had as much as is read of one. */
function* listed(fields: Fields, listName: string, { path, reading }: Parts) {
  const name = fields.get(listName)?.name ?? listName;
  for (const [index, item] of listIn(fields, listName).entries()) {
    reading.evidence += 1;
    if (reading.evidence <= mostEvidence) {
      yield { item, path: [...path, name, index] };
      continue;
    }
    const message = `must end where the body has ${mostEvidence} pieces of evidence`;
    if (reading.evidence === mostEvidence + 1) reading.errors.push({ pointer: jsonPointer([...path, name]), message });
    return;
  }
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
