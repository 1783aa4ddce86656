/**
 * May what a remediation moved be put back? By a request of its own (`moveToInbox`), for exactly the emails that the
 * mailboxes showed as moved by it, less those that an earlier undo has brought back.
 *
 * Exchange Online keeps what was soft deleted for 14 days by default and for 30 days at most
 * (https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/change-deleted-item-retention).
 */
import type { RefusalReason } from './lifecycle.ts';
import { awaitsProof, type Batch } from './remediation.ts';
import { type ApprovalRequest, isOpen, isRemediating, type RequestId } from './request.ts';

const dayMs = 24 * 3_600_000;
const keptByDefaultMs = 14 * dayMs;
const keptAtMostMs = 30 * dayMs;

export type UndoRefusal = Extract<
  RefusalReason,
  | 'undoOfOpen'
  | 'undoOfRejected'
  | 'undoOfExpired'
  | 'undoOfWithdrawn'
  | 'undoOfDryRun'
  | 'undoOfFailed'
  | 'cannotUndoHardDelete'
  | 'cannotUndoUndo'
  | 'nothingToUndo'
  | 'undoUnread'
  | 'notYetVerified'
  | 'undoTooLate'
  | 'alreadyUndone'
  | 'undoOvertaken'
>;

export interface UndoFacts {
  readonly request: ApprovalRequest;
  readonly batches: readonly Batch[];
  /** Emails that the mailboxes showed as moved by it. */
  readonly moved: number;
  /** Emails that could not be read in their mailboxes for as long as anybody tried. */
  readonly unread?: number;
  /** Of those moved, the ones that no undo has brought back, nor another request done something to since. */
  readonly left: number;
  /** The request that did something to the others since, if any did. */
  readonly overtakenBy?: RequestId | undefined;
  /** The newest undo of it; whatever became of it. */
  readonly newest: { readonly id: RequestId; readonly isUnderWay: boolean } | undefined;
}

export type UndoVerdict =
  | { readonly kind: 'may' }
  /** Asked for already, and not over. */
  | { readonly kind: 'asked'; readonly undoId: RequestId }
  | { readonly kind: 'refused'; readonly reason: UndoRefusal; readonly otherId?: RequestId };

/** `now`: absent where only the offer is drawn; a click that comes too late is told so. */
export function weighUndo(
  { request, batches, moved, unread = 0, left, overtakenBy, newest }: UndoFacts,
  now?: number,
): UndoVerdict {
  const refused = (reason: UndoRefusal): UndoVerdict => ({ kind: 'refused', reason });
  const untouched = whyUntouched(request, batches);
  if (untouched) return refused(untouched);
  const { action } = request.revision;
  if (action === 'moveToInbox') return refused('cannotUndoUndo');
  // Before the proof as well: nobody need wait for one that changes nothing. Where nothing was deleted, that is said.
  const shown = moved > 0 || unread > 0 || isMoving(request, batches);
  if (action === 'hardDelete' && shown) return refused('cannotUndoHardDelete');
  if (isMoving(request, batches)) return refused('notYetVerified');
  if (moved === 0) return refused(nothingMoved(unread));
  if (newest?.isUnderWay) return { kind: 'asked', undoId: newest.id };
  if (left === 0 && overtakenBy) return { kind: 'refused', reason: 'undoOvertaken', otherId: overtakenBy };
  if (left === 0 && newest) return { kind: 'refused', reason: 'alreadyUndone', otherId: newest.id };
  if (now !== undefined && isSurelyGone(request, batches, now)) return refused('undoTooLate');
  return { kind: 'may' };
}

/** What nobody could look at has perhaps moved. */
function nothingMoved(unread: number): UndoRefusal {
  return unread > 0 ? 'undoUnread' : 'nothingToUndo';
}

/** Why no mailbox was ever touched; undefined where one may have been. */
function whyUntouched(request: ApprovalRequest, batches: readonly Batch[]): UndoRefusal | undefined {
  if (isOpen(request)) return 'undoOfOpen';
  if (request.state === 'rejected') return 'undoOfRejected';
  if (request.state === 'expired') return 'undoOfExpired';
  if (request.state === 'withdrawn') return 'undoOfWithdrawn';
  if (request.revision.dryRun) return 'undoOfDryRun';
  const isRefused = batches.length > 0 && batches.every(({ state }) => state === 'refused');
  return isRefused && !isMoving(request, batches) ? 'undoOfFailed' : undefined;
}

/** Something may still happen to its emails, or be found out about them. */
function isMoving({ state }: ApprovalRequest, batches: readonly Batch[]): boolean {
  return state === 'approved' || state === 'submitting' || batches.some(awaitsProof);
}

/** Does an undo still wait for its decision, its submission or its proof? Until then no other one is opened. */
export function isUndoUnderWay(undo: ApprovalRequest, batches: readonly Batch[]): boolean {
  return isOpen(undo) || (isRemediating(undo) && isMoving(undo, batches));
}

/** When Graph was told: first and last. Undefined where it never took anything. */
function submittedAt(batches: readonly Batch[]): { first: number; last: number } | undefined {
  const times = batches.flatMap(({ state, calledAt, endedAt, dryRun }) =>
    dryRun !== true && (state === 'accepted' || state === 'duplicate') ? (calledAt ?? endedAt ?? []) : [],
  );
  return times.length === 0 ? undefined : { first: Math.min(...times), last: Math.max(...times) };
}

/** No setting of a mailbox keeps what was soft deleted any longer. Folders that people see have no such limit. */
function isSurelyGone({ revision }: ApprovalRequest, batches: readonly Batch[], now: number): boolean {
  const told = submittedAt(batches);
  return revision.action === 'softDelete' && told !== undefined && now - told.last > keptAtMostMs;
}

/** Mailboxes keep it this long only where somebody set them so; and people empty folders. */
export function mayBeGone(batches: readonly Batch[], now: number): boolean {
  const told = submittedAt(batches);
  return told !== undefined && now - told.first > keptByDefaultMs;
}

/** When the mailboxes are looked at next for the last of these batches; undefined where that is not known. */
export function nextProofAt(
  batches: readonly Batch[],
  verifyScheduleMs: readonly number[],
  now: number,
): number | undefined {
  const looks = batches.filter(awaitsProof).flatMap(({ endedAt = now }) => {
    const nextMs = verifyScheduleMs.find((ms) => endedAt + ms > now);
    return nextMs === undefined ? [] : [endedAt + nextMs];
  });
  return looks.length === 0 ? undefined : Math.max(...looks);
}
