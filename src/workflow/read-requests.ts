/** What may be read of requests, and by whom: approvers, and members of the teams that alerts go to. */

import type { RefusalReason } from '../approval/lifecycle.ts';
import { mayHaveSay, whyNotApprover } from '../approval/policy.ts';
import type { Person, RequestId } from '../approval/request.ts';
import { alertChannels, type ChannelReader } from './alert-channel.ts';
import { type ConsultPorts, certain, consultPolicy, type Ruling } from './consult-policy.ts';
import type { RequestView } from './request-view.ts';
import type { StepSettings } from './step-settings.ts';
import type { Asker, CommandAnswer, PersonExplained } from './steps.ts';
import type { RequestSummary, Store } from './store-port.ts';
import { viewRequest } from './view-request.ts';

export interface ReadingPorts extends ConsultPorts {
  readonly store: Store;
  readonly settings: StepSettings;
}

/** Why this person is told nothing of mail, nor may ask for a removal; undefined where they may. */
export async function whyNotAsk(
  reader: ChannelReader,
  settings: StepSettings,
  ruling: Ruling,
  asker: Asker,
): Promise<RefusalReason | undefined> {
  if (mayHaveSay(ruling.policy, asker.person, ruling.groupsOf)) return undefined;
  const barred = whyNotApprover(ruling.policy, asker.person, ruling.groupsOf);
  if (barred !== 'notAnApprover') return barred;
  const teamIds = new Set((await alertChannels(reader, settings)).map((channel) => channel.teamId));
  if (asker.teamId !== undefined && teamIds.has(asker.teamId)) return undefined;
  for (const teamId of teamIds) if ((await asker.isMemberOf?.(teamId)) === true) return undefined;
  return certain(ruling, asker.person, barred) === 'membershipUnknown' ? 'membershipUnknown' : 'notAMember';
}

export async function showRequest(
  ports: ReadingPorts,
  id: RequestId,
  asker: Asker,
): Promise<CommandAnswer<{ view: RequestView }>> {
  const { store, settings } = ports;
  const barred = await whyNotAsk(store, settings, await consultPolicy(ports, { person: asker.person }), asker);
  if (barred) return { kind: 'refused', reason: barred };
  const request = await store.request(id);
  if (!request) return { kind: 'refused', reason: 'unknownRequest' };
  const ruling = await consultPolicy(ports, { requestId: id });
  return { kind: 'done', view: await viewRequest(store, request, settings, ruling) };
}

export async function listPending(
  ports: ReadingPorts,
  page: { limit: number; offset: number },
  asker: Asker,
): Promise<CommandAnswer<{ total: number; requests: RequestSummary[] }>> {
  const { store, settings } = ports;
  const barred = await whyNotAsk(store, settings, await consultPolicy(ports, { person: asker.person }), asker);
  if (barred) return { kind: 'refused', reason: barred };
  return { kind: 'done', ...(await store.openRequests(page)) };
}

/** For `whoami`: may this person approve, as far as the policy alone tells? */
export async function explainPerson(ports: ConsultPorts, person: Person): Promise<PersonExplained> {
  const ruling = await consultPolicy(ports, { person });
  const { policy, groupsOf } = ruling;
  const reason = certain(ruling, person, whyNotApprover(policy, person, groupsOf));
  if (reason === undefined) return { mayApprove: 'all' };
  return mayHaveSay(policy, person, groupsOf) ? { mayApprove: 'some' } : { mayApprove: 'none', reason };
}
