import type { ApprovalRequest } from '../approval/request.ts';
import { type ChannelFilter, chooseChannel, isPlain, type Routed, routedOf } from '../approval/routing.ts';
import type { StepSettings } from './step-settings.ts';
import type { ChannelAddress, StoreReader } from './store-port.ts';

export type ChannelReader = Pick<StoreReader, 'installation' | 'boundChannels'>;
export type ChannelSettings = Pick<StepSettings, 'alertChannel' | 'serviceUrl' | 'tenantId'>;

export type AlertChannel = ChannelAddress & ChannelFilter;

/**
 * Where cards may go now; none until a channel is bound (or the app installed): requests wait without a card.
 * ALERT_CHANNEL stands alone and takes everything.
 */
export async function alertChannels(
  reader: ChannelReader,
  settings: ChannelSettings,
): Promise<readonly AlertChannel[]> {
  const fixed = settings.alertChannel;
  if (!fixed) return (await reader.boundChannels()).filter((channel) => channel.goneAt === undefined);
  const installed = await reader.installation(fixed.teamId);
  if (installed) return [{ ...fixed, tenantId: installed.tenantId, serviceUrl: installed.serviceUrl }];
  if (settings.serviceUrl === undefined) return [];
  return [{ ...fixed, tenantId: settings.tenantId, serviceUrl: settings.serviceUrl }];
}

/** Where something new of this kind belongs. */
export async function channelFor(
  reader: ChannelReader,
  settings: ChannelSettings,
  routed: Routed,
): Promise<ChannelAddress | undefined> {
  return addressOf(chooseChannel(await alertChannels(reader, settings), routed));
}

/** Where this request's card belongs: in its channel, as long as that is there and bound, else where it is routed now. */
export async function channelOfRequest(
  reader: ChannelReader,
  settings: ChannelSettings,
  request: ApprovalRequest,
): Promise<ChannelAddress | undefined> {
  const channels = await alertChannels(reader, settings);
  const own = channels.find(({ channelId }) => channelId === request.channelId);
  return addressOf(own ?? chooseChannel(channels, routedOf(request)));
}

/** Those of the requests whose card can be posted somewhere now. */
export async function withChannel(
  reader: ChannelReader & Pick<StoreReader, 'request'>,
  settings: ChannelSettings,
  ids: readonly ApprovalRequest['id'][],
): Promise<ApprovalRequest['id'][]> {
  const channels = await alertChannels(reader, settings);
  if (channels.some(isPlain)) return [...ids];
  const found: ApprovalRequest['id'][] = [];
  if (channels.length === 0) return found;
  for (const id of ids) {
    const request = await reader.request(id);
    if (request && chooseChannel(channels, routedOf(request))) found.push(id);
  }
  return found;
}

function addressOf(channel: AlertChannel | undefined): ChannelAddress | undefined {
  if (!channel) return undefined;
  const { tenantId, teamId, channelId, serviceUrl } = channel;
  return { tenantId, teamId, channelId, serviceUrl };
}
