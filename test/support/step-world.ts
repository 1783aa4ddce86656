/** All steps on a real embedded store, with fakes for Teams and Graph, a fake clock, and work done on demand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person, RequestId } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { asServiceError } from '../../src/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { bindSteps } from '../../src/workflow/bind-steps.ts';
import { createTurns } from '../../src/workflow/in-turn.ts';
import { workHandlers } from '../../src/workflow/perform-work.ts';
import type { Store, WorkShelf } from '../../src/workflow/ports.ts';
import type { StepSettings } from '../../src/workflow/settings.ts';
import type { CardVerb, ClickAnswer, Steps } from '../../src/workflow/steps.ts';
import { sweep } from '../../src/workflow/sweep.ts';
import { type Work, workKinds } from '../../src/workflow/work.ts';
import { stepSettings, testChannel } from './builders.ts';
import {
  countingIds,
  type FakeClock,
  type FakeMailboxes,
  type FakeThread,
  fakeClock,
  fakeMailboxes,
  fakeThread,
  silentLog,
  silentMeter,
} from './fakes.ts';

export interface StepWorld {
  readonly steps: Steps;
  readonly store: Store;
  readonly shelf: WorkShelf;
  readonly thread: FakeThread;
  readonly mailboxes: FakeMailboxes;
  readonly clock: FakeClock;
  /** Does everything that is due; what fails retryably is put back a minute later. */
  work(): Promise<void>;
  sweep(atStart: boolean): Promise<void>;
  click(
    verb: CardVerb,
    by: Person,
    requestId: RequestId,
    over?: { revision?: number; reason?: string; action?: 'hardDelete' | 'moveToJunk' },
  ): Promise<ClickAnswer>;
  /** Kinds of the audit entries so far, in order. */
  audited(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startStepWorld(
  over: Partial<StepSettings> = {},
  options: { fixedChannel?: boolean } = {},
): Promise<StepWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-steps-'));
  const clock = fakeClock();
  const { store, workShelf: shelf, close } = await openSqliteStore({ directory, digest, clock });
  const thread = fakeThread();
  const mailboxes = fakeMailboxes();
  const settings = stepSettings(over, options);
  const ports = {
    store,
    thread,
    mailboxes,
    clock,
    ids: countingIds(),
    digest,
    settings,
    log: silentLog,
    meter: silentMeter,
  };
  const handlers = workHandlers(ports, createTurns());
  const steps = bindSteps(ports);

  async function work(): Promise<void> {
    for (;;) {
      const items = await shelf.take(workKinds, 20, clock.now(), clock.now() + 60_000);
      if (items.length === 0) return;
      for (const item of items) {
        const handle = handlers[item.work.kind] as (work: Work) => Promise<void>;
        try {
          await handle(item.work);
          await shelf.done(item);
        } catch (thrown) {
          await shelf.putBack(item, clock.now() + 60_000, asServiceError(thrown).code);
        }
      }
    }
  }

  return {
    steps,
    store,
    shelf,
    thread,
    mailboxes,
    clock,
    work,
    sweep: (atStart) => sweep(ports, { atStart }),
    click: async (verb, by, requestId, { revision, ...inputs } = {}) => {
      const current = await store.request(requestId);
      const click = { verb, requestId, revision: revision ?? current?.revision.number ?? 1, ...inputs };
      return steps.decide(click, { person: by, teamId: testChannel.teamId });
    },
    audited: async () => (await store.auditEntries({ afterSeq: 0, limit: 10_000 })).map((entry) => entry.kind),
    close: async () => {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
