import type { ServiceError } from '../../errors.ts';
import type { ChannelAddress, OutboxRow } from '../store-port.ts';
import { loseCards, postElsewhere } from './lose-cards.ts';
import type { RepostPorts } from './repost-card.ts';

/**
 * These cards could not be posted, because the channel is gone: it takes no more, and they are posted where they are
 * routed now. Throws the fault where ALERT_CHANNEL leaves no choice: the work is given up until the app is installed
 * again.
 */
export async function channelLost(
  ports: RepostPorts,
  cards: readonly OutboxRow[],
  channel: ChannelAddress,
  fault: ServiceError,
): Promise<void> {
  const { store, clock, settings, log, meter } = ports;
  meter.count('countersign_gone_total', { what: fault.appGone ? 'app' : 'channel' });
  const { teamId, channelId } = channel;
  const requestIds = cards.map(({ requestId }) => requestId);
  log.warn({ requestIds, teamId, channelId, code: fault.code }, 'A channel takes no more cards');
  const marked = await store.transaction(async (tx) => {
    for (const { address: _lost, summary: _left, ...card } of cards) {
      await tx.moveMessage('sending', { ...card, state: 'owed' });
    }
    return tx.markChannelsGone([channelId], clock.now());
  });
  if (settings.alertChannel) throw fault;
  await loseCards(ports, marked);
  await store.transaction(async (tx) => {
    for (const requestId of requestIds) await postElsewhere(tx, ports, requestId);
  });
}
