/** `alerts here`, `alerts off`, and what Teams tells about where the app is installed and which channels there are. */
import { whyNotApprover } from '../approval/policy.ts';
import type { Person } from '../approval/request.ts';
import { type ChannelFilter, isPlain } from '../approval/routing.ts';
import { userActor } from './audit-actors.ts';
import { type ConsultPorts, certain, consultPolicy } from './consult-policy.ts';
import { postWaitingCards } from './outbox/waiting-cards.ts';
import type { Clock } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { AlertsElsewhere, CommandAnswer } from './steps.ts';
import type { ChannelAddress, Store } from './store-port.ts';

export interface BindingPorts extends ConsultPorts {
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
  const barred = await whyNotBind(ports, by);
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
  const barred = await whyNotBind(ports, by);
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

async function whyNotBind(ports: BindingPorts, by: Person) {
  const ruling = await consultPolicy(ports, { person: by });
  const barred = certain(ruling, by, whyNotApprover(ruling.policy, by, ruling.groupsOf));
  return barred ?? (ports.settings.alertChannel ? 'channelIsFixed' : undefined);
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
