import { type RefusalReason, transition } from '../approval/lifecycle.ts';
import { type ApprovalRequest, isOpenAt, type RequestId, requesterOf, samePerson } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import { countEnded } from './keep-count.ts';
import { needsCard } from './outbox/owed-cards.ts';
import { whyBarred } from './read-requests.ts';
import { scheduleCallbacks } from './schedule-callbacks.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CommandAnswer } from './steps.ts';

/**
 * `withdraw CS-…`: whoever asked takes it back, while nobody has decided; also when they may ask for nothing any more.
 * Others learn why they may not only where they may see requests at all.
 */
export async function withdrawRequest(ports: StepPorts, id: RequestId, asker: Asker): Promise<CommandAnswer<object>> {
  const { store, clock } = ports;
  const barred = await whyNotSee(ports, id, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(id);
    if (!request) return { kind: 'refused', reason: 'unknownRequest' };
    // What has ended nobody can withdraw, nor reject in its place.
    const notTheirs = isOpenAt(request, now) ? whyNotTheirs(request, asker) : undefined;
    if (notTheirs) return { kind: 'refused', reason: notTheirs };
    const next = transition(request, { kind: 'withdrawn', by: asker.person, at: now });
    if (next.kind === 'refused') return { kind: 'refused', reason: next.reason };
    await tx.saveRequest(next.request);
    await countEnded(tx, next.request, 'withdrawn', now);
    await scheduleCallbacks(tx, ports.settings, next.request, now);
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'request.withdrawn',
      requestId: id,
      revision: request.revision.number,
      actor: userActor(asker.person),
      data: {},
    });
    await tx.schedule({ kind: 'redrawCard', requestId: id }, now);
    // What stands nowhere needs no card to say that it is over: then nothing is owed any more.
    await needsCard(tx, next.request);
    return { kind: 'done' };
  });
}

async function whyNotSee(ports: StepPorts, id: RequestId, asker: Asker): Promise<RefusalReason | undefined> {
  const { store } = ports;
  const request = await store.request(id);
  if (request && whyNotTheirs(request, asker) === undefined) return undefined;
  return whyBarred(ports, asker);
}

function whyNotTheirs({ origin }: ApprovalRequest, { person }: Asker): RefusalReason | undefined {
  const requester = requesterOf(origin);
  if (requester === undefined) return 'noRequester';
  return samePerson(requester, person) ? undefined : 'notTheRequester';
}
