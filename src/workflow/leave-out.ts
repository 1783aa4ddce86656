/**
 * What other requests have told Graph about is left out of a batch right before its call. It counts for the proof of the
 * batch all the same: what the card asked for is weighed by where it lies, whoever told Graph.
 */
import { type Batch, duplicateWindowMs } from '../approval/remediation.ts';
import { type AnalyzedEmail, emailKey, type RemediatingRequest } from '../approval/request.ts';
import type { Settled } from './record-outcome.ts';
import type { StoreTransaction } from './store-port.ts';

export type EmailsLeft =
  | { readonly kind: 'tell'; readonly emails: readonly AnalyzedEmail[] }
  /** It is not clear yet what another request does to some of them. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'nothing'; readonly settled: Settled };

/** Leaves out of the batch what others have told Graph about, and answers what is left to tell. */
export async function emailsLeft(
  tx: StoreTransaction,
  request: RemediatingRequest,
  batch: number,
  now: number,
): Promise<EmailsLeft> {
  const named = await tx.emails(request.id, { batch });
  const since = await movedSince(tx, request, named);
  await leaveOvertaken(tx, request, batch, since);
  const own = without(named, since);
  if (own.length === 0 && since.length > 0) {
    const message = 'Another request has moved all of these emails since; nothing was put back.';
    return { kind: 'nothing', settled: { kind: 'refused', code: 'overtaken', message } };
  }
  // Whether Graph takes what another request is telling it, or took it, is not known yet.
  if ((await toldElsewhere(tx, request, own, ['calling', 'unknown'], now)).length > 0) return { kind: 'wait' };
  const told = await toldElsewhere(tx, request, own, ['accepted', 'duplicate'], now);
  if (told.length > 0) await tx.leaveOut(request.id, batch, told);
  const emails = without(own, told);
  if (emails.length > 0) return { kind: 'tell', emails };
  const message = 'Another request has told Graph the same, or to delete for good, for the same emails.';
  return { kind: 'nothing', settled: { kind: 'duplicate', message } };
}

/**
 * What another request told Graph a moment ago: alerts that name one email in two ways, or are routed to two channels,
 * can end in two requests. Graph itself would answer 409 for about this long.
 */
async function toldElsewhere(
  tx: StoreTransaction,
  request: RemediatingRequest,
  emails: readonly AnalyzedEmail[],
  batchStates: readonly Batch['state'][],
  now: number,
): Promise<AnalyzedEmail[]> {
  const { action, remediateSendersCopy } = request.revision;
  const isKnown = batchStates.every((state) => state === 'accepted' || state === 'duplicate');
  const told = await tx.remediatedBefore(emails.map(emailKey), {
    action,
    remediateSendersCopy,
    batchStates,
    except: request.id,
    // Graph would not take it twice in so short a time, whatever became of it.
    alsoInVain: true,
    // What is not clear yet stays in the way until it is, however long that takes: a person may have to say so.
    ...(isKnown ? { calledSince: now - duplicateWindowMs } : {}),
  });
  return emails.filter((email) => told.has(emailKey(email)));
}

/**
 * For an undo: what other requests have told Graph about since. It may be approved, or sent again, long after it was
 * asked for, and what was removed again meanwhile is not to be put back by it.
 */
async function movedSince(
  tx: StoreTransaction,
  { id, undoes }: RemediatingRequest,
  emails: readonly AnalyzedEmail[],
): Promise<AnalyzedEmail[]> {
  if (undoes === undefined) return [];
  const own = new Set([id, undoes, ...(await tx.undosOf(undoes))]);
  const newest = await tx.newestRemediation(emails.map(emailKey), ['calling', 'unknown', 'accepted', 'duplicate']);
  return emails.filter((email) => !own.has(newest.get(emailKey(email)) ?? id));
}

async function leaveOvertaken(
  tx: StoreTransaction,
  { id }: RemediatingRequest,
  batch: number,
  emails: readonly AnalyzedEmail[],
): Promise<void> {
  if (emails.length === 0) return;
  await tx.leaveOut(id, batch, emails);
  await tx.saveProofs(
    id,
    emails.map((email) => ({ email, proof: 'overtaken' })),
  );
}

function without(emails: readonly AnalyzedEmail[], others: readonly AnalyzedEmail[]): AnalyzedEmail[] {
  const gone = new Set(others);
  return emails.filter((email) => !gone.has(email));
}
