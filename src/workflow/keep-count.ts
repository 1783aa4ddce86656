/**
 * Keeps the daily counters that `stats` shows, in the same transaction as what they count. A request is counted by how
 * it ended: one that failed, and was taken up again, has not failed any more.
 */
import type { Batch } from '../approval/remediation.ts';
import type { ApprovalRequest, RemediatingRequest } from '../approval/request.ts';
import { bucketOf, type DurationName, dayOf, type Outcome } from '../approval/stats.ts';
import type { Tally } from '../approval/verification.ts';
import type { StoreTransaction } from './store-port.ts';

type Counters = Pick<StoreTransaction, 'count'>;

export async function countOpened(tx: Counters, { revision, createdAt }: ApprovalRequest): Promise<void> {
  if (revision.dryRun) return;
  await tx.count({ name: 'opened', bucket: 'all', day: dayOf(createdAt), by: 1 });
}

/** The quorum was met, or somebody rejected. */
export async function countDecided(tx: Counters, { revision, createdAt }: ApprovalRequest, now: number): Promise<void> {
  if (!revision.dryRun) await countDuration(tx, 'timeToDecide', now - createdAt, now);
}

export async function countEnded(
  tx: Counters,
  { revision }: ApprovalRequest,
  outcome: Exclude<Outcome, 'dryRun'>,
  now: number,
): Promise<void> {
  await tx.count({ name: 'ended', bucket: revision.dryRun ? 'dryRun' : outcome, day: dayOf(now), by: 1 });
}

/** Graph has taken all of it, or not: a dry run is over with that, everything else when the mailboxes were looked at. */
export async function countSubmissionEnded(
  tx: Counters,
  request: RemediatingRequest,
  outcome: 'submitted' | 'failed',
  now: number,
): Promise<void> {
  if (outcome === 'failed' || request.revision.dryRun) await countEnded(tx, request, 'failed', now);
}

/** Taken back on the day on which it was counted. What failed under an older version was not. */
export async function countRetried(tx: Counters, { revision, failedAt }: RemediatingRequest): Promise<void> {
  if (failedAt === undefined) return;
  await tx.count({ name: 'ended', bucket: revision.dryRun ? 'dryRun' : 'failed', day: dayOf(failedAt), by: -1 });
}

export async function countVerified(
  tx: Counters,
  request: RemediatingRequest,
  seen: { readonly outcome: 'verified' | 'partlyVerified' | 'unverified'; readonly batches: readonly Batch[] } & Tally,
  now: number,
): Promise<void> {
  const { outcome, batches, expected, proven } = seen;
  const day = dayOf(now);
  const submittedAt = Math.max(...batches.map(({ endedAt = now }) => endedAt));
  await countEnded(tx, request, outcome, now);
  await countDuration(tx, 'timeToProof', now - submittedAt, now);
  await tx.count({ name: 'emails', bucket: 'told', day, by: expected });
  await tx.count({ name: 'emails', bucket: 'proven', day, by: proven });
}

async function countDuration(tx: Counters, name: DurationName, ms: number, now: number): Promise<void> {
  await tx.count({ name, bucket: `${bucketOf(ms)}`, day: dayOf(now), by: 1, ms: Math.max(0, ms) });
}
