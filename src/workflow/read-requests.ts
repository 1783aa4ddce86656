/** What may be read of requests, and by whom: approvers, and members of the teams that alerts go to. */

import { decidedAt, deciders } from '../approval/decided.ts';
import type { RefusalReason } from '../approval/lifecycle.ts';
import { mayHaveSay, whyNotApprover } from '../approval/policy.ts';
import type { ApprovalRequest, Person, RequestId } from '../approval/request.ts';
import { alertChannels, type ChannelReader } from './alert-channel.ts';
import { type ConsultPorts, certain, consultPolicy, type Ruling } from './consult-policy.ts';
import { factsBehind } from './facts-behind.ts';
import type { PastRequest } from './past-request.ts';
import type { RequestView } from './request-view.ts';
import type { StepSettings } from './step-settings.ts';
import type { Asker, CommandAnswer, PersonExplained } from './steps.ts';
import type { RequestSummary, Store } from './store-port.ts';
import { viewRequest } from './view-request.ts';
import { viewUndo } from './view-undo.ts';

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

/** The same, where nothing else hangs on what the policy and the directory say of this person. */
export async function whyBarred(ports: ReadingPorts, asker: Asker): Promise<RefusalReason | undefined> {
  const { store, settings } = ports;
  return whyNotAsk(store, settings, await consultPolicy(ports, { person: asker.person }), asker);
}

export async function showRequest(
  ports: ReadingPorts,
  id: RequestId,
  asker: Asker,
): Promise<CommandAnswer<{ view: RequestView }>> {
  const { store, settings } = ports;
  const standing = await consultPolicy(ports, { person: asker.person, reads: id });
  const barred = await whyNotAsk(store, settings, standing, asker);
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
  const { store } = ports;
  const barred = await whyBarred(ports, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return { kind: 'done', ...(await store.openRequests(page)) };
}

export async function listHistory(
  ports: ReadingPorts,
  { limit, offset }: { limit: number; offset: number },
  asker: Asker,
): Promise<CommandAnswer<{ requests: PastRequest[]; mayBeMore: boolean }>> {
  const { store } = ports;
  const barred = await whyBarred(ports, asker);
  if (barred) return { kind: 'refused', reason: barred };
  // One more than is shown tells whether there is another page: counting a million past requests would read them all.
  const ids = await store.decidedRequests({ limit: limit + 1, offset });
  const requests = await Promise.all(ids.slice(0, limit).map((id) => pastRequest(store, id)));
  return { kind: 'done', requests: requests.filter((past) => past !== undefined), mayBeMore: ids.length > limit };
}

async function pastRequest(store: Store, id: RequestId): Promise<PastRequest | undefined> {
  const request = await store.request(id);
  const at = request && decidedAt(request);
  // Nobody opens a decided request again; one that is gone from the store is none.
  if (request === undefined || at === undefined) return undefined;
  const { revision, origin, state } = request;
  const { facts } = await factsBehind(store, request);
  const [decider, ...others] = deciders(request);
  return {
    id,
    revision: revision.number,
    state,
    severity: revision.severity,
    action: revision.action,
    messageCount: revision.messageCount,
    recipientCount: revision.recipientCount,
    decidedAt: at,
    ...(decider === undefined ? {} : { decidedBy: [decider.upn, ...others.map(({ upn }) => upn)] }),
    ...(facts?.subject === undefined ? {} : { subject: facts.subject }),
    ...(origin.kind === 'command' ? { requestedBy: origin.by.upn } : {}),
    ...(await undoOf(store, request)),
  };
}

async function undoOf(store: Store, request: ApprovalRequest): Promise<Pick<PastRequest, 'undoes' | 'undoneBy'>> {
  const { id, undoes } = request;
  if (undoes !== undefined) return { undoes };
  if ((await store.undosOf(id)).length === 0) return {};
  const { undo } = await viewUndo(store, request, await store.batches(id));
  return undo?.kind === 'done' ? { undoneBy: undo.requestId } : {};
}

/** For `whoami`: may this person approve, as far as the policy alone tells? */
export async function explainPerson(ports: ConsultPorts, person: Person): Promise<PersonExplained> {
  const ruling = await consultPolicy(ports, { person });
  const { policy, groupsOf } = ruling;
  const reason = certain(ruling, person, whyNotApprover(policy, person, groupsOf));
  if (reason === undefined) return { mayApprove: 'all' };
  return mayHaveSay(policy, person, groupsOf) ? { mayApprove: 'some' } : { mayApprove: 'none', reason };
}
