import type { AlertDraft, Drafts } from '../draft.ts';
import { mostAlerts, mostEvidence } from '../limits.ts';
import { draftActivity } from './draft-activity.ts';
import { draftAlert } from './draft-alert.ts';
import { draftRows } from './draft-rows.ts';
import { type FoundRecord, findRecords } from './find-records.ts';
import type { Reading } from './reading.ts';

const expected =
  'must be an alert or incident of Defender or Sentinel, rows of hunting, or a record of the Office 365 audit log';

/** Whatever Microsoft sends of mail, from whichever of its products: the shape of each record decides how it is read. */
export function draftMicrosoft(body: unknown): Drafts {
  const reading: Reading = { errors: [], evidence: 0 };
  const { errors } = reading;
  const { records, unknown } = findRecords(body, errors);
  const drafts = errors.length === 0 ? draftAll(records, reading) : [];
  if (errors.length > 0) return { kind: 'wrong', errors };
  // A batch of an audit log or a table holds much that is none of ours.
  if (drafts.length > 0 || unknown.length === 0) return { kind: 'drafts', drafts };
  return { kind: 'wrong', errors: unknown.map((pointer) => ({ pointer, message: expected })) };
}

function draftAll(records: readonly FoundRecord[], reading: Reading): AlertDraft[] {
  const drafts: AlertDraft[] = [];
  let ofMail = 0;
  for (const found of records) {
    if (found.kind === 'row') continue;
    const draft = readOne(found, reading);
    if (draft !== undefined) drafts.push(draft);
    if (draft?.isMail) ofMail += 1;
    // An answer lists a hundred problems, and of too many alerts none is taken.
    if (reading.errors.length > 100 || reading.evidence > mostEvidence || ofMail > mostAlerts) return drafts;
  }
  const rows = records.filter(({ kind }) => kind === 'row');
  for (const draft of draftRows(rows, reading.errors)) drafts.push(draft);
  return drafts;
}

function readOne(found: FoundRecord, reading: Reading): AlertDraft | undefined {
  const isOfLog = found.kind === 'activity' || found.kind === 'submission';
  return isOfLog ? draftActivity(found, reading) : draftAlert(found, reading);
}
