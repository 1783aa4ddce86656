/** `alerts here`, `alerts off`, and what Teams tells about where the app is installed and which channels there are. */
import { whyNotApprover } from '../approval/policy.ts';
import { noMemberships } from '../approval/policy-subject.ts';
import type { Person } from '../approval/request.ts';
import { type ChannelFilter, isPlain } from '../approval/routing.ts';
import { userActor } from './audit-actors.ts';
import { postWaitingCards } from './outbox/waiting-cards.ts';
import type { Clock } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { AlertsElsewhere, CommandAnswer } from './steps.ts';
import type { ChannelAddress, Store } from './store-port.ts';

export interface BindingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
}

export async function bindChannel(
  ports: BindingPorts,
  channel: ChannelAddress,
  takes: ChannelFilter,
  by: Person,
): Promise<CommandAnswer<{ waiting: number; elsewhere: AlertsElsewhere }>> {
  const barred = whyNotBind(ports.settings, by);
  if (barred) return { kind: 'refused', reason: barred };
  const now = ports.clock.now();
  await ports.store.transaction(async (tx) => {
    await tx.bindChannel(channel, takes, by, now);
    const { source = null, minSeverity = null } = takes;
    await tx.appendAudit(entry('channel.bound', channel, { source, severity: minSeverity }, by, now));
  });
  const elsewhere = await alertsElsewhere(ports, channel.channelId);
  return { kind: 'done', waiting: await postWaitingCards(ports), elsewhere };
}

export async function unbindChannel(
  ports: BindingPorts,
  channel: ChannelAddress,
  by: Person,
): Promise<CommandAnswer<{ wasBound: boolean; elsewhere: AlertsElsewhere }>> {
  const barred = whyNotBind(ports.settings, by);
  if (barred) return { kind: 'refused', reason: barred };
  const now = ports.clock.now();
  const wasBound = await ports.store.transaction(async (tx) => {
    const bound = await tx.unbindChannel(channel.channelId);
    if (bound) await tx.appendAudit(entry('channel.unbound', channel, {}, by, now));
    return bound;
  });
  return { kind: 'done', wasBound, elsewhere: await alertsElsewhere(ports, channel.channelId) };
}

/** Who bound the channel that takes all the rest, and how many take a part of it. */
async function alertsElsewhere({ store }: BindingPorts, here: string): Promise<AlertsElsewhere> {
  const others = (await store.boundChannels()).filter(
    ({ channelId, goneAt }) => channelId !== here && goneAt === undefined,
  );
  const rest = others.find(isPlain);
  return { ...(rest && { restBoundBy: rest.boundBy.upn }), chosen: others.filter((other) => !isPlain(other)).length };
}

function whyNotBind(settings: StepSettings, by: Person) {
  return whyNotApprover(settings.policy, by, noMemberships) ?? (settings.alertChannel ? 'channelIsFixed' : undefined);
}

function entry(
  kind: 'channel.bound' | 'channel.unbound',
  { tenantId, teamId, channelId }: ChannelAddress,
  more: Record<string, unknown>,
  by: Person,
  at: number,
) {
  const data = { teamId, channelId, ...more };
  return { at, tenantId, kind, requestId: null, revision: null, actor: userActor(by), data } as const;
}
