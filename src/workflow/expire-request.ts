import { transition } from '../approval/lifecycle.ts';
import { isOpen, type RequestId } from '../approval/request.ts';
import { service } from './audit.ts';
import type { Clock, Store } from './ports.ts';

/** Work: nobody decided in time. Never approved by silence. */
export async function expireRequest(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  requestId: RequestId,
): Promise<void> {
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    if (!request || !isOpen(request)) return;
    // Woken early, because the clock was set back meanwhile: the deadline stands.
    if (now < request.expiresAt) return tx.schedule({ kind: 'expireRequest', requestId }, request.expiresAt);
    const next = transition(request, { kind: 'expired', at: now });
    if (next.kind === 'refused') return;
    await tx.saveRequest(next.request);
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'request.expired',
      requestId,
      revision: request.revision.number,
      actor: service,
      data: { expiresAt: new Date(request.expiresAt).toISOString() },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    await tx.schedule({ kind: 'sendReply', requestId, reply: 'expired', round: 1 }, now);
  });
}
