import type { BodyError } from '../alert-reader.ts';
import type { AlertDraft, Drafts } from '../draft.ts';
import { draftActivity } from './draft-activity.ts';
import { draftAlert } from './draft-alert.ts';
import { draftRows } from './draft-rows.ts';
import { type FoundRecord, findRecords } from './find-records.ts';

const expected =
  'must be an alert or incident of Defender or Sentinel, rows of hunting, or a record of the Office 365 audit log';

/** Whatever Microsoft sends of mail, from whichever of its products: the shape of each record decides how it is read. */
export function draftMicrosoft(body: unknown): Drafts {
  const { records, unknown } = findRecords(body);
  const errors: BodyError[] = [];
  const drafts: AlertDraft[] = [];
  const rows: FoundRecord[] = [];
  for (const found of records) {
    if (found.kind === 'row') rows.push(found);
    else drafts.push(...readOne(found, errors));
  }
  for (const draft of draftRows(rows, errors)) drafts.push(draft);
  if (errors.length > 0) return { kind: 'wrong', errors };
  // A batch of an audit log or a table holds much that is none of ours.
  if (drafts.length > 0 || unknown.length === 0) return { kind: 'drafts', drafts };
  return { kind: 'wrong', errors: unknown.map((pointer) => ({ pointer, message: expected })) };
}

function readOne(found: FoundRecord, errors: BodyError[]): AlertDraft[] {
  const isOfLog = found.kind === 'activity' || found.kind === 'submission';
  const draft = isOfLog ? draftActivity(found, errors) : draftAlert(found, errors);
  return draft === undefined ? [] : [draft];
}
