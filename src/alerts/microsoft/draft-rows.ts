import { foldCase } from '../../approval/request.ts';
import { highestSeverity } from '../../approval/revision.ts';
import type { BodyError } from '../alert-reader.ts';
import type { AlertDraft } from '../draft.ts';
import { fieldIn, textIn, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { mostRecords } from '../limits.ts';
import { guidIn, idIn } from '../mail-text.ts';
import { headOf, isOfOffice } from './draft-alert.ts';
import type { FoundRecord } from './find-records.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { clusterId } from './read-message.ts';
import { readRecordId } from './read-record-id.ts';

/**
 * Rows of hunting: those of one alert are one alert; those of mail tables that name none are one for each cluster of
 * emails, else for each message. A row about a message (a link, an attachment) belongs to wherever the message is.
 */
export function draftRows(rows: readonly FoundRecord[], errors: BodyError[]): AlertDraft[] {
  const groups = new Map<string, { record: string; rows: FoundRecord[] }>();
  const groupOfMessage = new Map<string, string>();

  function add(row: FoundRecord, record: string): void {
    const group = groups.get(record) ?? { record, rows: [] };
    groups.set(record, group);
    group.rows.push(row);
    const message = messageOf(row);
    if (message !== undefined && !groupOfMessage.has(message)) groupOfMessage.set(message, record);
  }

  /** Where it says that it is of none, it is of its message. */
  const isOfAlert = (row: FoundRecord) =>
    row.fields.has('alertid') && (idIn(row.fields, 'alertid') !== undefined || messageOf(row) === undefined);

  const ofMail = rows.filter((row) => {
    if (!isOfAlert(row)) return !row.fields.has('teamsmessageid');
    const record = readRecordId(row.fields, row, errors);
    if (record !== undefined) add(row, record);
    return false;
  });
  const loose = ofMail.filter((row) => {
    const cluster = clusterId(textIn(row.fields, 'emailclusterid'));
    const record = groupOfMessage.get(messageOf(row) ?? '') ?? cluster;
    if (record !== undefined) add(row, record);
    return record === undefined;
  });
  for (const row of loose) {
    const message = messageOf(row);
    if (message !== undefined) add(row, groupOfMessage.get(message) ?? message);
    else errors.push({ pointer: jsonPointer([...row.path, 'NetworkMessageId']), message: 'must be a GUID' });
    // An answer lists a hundred.
    if (errors.length > 100) return [];
  }
  // Far more than an answer takes: reading them would only keep us busy.
  if (groups.size <= mostRecords) return [...groups.values()].map((group) => draftGroup(group, errors));
  errors.push({ pointer: '', message: `must hold rows of at most ${mostRecords} alerts` });
  return [];
}

/** Lower-cased. */
function messageOf({ fields }: FoundRecord): string | undefined {
  const id = guidIn(
    fieldIn(fields, 'networkmessageid') ?? fieldIn(within(fields, 'additionalfields'), 'networkmessageid'),
  );
  return id === undefined ? undefined : foldCase(id);
}

function draftGroup(
  { record, rows }: { record: string; rows: readonly FoundRecord[] },
  errors: BodyError[],
): AlertDraft {
  const rated = rows.filter(({ fields }) => fields.has('severity')).map(({ fields }) => headOf(fields));
  const first = rated[0] ?? headOf(rows[0]?.fields ?? new Map());
  const severity = rated.reduce((highest, one) => highestSeverity(highest, one.severity), first.severity);
  const evidence = gatherEvidence(rows, errors);
  return {
    record,
    ...first,
    severity,
    ...evidence,
    isMail: evidence.isMail || rows.some(({ fields }) => isOfOffice(fields)),
  };
}
