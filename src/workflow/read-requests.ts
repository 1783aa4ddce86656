/** What may be read of requests, and by whom: approvers, and members of the teams that alerts go to. */

import type { RefusalReason } from '../approval/lifecycle.ts';
import { whyNotApprover } from '../approval/policy.ts';
import { noMemberships } from '../approval/policy-subject.ts';
import type { Person, RequestId } from '../approval/request.ts';
import { alertChannels, type ChannelReader } from './alert-channel.ts';
import type { RequestView } from './request-view.ts';
import type { StepSettings } from './step-settings.ts';
import type { Asker, CommandAnswer } from './steps.ts';
import type { RequestSummary, Store } from './store-port.ts';
import { viewRequest } from './view-request.ts';

export interface ReadingPorts {
  readonly store: Store;
  readonly settings: StepSettings;
}

/** Why this person is told nothing of mail, nor may ask for a removal; undefined where they may. */
export async function whyNotAsk(
  reader: ChannelReader,
  settings: StepSettings,
  asker: Asker,
): Promise<RefusalReason | undefined> {
  const barred = whyNotApprover(settings.policy, asker.person, noMemberships);
  if (barred !== 'notAnApprover') return barred;
  const teamIds = new Set((await alertChannels(reader, settings)).map((channel) => channel.teamId));
  if (asker.teamId !== undefined && teamIds.has(asker.teamId)) return undefined;
  for (const teamId of teamIds) if ((await asker.isMemberOf?.(teamId)) === true) return undefined;
  return 'notAMember';
}

export async function showRequest(
  { store, settings }: ReadingPorts,
  id: RequestId,
  asker: Asker,
): Promise<CommandAnswer<{ view: RequestView }>> {
  const barred = await whyNotAsk(store, settings, asker);
  if (barred) return { kind: 'refused', reason: barred };
  const request = await store.request(id);
  if (!request) return { kind: 'refused', reason: 'unknownRequest' };
  return { kind: 'done', view: await viewRequest(store, request, settings) };
}

export async function listPending(
  { store, settings }: ReadingPorts,
  page: { limit: number; offset: number },
  asker: Asker,
): Promise<CommandAnswer<{ total: number; requests: RequestSummary[] }>> {
  const barred = await whyNotAsk(store, settings, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return { kind: 'done', ...(await store.openRequests(page)) };
}

/** For `whoami`: may this person approve, as far as the approvers list goes? */
export function explainPerson(settings: StepSettings, person: Person): { mayApprove: boolean; reason?: RefusalReason } {
  const reason = whyNotApprover(settings.policy, person, noMemberships);
  return reason === undefined ? { mayApprove: true } : { mayApprove: false, reason };
}
