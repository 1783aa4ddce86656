/** What is known about putting back what a request moved: the emails, and the undos that were asked for. */
import type { Batch } from '../approval/remediation.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  emailKey,
  isRemediating,
  type RequestId,
} from '../approval/request.ts';
import { isUndoUnderWay, type UndoFacts } from '../approval/undo.ts';
import type { StoreReader } from './store-port.ts';

export type UndoReader = Pick<StoreReader, 'request' | 'batches' | 'proofCounts' | 'proofs' | 'undosOf'>;

/**
 * For the card, which is drawn often: two look-ups where nobody asked for an undo, and the emails only where somebody
 * did and that is over. What other requests did to them since, only `planUndo` finds out.
 */
export async function undoFacts(
  reader: UndoReader,
  request: ApprovalRequest,
  batches: readonly Batch[],
): Promise<UndoFacts> {
  const counts = isRemediating(request)
    ? await reader.proofCounts(
        request.id,
        batches.map(({ number }) => number),
      )
    : new Map();
  const moved = counts.get('moved') ?? 0;
  const unread = counts.get('unread') ?? 0;
  const undos = moved === 0 ? [] : await reader.undosOf(request.id);
  const newest = await stateOf(reader, undos.at(-1));
  const isCounted = newest === undefined || newest.isUnderWay;
  const left = isCounted ? moved : (await notBackYet(reader, request.id, undos)).length;
  return { request, batches, moved, unread, left, newest };
}

export interface UndoPlan {
  readonly facts: UndoFacts;
  /** What an undo would ask for now. */
  readonly emails: readonly AnalyzedEmail[];
}

/**
 * For the one who asks. An email that another request told Graph about since lies where that one put it: to put it
 * back is for an undo of the other one, whose approvers know why it was moved.
 */
export async function planUndo(
  reader: UndoReader & Pick<StoreReader, 'newestRemediation'>,
  request: ApprovalRequest,
): Promise<UndoPlan> {
  const facts = await undoFacts(reader, request, await reader.batches(request.id));
  if (facts.left === 0 || facts.newest?.isUnderWay) return { facts, emails: [] };
  const undos = await reader.undosOf(request.id);
  const own = new Set([request.id, ...undos]);
  const candidates = await notBackYet(reader, request.id, undos);
  const newest = await reader.newestRemediation(candidates.map(emailKey), mayHaveMoved);
  const others = candidates.flatMap((email) => {
    const id = newest.get(emailKey(email));
    return id === undefined || own.has(id) ? [] : [id];
  });
  const emails = candidates.filter((email) => own.has(newest.get(emailKey(email)) ?? request.id));
  return { facts: { ...facts, left: emails.length, overtakenBy: others.at(-1) }, emails };
}

const mayHaveMoved: readonly Batch['state'][] = ['pending', 'calling', 'unknown', 'accepted', 'duplicate'];

async function stateOf(reader: UndoReader, id: RequestId | undefined): Promise<UndoFacts['newest']> {
  const undo = id === undefined ? undefined : await reader.request(id);
  return undo && { id: undo.id, isUnderWay: isUndoUnderWay(undo, await reader.batches(undo.id)) };
}

/** Those that the mailboxes showed as moved by this request, less those that they showed back in the inbox. */
async function notBackYet(
  reader: UndoReader,
  requestId: RequestId,
  undos: readonly RequestId[],
): Promise<AnalyzedEmail[]> {
  const back = new Set<string>();
  for (const undoId of undos) {
    for (const { email } of await reader.proofs(undoId, { among: ['moved', 'inPlace'] })) back.add(emailKey(email));
  }
  const moved = await reader.proofs(requestId, { among: ['moved'] });
  return moved.map(({ email }) => email).filter((email) => !back.has(emailKey(email)));
}
