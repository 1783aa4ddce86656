import { awaitsProof, type Batch, isOvertaken } from '../approval/remediation.ts';
import { type ApprovalRequest, isResolved } from '../approval/request.ts';
import { type NotProvenReason, notProvenReasons, tallyOf } from '../approval/verification.ts';
import type { VerificationView } from './request-view.ts';
import type { StoreReader } from './store-port.ts';

/** So many addresses are named in all; the rest is a count. */
const namesShown = 20;

/** What is proven so far; undefined before the first look, and where nothing was told to Graph. */
export async function viewVerification(
  reader: Pick<StoreReader, 'proofCounts' | 'proofs'>,
  { id }: ApprovalRequest,
  batches: readonly Batch[],
): Promise<VerificationView | undefined> {
  const taken = batches.filter(
    (batch) => awaitsProof(batch) || isOvertaken(batch) || (batch.settledAt !== undefined && batch.dryRun !== true),
  );
  const counts = await reader.proofCounts(
    id,
    taken.map(({ number }) => number),
  );
  const isLookedAt = [...counts.keys()].some((proof) => proof !== 'unseen');
  if (!isLookedAt) return undefined;
  const left = await reader.proofs(id, { among: notProvenReasons, limit: namesShown });
  // Of what nobody has seen yet there is nothing to say but that it is not proven.
  const notProven = notProvenReasons.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count > 0 ? [{ reason, count, addresses: addressesOf(reason) }] : [];
  });
  return { ...tallyOf(counts), notProven };

  function addressesOf(reason: NotProvenReason): string[] {
    const alike = left.filter(({ proof }) => proof === reason);
    return alike.map(({ email }) => (isResolved(email) ? email.recipientEmailAddress : email.id));
  }
}
