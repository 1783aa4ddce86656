/** All steps on a real embedded store, with fakes for Teams and Graph, a fake clock, and work done on demand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '../../src/approval/policy.ts';
import type { Person, RemediationAction, RequestId } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { runItem } from '../../src/work/run-item.ts';
import { bindSteps } from '../../src/workflow/bind-steps.ts';
import { createTurns } from '../../src/workflow/in-turn.ts';
import { observedSteps } from '../../src/workflow/observed-steps.ts';
import { observedStore } from '../../src/workflow/observed-store.ts';
import type { Mailboxes, Meter, Tracer, WorkShelf } from '../../src/workflow/ports.ts';
import type { StepSettings } from '../../src/workflow/step-settings.ts';
import type { CardVerb, ClickAnswer, Steps } from '../../src/workflow/steps.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { sweep } from '../../src/workflow/sweep.ts';
import { untraced } from '../../src/workflow/untraced.ts';
import { workKinds } from '../../src/workflow/work.ts';
import { workHandlers } from '../../src/workflow/work-handlers.ts';
import { aPolicy, inForce, stepSettings, testChannel } from './builders.ts';
import {
  countingIds,
  type FakeCallbacks,
  type FakeClock,
  type FakeDirectory,
  type FakeMailboxes,
  type FakeMailSearch,
  type FakeThread,
  fakeCallbacks,
  fakeClock,
  fakeDirectory,
  fakeMailboxes,
  fakeMailSearch,
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
  readonly mailSearch: FakeMailSearch;
  readonly directory: FakeDirectory;
  readonly callbacks: FakeCallbacks;
  /** The policy in force from now on. */
  changePolicy(policy: Policy): void;
  policyHash(): string;
  readonly clock: FakeClock;
  /** As of the next start of the service. */
  readonly settings: { -readonly [Key in keyof StepSettings]: StepSettings[Key] };
  /** The next transaction fails so. */
  failNextTransaction(fault: Error): void;
  /** Every transaction fails so, until told otherwise. */
  failTransactions(fault: Error | undefined): void;
  /** Does everything that is due, as the engine does; what fails for now waits for the clock to be advanced. */
  work(): Promise<void>;
  /** What is due now, all of it side by side, as several instances do it. */
  workAtOnce(): Promise<void>;
  /** `alone`: as the embedded store does it, where every call that is not this process's own is over. */
  sweep(alone: boolean): Promise<void>;
  click(
    verb: CardVerb,
    by: Person,
    requestId: RequestId,
    over?: {
      revision?: number;
      reason?: string;
      action?: RemediationAction;
      severity?: 'low' | 'high';
      remediateSendersCopy?: boolean;
    },
  ): Promise<ClickAnswer>;
  /** Kinds of the audit entries so far, in order. */
  audited(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startStepWorld(
  { policy: firstPolicy = aPolicy(), ...over }: Partial<StepSettings> & { readonly policy?: Policy } = {},
  options: {
    readonly fixedChannel?: boolean;
    readonly tracer?: Tracer;
    readonly meter?: Meter;
    /** In the place of the fake one. */
    readonly mailboxes?: Mailboxes;
  } = {},
): Promise<StepWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-steps-'));
  const clock = fakeClock();
  const { store: opened, workShelf: shelf, close } = await openSqliteStore({ directory: folder, digest, clock });
  const faults: Error[] = [];
  let standingFault: Error | undefined;
  const { tracer = untraced, meter = silentMeter } = options;
  const watched = observedStore(opened, { meter, tracer });
  const store: Store = {
    ...opened,
    transaction: async (steps) => {
      const fault = standingFault ?? faults.shift();
      if (fault) throw fault;
      return watched.transaction(steps);
    },
  };
  const thread = fakeThread();
  const mailboxes = fakeMailboxes();
  const mailSearch = fakeMailSearch();
  const directory = fakeDirectory();
  const callbacks = fakeCallbacks();
  let policy = inForce(firstPolicy);
  const settings = { ...stepSettings(over, options) };
  const ports = {
    store,
    thread,
    mailboxes: options.mailboxes ?? mailboxes,
    mailSearch,
    clock,
    sleep: async (ms: number) => clock.advance(ms),
    ids: countingIds(),
    digest,
    settings,
    policy: () => policy,
    directory,
    log: silentLog,
    meter,
    tracer,
    callbacks,
    ownCalls: new Set<string>(),
  };
  const handlers = workHandlers(ports, createTurns());
  const steps = observedSteps(bindSteps(ports), ports);

  async function work(): Promise<void> {
    for (;;) {
      const items = await shelf.take(workKinds, 20, clock.now(), clock.now() + 60_000);
      if (items.length === 0) return;
      for (const item of items) {
        await runItem(item, { handlers, shelf, clock, log: silentLog, untilItWorks: (action) => action() });
      }
    }
  }

  async function workAtOnce(): Promise<void> {
    const items = await shelf.take(workKinds, 1_000, clock.now(), clock.now() + 60_000);
    const run = { shelf, clock, log: silentLog, untilItWorks: (action: () => Promise<void>) => action() };
    // Each instance keeps its own turns.
    await Promise.all(items.map((item) => runItem(item, { ...run, handlers: workHandlers(ports, createTurns()) })));
  }

  return {
    steps,
    store,
    shelf,
    thread,
    mailboxes,
    mailSearch,
    directory,
    callbacks,
    changePolicy: (next) => {
      policy = inForce(next);
    },
    policyHash: () => policy.hash,
    clock,
    settings,
    failNextTransaction: (fault) => {
      faults.push(fault);
    },
    failTransactions: (fault) => {
      standingFault = fault;
    },
    work,
    workAtOnce,
    sweep: (alone) => sweep(ports, { alone }),
    click: async (verb, by, requestId, { revision, ...inputs } = {}) => {
      const current = await store.request(requestId);
      const click = { verb, requestId, revision: revision ?? current?.revision.number ?? 1, ...inputs };
      return steps.click(click, { person: by, teamId: testChannel.teamId });
    },
    audited: async () => (await store.auditEntries({ afterSeq: 0, limit: 10_000 })).map((entry) => entry.kind),
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
