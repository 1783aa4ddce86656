import type { ChannelAddress, StoreReader } from './ports.ts';
import type { StepSettings } from './step-settings.ts';

/** Where cards go now; undefined until a channel is bound (or the app installed): requests wait without a card. */
export async function alertChannel(
  reader: Pick<StoreReader, 'installation' | 'boundChannel'>,
  settings: Pick<StepSettings, 'alertChannel' | 'serviceUrl' | 'tenantId'>,
): Promise<ChannelAddress | undefined> {
  const fixed = settings.alertChannel;
  if (!fixed) return reader.boundChannel();
  const installed = await reader.installation(fixed.teamId);
  if (installed) return { ...fixed, tenantId: installed.tenantId, serviceUrl: installed.serviceUrl };
  if (settings.serviceUrl === undefined) return undefined;
  return { ...fixed, tenantId: settings.tenantId, serviceUrl: settings.serviceUrl };
}
