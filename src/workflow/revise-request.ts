import { mergedAlert } from '../approval/grouping.ts';
import { isOpenAt, type RequestId } from '../approval/request.ts';
import { joinOrOpen, mergeAlerts, pullsTheSameWay } from './join-or-open.ts';
import type { StepPorts } from './step-ports.ts';

/** Work: the alerts that joined since the last revision become one revision (REVISE_EVERY). */
export async function reviseRequest(ports: StepPorts, requestId: RequestId): Promise<void> {
  const now = ports.clock.now();
  await ports.store.transaction(async (tx) => {
    const request = await tx.lockRequest(requestId);
    const [first, ...others] = await tx.gathered(requestId);
    if (!request || !first) return;
    if (isOpenAt(request, now) && pullsTheSameWay(request, first)) {
      const merged = await mergeAlerts(tx, request, [first, ...others], now, ports);
      await tx.settleGathered(requestId, { requestId, revision: merged.revision.number }, 'contributes');
      return;
    }
    // Decided, or turned into putting back, while the alerts were gathering: what they add was never on the approved card.
    const next = await joinOrOpen(tx, mergedAlert(first, others), now, ports, { mayGather: false });
    await tx.settleGathered(requestId, next, next.part);
  });
}
