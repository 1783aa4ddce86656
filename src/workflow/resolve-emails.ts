/**
 * Work, before the card: emails that an alert named by Graph's id are read, so that people see mailboxes and the
 * recipient rules can look at them. What Graph does not tell in time stays as it is (rules treat it as the strictest
 * case) and is asked for again in later rounds, behind the card.
 */
import { contentOf } from '../approval/policy-subject.ts';
import { type EmailByMessage, isOpenAt, isResolved, type RequestId } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Log, Mailboxes } from './ports.ts';
import type { StepPorts } from './step-ports.ts';
import { writeRevision } from './write-revision.ts';

const readsAtOnce = 5;
/** An analyst should see the card after this, resolved or not. */
const patienceMs = 20_000;
/** The last one is followed by no other. */
export const lastRound = 6;
const firstPauseMs = 30_000;

interface ReadingPorts extends StepPorts {
  readonly mailboxes: Mailboxes;
  readonly log: Log;
}

export async function resolveEmails(ports: ReadingPorts, requestId: RequestId, round: number): Promise<void> {
  const { store, clock } = ports;
  const unresolved = (await store.emails(requestId)).filter((email) => !isResolved(email));
  const { found, isUnfinished } = await readAll(
    ports,
    requestId,
    unresolved.map((email) => email.id ?? ''),
  );
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    if (!request || !isOpenAt(request, now)) return;
    for (const [id, email] of found) await tx.resolveEmail(requestId, id, email);
    if (found.size > 0) {
      await writeRevision(tx, request, contentOf(request), { now, cause: 'resolved' }, ports);
    }
    await tx.schedule({ kind: 'postCard', requestId }, now);
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    if (isUnfinished && round < lastRound) {
      const dueAt = now + firstPauseMs * 2 ** (round - 1);
      await tx.schedule({ kind: 'resolveEmails', requestId, round: round + 1 }, dueAt);
    }
  });
}

interface Reading {
  readonly found: Map<string, EmailByMessage>;
  /** Something was not read that a later read may tell. */
  isUnfinished: boolean;
}

async function readAll(ports: ReadingPorts, requestId: RequestId, ids: readonly string[]): Promise<Reading> {
  const reading: Reading = { found: new Map(), isUnfinished: false };
  const deadline = ports.clock.now() + patienceMs;
  const queue = ids.values();
  const readers = Array.from({ length: readsAtOnce }, async () => {
    for (const id of queue) {
      if (ports.clock.now() >= deadline) reading.isUnfinished = true;
      else await readOne(ports, requestId, id, reading);
    }
  });
  await Promise.all(readers);
  return reading;
}

async function readOne(ports: ReadingPorts, requestId: RequestId, id: string, reading: Reading): Promise<void> {
  try {
    const pair = await ports.mailboxes.resolve(id);
    if (pair) reading.found.set(id, { id, ...pair });
  } catch (error) {
    if (error instanceof ServiceError && error.retryable) reading.isUnfinished = true;
    ports.log.warn({ requestId, error }, 'An email could not be read by its id');
  }
}
