/** What Teams tells of the app in a team, and of the team's channels. Saying it twice is harmless. */
import { loseCards } from './outbox/lose-cards.ts';
import { postWaitingCards } from './outbox/waiting-cards.ts';
import type { Clock, Meter } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Installation, Store } from './store-port.ts';

export interface PresencePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
  readonly meter: Meter;
}

/** `arrived`: the app came (back) into the team. Otherwise any activity may have told a new service address. */
export async function learnInstallation(
  ports: PresencePorts,
  installation: Installation,
  { arrived }: { readonly arrived: boolean },
): Promise<void> {
  const { teamId, serviceUrl, tenantId } = installation;
  const known = await ports.store.installation(teamId);
  // A team is in one tenant: another that we also serve must not tell where its cards, and our token, go.
  if (known !== undefined && known.tenantId !== tenantId) return;
  if (!arrived && known?.serviceUrl === serviceUrl) return;
  await ports.store.transaction(async (tx) => {
    await tx.saveInstallation(installation);
    const channels = await tx.boundChannels();
    const ours = channels.filter((channel) => channel.teamId === teamId && (arrived || !known));
    await tx.markChannelsBack(ours.map(({ channelId }) => channelId));
  });
  await postWaitingCards(ports);
}

/** The app was removed, or its team deleted or archived. */
export async function forgetInstallation(ports: PresencePorts, teamId: string): Promise<void> {
  const { store, settings, clock } = ports;
  const known = await store.installation(teamId);
  const marked = await store.transaction(async (tx) => {
    await tx.removeInstallation(teamId);
    const channels = (await tx.boundChannels()).filter((channel) => channel.teamId === teamId);
    return tx.markChannelsGone(
      channels.map(({ channelId }) => channelId),
      clock.now(),
    );
  });
  const { alertChannel: fixed } = settings;
  const lost = fixed?.teamId === teamId && known ? [...marked, fixed.channelId] : marked;
  if (lost.length > 0) ports.meter.count('countersign_gone_total', { what: 'app' });
  await loseCards(ports, lost);
}

/** The channel was deleted. */
export async function forgetChannel(ports: PresencePorts, channelId: string): Promise<void> {
  const marked = await ports.store.transaction((tx) => tx.markChannelsGone([channelId], ports.clock.now()));
  const isFixed = ports.settings.alertChannel?.channelId === channelId;
  if (isFixed || marked.length > 0) ports.meter.count('countersign_gone_total', { what: 'channel' });
  // Also of a channel that gets no more alerts: what was posted there before went with it.
  await loseCards(ports, [channelId]);
}

export async function restoreChannel(ports: PresencePorts, channelId: string): Promise<void> {
  await ports.store.transaction((tx) => tx.markChannelsBack([channelId]));
  await postWaitingCards(ports);
}
