/** A shelf as plain maps, and the commands that drive it and the real one side by side. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LeasedWork, WorkShelf } from '../../src/workflow/ports.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { type Work, workKey } from '../../src/workflow/work.ts';
import { requestIdOf } from '../store/samples.ts';

interface Waiting {
  readonly dueAt: number;
  readonly attempts: number;
}
interface Leased {
  readonly item: LeasedWork;
  readonly dueAt: number;
  readonly leaseUntil: number;
}
interface Model {
  now: number;
  readonly waiting: Map<string, Waiting>;
  leased: Leased[];
  /** Leases that somebody else took over: whatever their holders still say changes nothing. */
  stale: LeasedWork[];
}
interface Real {
  readonly store: Store;
  readonly shelf: WorkShelf;
}
type Command = fc.AsyncCommand<Model, Real>;

const kinds = ['postCard', 'redrawCard'] as const;
const leaseMs = 40;

function isUnderWay(model: Model, key: string): boolean {
  return model.leased.some(({ item }) => workKey(item.work) === key);
}

function putOnShelf(model: Model, key: string, back: Waiting): void {
  const there = model.waiting.get(key);
  model.waiting.set(key, {
    dueAt: Math.min(back.dueAt, there?.dueAt ?? back.dueAt),
    attempts: Math.max(back.attempts, there?.attempts ?? 0),
  });
}

function schedule(work: Work, delay: number): Command {
  return {
    check: () => true,
    async run(model, { store }) {
      const dueAt = model.now + delay;
      await store.transaction((tx) => tx.schedule(work, dueAt));
      putOnShelf(model, workKey(work), { dueAt, attempts: 0 });
    },
    toString: () => `schedule ${workKey(work)} in ${delay}`,
  };
}

function take(limit: number): Command {
  return {
    check: () => true,
    async run(model, { shelf }) {
      const runOut = model.leased.filter(({ leaseUntil }) => leaseUntil <= model.now);
      const due = [...model.waiting].filter(([key, { dueAt }]) => dueAt <= model.now && !isUnderWay(model, key));
      const items = await shelf.take(kinds, limit, model.now, model.now + leaseMs);
      assert.equal(items.length, Math.min(limit, runOut.length + due.length), 'so many as can be taken');
      for (const item of items) acknowledge(model, item, new Map(due));
      const left = due.filter(([key]) => model.waiting.has(key)).map(([, { dueAt }]) => dueAt);
      const taken = due.filter(([key]) => !model.waiting.has(key)).map(([, { dueAt }]) => dueAt);
      assert.ok(Math.max(...taken) <= Math.min(...left), 'the longest due first');
    },
    toString: () => `take ${limit}`,
  };
}

function acknowledge(model: Model, item: LeasedWork, due: ReadonlyMap<string, Waiting>): void {
  const leaseUntil = model.now + leaseMs;
  const former = model.leased.find((leased) => leased.item.id === item.id);
  if (former) {
    assert.ok(former.leaseUntil <= model.now, 'nothing is taken twice while it is leased');
    assert.equal(item.attempts, former.item.attempts + 1);
    model.leased = model.leased.filter((leased) => leased !== former);
    model.stale.push(former.item);
    model.leased.push({ item, dueAt: former.dueAt, leaseUntil });
    return;
  }
  const key = workKey(item.work);
  const waiting = due.get(key);
  assert.ok(waiting, 'only what is due and not under way');
  assert.equal(item.attempts, waiting.attempts);
  model.waiting.delete(key);
  model.leased.push({ item, dueAt: waiting.dueAt, leaseUntil });
}

type Ending =
  | { readonly how: 'done' }
  | { readonly how: 'giveUp' }
  | { readonly how: 'putBack'; readonly delay: number };

function end(which: number, ending: Ending): Command {
  return {
    check: (model) => model.leased.length > 0,
    async run(model, { shelf }) {
      const [leased] = model.leased.splice(which % model.leased.length, 1);
      assert.ok(leased);
      const { item } = leased;
      if (ending.how === 'done') await shelf.done(item);
      if (ending.how === 'giveUp') await shelf.giveUp(item, 'graphRefused');
      if (ending.how !== 'putBack') return;
      const dueAt = model.now + ending.delay;
      await shelf.putBack(item, dueAt, 'graphUnavailable');
      putOnShelf(model, workKey(item.work), { dueAt, attempts: item.attempts + 1 });
    },
    toString: () => `${ending.how} ${which}`,
  };
}

function endTooLate(which: number): Command {
  return {
    check: (model) => model.stale.length > 0,
    async run(model, { shelf }) {
      const item = model.stale[which % model.stale.length];
      assert.ok(item);
      await shelf.done(item);
      await shelf.putBack(item, 0, 'internal');
    },
    toString: () => `end too late ${which}`,
  };
}

function restart(): Command {
  return {
    check: () => true,
    async run(model, { shelf }) {
      assert.equal(await shelf.releaseAll(), model.leased.length);
      for (const { item, dueAt } of model.leased) {
        putOnShelf(model, workKey(item.work), { dueAt, attempts: item.attempts + 1 });
      }
      model.leased = [];
    },
    toString: () => 'restart',
  };
}

function pass(ms: number): Command {
  return {
    check: () => true,
    async run(model, { shelf }) {
      model.now += ms;
      const free = [...model.waiting].filter(([key]) => !isUnderWay(model, key)).map(([, { dueAt }]) => dueAt);
      assert.equal(await shelf.nextDueAt(kinds), free.length === 0 ? undefined : Math.min(...free));
    },
    toString: () => `pass ${ms}`,
  };
}

export function shelfCommands(): fc.Arbitrary<Iterable<Command>> {
  const work = fc.record({
    kind: fc.constantFrom(...kinds),
    requestId: fc.integer({ min: 1, max: 3 }).map(requestIdOf),
  });
  const which = fc.nat({ max: 9 });
  const delay = fc.nat({ max: 30 });
  const ending: fc.Arbitrary<Ending> = fc.oneof(
    fc.constant<Ending>({ how: 'done' }),
    fc.constant<Ending>({ how: 'giveUp' }),
    delay.map((ms): Ending => ({ how: 'putBack', delay: ms })),
  );
  return fc.commands(
    [
      fc.tuple(work, delay).map(([item, ms]) => schedule(item, ms)),
      fc.integer({ min: 1, max: 4 }).map(take),
      fc.tuple(which, ending).map(([index, how]) => end(index, how)),
      which.map(endTooLate),
      fc.constant(restart()),
      fc.nat({ max: 50 }).map(pass),
    ],
    { maxCommands: 60, size: 'max' },
  );
}
