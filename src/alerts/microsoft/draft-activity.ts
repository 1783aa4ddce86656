import type { AlertDraft, DraftMessage } from '../draft.ts';
import { type Fields, mergedFields, textIn, within } from '../fields.ts';
import { draftAlert, headOf } from './draft-alert.ts';
import type { FoundRecord } from './find-records.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { readMessage } from './read-message.ts';
import { readRecordId } from './read-record-id.ts';
import type { Reading } from './reading.ts';

/**
 * A record of the Office 365 Management Activity API: an investigation or an alert, whose own JSON stands in `Data` as a
 * text, or one message itself: `TIMailData`, and what somebody submitted, there or at Graph.
 */
export function draftActivity(found: FoundRecord, reading: Reading): AlertDraft | undefined {
  const { kind, fields, path } = found;
  if (kind === 'submission' || fields.has('networkmessageid')) return draftOfMessage(found, reading);
  const data = within(fields, 'data');
  const draft = draftAlert({ kind, fields: mergedFields(data, fields), path }, reading);
  if (draft === undefined) return undefined;
  const told = messageOfEntity(data);
  return {
    ...draft,
    // `Data` is of the alert that started the investigation; how far that has come stands beside it.
    isResolved: draft.isResolved === true || headOf(fields).isResolved === true,
    messages: [...draft.messages, ...told],
    isMail: draft.isMail || told.length > 0 || isOfThreats(fields),
  };
}

function draftOfMessage(found: FoundRecord, { errors }: Reading): AlertDraft | undefined {
  const record = readRecordId(found.fields, found, errors);
  const evidence = gatherEvidence([{ fields: found.fields, path: found.path }], errors);
  return record === undefined ? undefined : { record, ...headOf(found.fields), ...evidence, isMail: true };
}

/** The log's alerts are about admins, documents and rules, too (`AccessGovernance`, `DataLossPrevention`, …). Investigations say nothing. */
function isOfThreats(fields: Fields): boolean {
  const category = textIn(fields, 'category');
  return category === undefined || category.toLowerCase() === 'threatmanagement';
}

/** `Data` of an alert or its entity has short names, which are documented nowhere: those that public records agree on. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['ms', 'subject'],
  ['tsd', 'sender'],
  ['imsgid', 'internetmessageid'],
  ['tht', 'threats'],
]);

function messageOfEntity(data: Fields): DraftMessage[] {
  const fields = new Map<string, { readonly name: string; readonly value: unknown }>();
  for (const [short, name] of shortNames) {
    const field = data.get(short);
    if (field !== undefined) fields.set(name, field);
  }
  const entity = data.get('eid');
  if (entity !== undefined && /url/i.test(textIn(data, 'etype') ?? '')) fields.set('url', entity);
  const message = fields.size === 0 ? undefined : readMessage(fields);
  return message === undefined ? [] : [message];
}
