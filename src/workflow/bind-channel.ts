/** `alerts here`, `alerts off`, and what Teams tells about where the app is installed. */
import { whyNotApprover } from '../approval/policy.ts';
import { noMemberships } from '../approval/policy-subject.ts';
import type { Person } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import type { ChannelAddress, Clock, Installation, Store } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { CommandAnswer } from './steps.ts';
import { postWaitingCards } from './sweep.ts';

export interface ChannelPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
}

export async function bindChannel(
  ports: ChannelPorts,
  channel: ChannelAddress,
  by: Person,
): Promise<CommandAnswer<{ waiting: number }>> {
  const barred = whyNotBind(ports.settings, by);
  if (barred) return { kind: 'refused', reason: barred };
  const now = ports.clock.now();
  await ports.store.transaction(async (tx) => {
    await tx.bindChannel(channel, by, now);
    await tx.appendAudit(entry('channel.bound', channel, by, now));
  });
  return { kind: 'done', waiting: await postWaitingCards(ports) };
}

export async function unbindChannel(
  ports: ChannelPorts,
  channel: ChannelAddress,
  by: Person,
): Promise<CommandAnswer<{ wasBound: boolean }>> {
  const barred = whyNotBind(ports.settings, by);
  if (barred) return { kind: 'refused', reason: barred };
  const now = ports.clock.now();
  const wasBound = await ports.store.transaction(async (tx) => {
    const bound = await tx.unbindChannel(channel.channelId);
    if (bound) await tx.appendAudit(entry('channel.unbound', channel, by, now));
    return bound;
  });
  return { kind: 'done', wasBound };
}

function whyNotBind(settings: StepSettings, by: Person) {
  return whyNotApprover(settings.policy, by, noMemberships) ?? (settings.alertChannel ? 'channelIsFixed' : undefined);
}

function entry(kind: 'channel.bound' | 'channel.unbound', channel: ChannelAddress, by: Person, at: number) {
  const { tenantId, teamId, channelId } = channel;
  return {
    at,
    tenantId,
    kind,
    requestId: null,
    revision: null,
    actor: userActor(by),
    data: { teamId, channelId },
  } as const;
}

/** Told by every installation event, and by any activity whose service address changed. Saying it twice is harmless. */
export async function learnInstallation(ports: ChannelPorts, installation: Installation): Promise<void> {
  const known = await ports.store.installation(installation.teamId);
  if (known?.serviceUrl === installation.serviceUrl && known.tenantId === installation.tenantId) return;
  await ports.store.transaction((tx) => tx.saveInstallation(installation));
  await postWaitingCards(ports);
}

export async function forgetInstallation(ports: ChannelPorts, teamId: string): Promise<void> {
  await ports.store.transaction((tx) => tx.removeInstallation(teamId));
}
