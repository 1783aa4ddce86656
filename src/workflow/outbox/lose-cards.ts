/** A channel that is not there any more takes no cards; what stood in it and is still open, is owed. */
import { isOpen, type RequestId } from '../../approval/request.ts';
import type { Clock } from '../ports.ts';
import type { StepSettings } from '../step-settings.ts';
import type { Store, StoreTransaction } from '../store-port.ts';
import { cardKey } from './outbox-row.ts';
import { wakeWhereRouted } from './owed-cards.ts';

interface LosingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
}

const atOnce = 200;

/**
 * The cards of open requests in these channels are to be posted elsewhere, as far as there is an elsewhere: at once,
 * or as soon as a channel is bound or the app comes back. Decided ones follow when there is something to tell.
 */
export async function loseCards(ports: LosingPorts, channelIds: readonly string[]): Promise<void> {
  for (const channelId of channelIds) {
    for (let more = true; more; ) {
      const ids = await ports.store.openRequestsIn(channelId, atOnce);
      await ports.store.transaction(async (tx) => {
        for (const id of ids) await loseCard(tx, ports, id, channelId);
      });
      more = ids.length === atOnce;
    }
  }
}

async function loseCard(
  tx: StoreTransaction,
  { settings, clock }: LosingPorts,
  id: RequestId,
  channelId: string,
): Promise<void> {
  const request = await tx.lockRequest(id);
  if (!request || !isOpen(request) || request.channelId !== channelId) return;
  // What arrives meanwhile about the same mail joins it, wherever it is routed.
  const { channelId: _, ...homeless } = request;
  await tx.saveRequest(homeless);
  const card = await tx.message(cardKey(id));
  if (card?.state === 'sent') {
    const { summary: _gone, ...rest } = card;
    await tx.moveMessage('sent', { ...rest, state: 'owed' });
  }
  await postElsewhere(tx, { settings, clock }, id);
}

/** Where there is no other channel it stays owed. */
export async function postElsewhere(
  tx: StoreTransaction,
  { settings, clock }: Pick<LosingPorts, 'settings' | 'clock'>,
  requestId: RequestId,
): Promise<void> {
  // ALERT_CHANNEL leaves no elsewhere.
  if (settings.alertChannel) return;
  await wakeWhereRouted(tx, settings, requestId, clock.now());
}
