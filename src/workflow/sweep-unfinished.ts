import { escalationOf } from '../approval/escalation.ts';
import type { RequestId } from '../approval/request.ts';
import { eachAlone } from './each-alone.ts';
import { cardKey, replyWork } from './outbox/outbox-row.ts';
import type { Clock, Log, PolicyInForce } from './ports.ts';
import { lastRound } from './resolve-emails.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';
import type { Work } from './work.ts';

interface Ports {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Pick<StepSettings, 'reviseEveryMs'>;
}

/** What was written a moment ago has its work; it is looked after only where that has had time enough. */
const patienceMs = 60_000;

/**
 * Work is written with what it is for, so a crash loses none. It can be lost all the same (a queue that gave up or was
 * emptied, a store that was moved): everything that is open says so itself, and gets its work again.
 */
export async function ensureUnfinished(ports: Ports): Promise<void> {
  const { store, clock, settings } = ports;
  const before = clock.now() - patienceMs;
  const { messages, overdue, gathered } = await store.unfinished(before - settings.reviseEveryMs);
  await ensure(
    ports,
    messages.map(({ key, requestId }) => ({ requestId, work: messageWork(key, requestId) })),
  );
  await ensure(
    ports,
    overdue.map((requestId) => ({ requestId, work: [{ kind: 'expireRequest', requestId }] })),
  );
  await ensure(
    ports,
    gathered.map((requestId) => ({ requestId, work: [{ kind: 'reviseRequest', requestId }] })),
  );
}

/**
 * What the policy in force wants by now of requests that nobody decided: also where it wanted nothing, or later, when
 * they were opened.
 */
export async function ensureDeadlines(ports: Ports & { readonly policy: () => PolicyInForce }): Promise<void> {
  const { policy } = ports.policy();
  const now = ports.clock.now();
  const createdUntil = (afterMs: number | undefined) => (afterMs === undefined ? undefined : now - afterMs);
  const { toRemind, toEscalate } = await ports.store.undecided({
    toRemind: createdUntil(policy.remindAfterMs),
    toEscalate: createdUntil(escalationOf(policy)?.afterMs),
  });
  await ensure(
    ports,
    toRemind.map((requestId) => ({ requestId, work: [{ kind: 'remindRequest', requestId }] })),
  );
  await ensure(
    ports,
    toEscalate.map((requestId) => ({ requestId, work: [{ kind: 'escalateRequest', requestId }] })),
  );
}

/** Emails that nobody could read by their id get one more look, once at each start: permissions may have come meanwhile. */
export async function ensureResolving(ports: Ports): Promise<void> {
  const requests = await ports.store.unresolved();
  await ensure(
    ports,
    requests.map((requestId) => ({ requestId, work: [{ kind: 'resolveEmails', requestId, round: lastRound }] })),
  );
}

/** What tells an outcome goes with a card that shows it. */
function messageWork(key: string, requestId: RequestId): readonly Work[] {
  if (key === cardKey(requestId)) return [{ kind: 'postCard', requestId }];
  const reply = replyWork(key);
  return reply ? [reply, { kind: 'redrawCard', requestId }] : [];
}

async function ensure(
  { store, clock, log }: Ports,
  found: readonly { readonly requestId: RequestId; readonly work: readonly Work[] }[],
): Promise<void> {
  await eachAlone(
    found,
    log,
    async ({ work }) => {
      if (work.length === 0) return;
      await store.transaction(async (tx) => {
        for (const one of work) await tx.ensureScheduled(one, clock.now());
      });
    },
    ({ requestId }) => requestId,
  );
}
