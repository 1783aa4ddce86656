/**
 * Syncing a commit to the disk costs more than everything else in it. Transactions that are asked for at the same
 * time therefore share one: they run one after the other, each can be undone alone, and nobody is answered before
 * the common commit. A later one may see what an earlier one wrote, because both are kept or neither is.
 */
import { ServiceError } from '../errors.ts';
import type { Db } from './schema.ts';
import { isHeld } from './sqlite-faults.ts';

/** So that neither readers nor the first of a group wait long for its commit. */
const largestGroup = 64;
const longestGroupMs = 10;
/** Another program writes. SQLite itself would wait with the whole process standing still. */
const betweenAttemptsMs = 200;
const longestWaitMs = 5_000;

/** Runs the body in a transaction; resolves after the commit. */
export type InTransaction = <T>(body: (transaction: Db) => Promise<T>) => Promise<T>;

export interface GroupCommit {
  readonly inTransaction: InTransaction;
  /** Takes nothing more; resolves when all that was asked for is committed or refused. */
  close(): Promise<void>;
}

export interface GroupCommitParts {
  readonly db: Db;
  /** Runs a statement on the one connection, past Kysely, whose way of running it takes longer than SQLite. */
  readonly run: (statement: string) => void;
  /** Right before each commit: throws where nothing may be acknowledged. */
  readonly beforeCommit: () => void;
  /** What was read or written since the last commit may not be true any more. */
  readonly afterUndo: () => void;
  /** Puts off a task until everybody who asks in this turn of the event loop has asked. */
  readonly soon: (task: () => void) => void;
}

interface Member {
  readonly askedAt: number;
  /** False where the body failed. */
  run(transaction: Db): Promise<boolean>;
  /** Tells what the body answered or threw. */
  answer(): void;
  refuse(fault: unknown): void;
}

export function createGroupCommit(parts: GroupCommitParts): GroupCommit {
  const queue: Member[] = [];
  let draining: Promise<void> | undefined;
  let closed = false;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      await new Promise<void>((resolve) => parts.soon(resolve));
      await commitGroup(queue, parts);
    }
    // Not in a `finally` of the caller: whoever asks between the two would wait for ever.
    draining = undefined;
  }

  return {
    inTransaction(body) {
      if (closed) {
        return Promise.reject(new ServiceError('storeUnavailable', 'The store is closed.', { retryable: true }));
      }
      const { member, answered } = memberOf(body);
      queue.push(member);
      draining ??= drain();
      return answered;
    },
    async close() {
      closed = true;
      await draining;
    },
  };
}

function memberOf<T>(body: (transaction: Db) => Promise<T>): { member: Member; answered: Promise<T> } {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let answer = (): void => undefined;
  const member: Member = {
    askedAt: performance.now(),
    async run(transaction) {
      try {
        const value = await body(transaction);
        answer = () => resolve(value);
        return true;
      } catch (thrown) {
        answer = () => reject(thrown);
        return false;
      }
    },
    answer: () => answer(),
    refuse: reject,
  };
  return { member, answered: promise };
}

interface Group {
  readonly members: Member[];
  /** Whose own fault ended the group. */
  culprit: Member | undefined;
}

/** Never rejects. */
async function commitGroup(queue: Member[], parts: GroupCommitParts): Promise<void> {
  const group: Group = { members: [], culprit: undefined };
  try {
    await parts.db.transaction().execute(async (transaction) => {
      await runGroup(group, queue, transaction, parts);
      parts.beforeCommit();
    });
  } catch (thrown) {
    parts.afterUndo();
    if (group.members.length === 0) await notBegun(queue, thrown);
    for (const member of group.members) {
      if (member === group.culprit) member.answer();
      else member.refuse(thrown);
    }
    return;
  }
  for (const member of group.members) member.answer();
}

async function runGroup(group: Group, queue: Member[], transaction: Db, parts: GroupCommitParts): Promise<void> {
  const { members } = group;
  const startedAt = performance.now();
  for (let member = queue.shift(); member; member = queue.shift()) {
    members.push(member);
    // The first needs no savepoint: nobody else's writes are undone with its own.
    const first = members.length === 1;
    if (!first) parts.run('savepoint member');
    const failed = !(await member.run(transaction));
    if (failed) group.culprit = member;
    if (first && failed) throw undone;
    if (!first) endMember(failed, parts);
    group.culprit = undefined;
    if (members.length >= largestGroup || performance.now() - startedAt > longestGroupMs) return;
  }
}

const undone = new ServiceError('internal', 'A transaction failed and was undone.');

/** Throws where SQLite has given up the whole transaction by itself. */
function endMember(failed: boolean, { run, afterUndo }: GroupCommitParts): void {
  if (failed) {
    afterUndo();
    run('rollback to member');
  }
  run('release member');
}

/** No body has run. While another program holds the database, all but those who waited too long wait on. */
async function notBegun(queue: Member[], fault: unknown): Promise<void> {
  const held = isHeld(fault);
  const now = performance.now();
  const waiting = held ? queue.findIndex(({ askedAt }) => now - askedAt < longestWaitMs) : -1;
  for (const member of queue.splice(0, waiting < 0 ? queue.length : waiting)) member.refuse(fault);
  if (queue.length > 0) await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs));
}
