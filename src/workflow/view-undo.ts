import type { Batch } from '../approval/remediation.ts';
import type { ApprovalRequest } from '../approval/request.ts';
import { mayBeGone, weighUndo } from '../approval/undo.ts';
import type { RequestView, UndoView } from './request-view.ts';
import { type UndoReader, undoFacts } from './undo-facts.ts';

/** What can be put back of a request, or was asked to be; and of an undo: what it takes back. */
export async function viewUndo(
  reader: UndoReader,
  request: ApprovalRequest,
  batches: readonly Batch[],
): Promise<Pick<RequestView, 'undo' | 'undoes'>> {
  if (request.undoes !== undefined) {
    const gone = mayBeGone(await reader.batches(request.undoes), request.createdAt);
    return { undoes: { requestId: request.undoes, mayBeGone: gone } };
  }
  const undo = await offerOf(reader, request, batches);
  return undo === undefined ? {} : { undo };
}

async function offerOf(
  reader: UndoReader,
  request: ApprovalRequest,
  batches: readonly Batch[],
): Promise<UndoView | undefined> {
  const facts = await undoFacts(reader, request, batches);
  const verdict = weighUndo(facts);
  if (verdict.kind === 'may') return { kind: 'offered', emailCount: facts.left };
  if (verdict.kind === 'asked') return { kind: 'asked', requestId: verdict.undoId };
  return verdict.reason === 'alreadyUndone' && verdict.otherId !== undefined
    ? { kind: 'done', requestId: verdict.otherId }
    : undefined;
}
