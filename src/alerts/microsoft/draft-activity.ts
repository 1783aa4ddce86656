import type { AlertDraft } from '../draft.ts';
import { mergedFields, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import type { BodyError } from '../read-alerts.ts';
import { draftAlert, headOf } from './draft-alert.ts';
import type { FoundRecord } from './find-records.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { readRecordId } from './read-record-id.ts';

/**
 * A record of the Office 365 Management Activity API: an investigation or an alert, whose own JSON stands in `Data` as a
 * text, or (`TIMailData`) one message itself.
 */
export function draftActivity(found: FoundRecord, errors: BodyError[]): AlertDraft | undefined {
  const { fields, path } = found;
  if (!fields.has('networkmessageid')) {
    const opened = mergedFields(within(fields, 'data'), fields);
    const draft = draftAlert({ kind: 'activity', fields: opened, path }, errors);
    return draft && { ...draft, isMail: true };
  }
  const record = readRecordId(fields, found, errors);
  const evidence = gatherEvidence([{ fields, pointer: jsonPointer(path) }], errors);
  return record === undefined ? undefined : { record, ...headOf(fields), ...evidence };
}
