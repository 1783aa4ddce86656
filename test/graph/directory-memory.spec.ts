import assert from 'node:assert/strict';
import { createMemory } from '../../src/graph/short-memory.ts';
import { fakeClock } from '../support/fakes.ts';
import { type DirectoryWorld, startDirectoryWorld } from './directory-world.ts';

describe('What Graph said of people and groups', () => {
  let world: DirectoryWorld;
  before(async () => {
    world = await startDirectoryWorld();
  });
  beforeEach(() => world.reset());
  after(() => world.close());

  const lifetimes: [what: string, ms: number, name: (person: string) => string][] = [
    ['a person, who loses the right to approve within a minute', 60_000, (person) => person],
    ['a mailbox, for ten minutes', 600_000, (person) => world.graph.people.get(person)?.userPrincipalName ?? ''],
  ];
  for (const [what, ms, name] of lifetimes) {
    it(`is remembered of ${what}`, async () => {
      const person = world.person();
      const group = world.group(person);
      const directory = world.directory();
      await directory.memberOf(name(person), [group]);
      world.graph.groups.set(group, { name: 'Emptied', members: [] });

      world.clock.advance(ms - 1);
      assert.deepEqual((await directory.memberOf(name(person), [group]))?.of, new Set([group]));
      world.clock.advance(1);
      assert.deepEqual((await directory.memberOf(name(person), [group]))?.of, new Set());
    });
  }

  it('is remembered of addresses for ten minutes', async () => {
    const person = world.person('old@contoso.com');
    const directory = world.directory();
    await directory.addressesOf(person);
    world.graph.people.set(person, { userPrincipalName: 'new@contoso.com' });

    world.clock.advance(599_999);
    assert.deepEqual(await directory.addressesOf(person), new Set(['old@contoso.com']));
    world.clock.advance(1);
    assert.deepEqual(await directory.addressesOf(person), new Set(['new@contoso.com']));
  });

  it('is remembered of strangers as well', async () => {
    const directory = world.directory();
    const groups = [world.group()];

    for (let times = 0; times < 3; times += 1) await directory.memberOf('nobody@contoso.com', groups);

    assert.equal(world.asked().filter(({ path }) => path.startsWith('/users/')).length, 1);
  });

  it('is asked for once by equal questions that come at one time, in any spelling and order', async () => {
    const person = world.person();
    const [one, other] = [world.group(person), world.group(person)];
    const directory = world.directory();

    const answers = await Promise.all([
      directory.memberOf(person, [one, other]),
      directory.memberOf(person.toUpperCase(), [other, one]),
      directory.memberOf(person, [one.toUpperCase(), other]),
    ]);

    assert.ok(answers.every((groups) => groups?.of.size === 2));
    assert.equal(world.asked().length, 1);
  });

  it('is asked for anew where other groups are meant', async () => {
    const person = world.person();
    const [one, other] = [world.group(person), world.group(person)];
    const directory = world.directory();

    assert.deepEqual((await directory.memberOf(person, [one]))?.of, new Set([one]));
    assert.deepEqual((await directory.memberOf(person, [other]))?.of, new Set([other]));
  });
});

describe('A short memory', () => {
  it('holds no more answers than it may, and drops the one that was asked for longest ago', async () => {
    const recall = createMemory<string>({ failurePauseMs: 1, most: 2, clock: fakeClock() });
    const asked: string[] = [];
    const about = (key: string) =>
      recall(key, 1_000, async () => {
        asked.push(key);
        return key;
      });

    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await about(key);

    assert.deepEqual(asked, ['a', 'b', 'c', 'a']);
  });

  it('takes an answer that was asked for anew for a new one', async () => {
    const clock = fakeClock();
    const recall = createMemory<string>({ failurePauseMs: 1, most: 2, clock });
    const asked: string[] = [];
    const about = (key: string, lifetimeMs: number) =>
      recall(key, lifetimeMs, async () => {
        asked.push(key);
        return key;
      });
    await about('a', 10);
    await about('b', 1_000);
    clock.advance(10);

    for (const key of ['a', 'c', 'a', 'b']) await about(key, 1_000);

    assert.deepEqual(asked, ['a', 'b', 'a', 'c', 'b']);
  });

  it('counts the age of an answer from the question, not from the moment it came', async () => {
    const clock = fakeClock();
    const recall = createMemory<number>({ failurePauseMs: 1, most: 2, clock });
    let asked = 0;
    const ask = async () => {
      clock.advance(900);
      asked += 1;
      return asked;
    };

    await recall('a', 1_000, ask);
    clock.advance(100);

    assert.equal(await recall('a', 1_000, ask), 2);
  });
});
