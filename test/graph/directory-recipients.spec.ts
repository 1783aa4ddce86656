import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { ServiceError } from '../../src/errors.ts';
import type { Directory } from '../../src/workflow/ports.ts';
import { type DirectoryWorld, startDirectoryWorld } from './directory-world.ts';

const minute = 60_000;
const ceo = 'ceo@contoso.com';

describe('What Graph is asked about recipients', () => {
  let world: DirectoryWorld;
  before(async () => {
    world = await startDirectoryWorld();
  });
  beforeEach(() => world.reset());
  afterEach(() => {
    assert.deepEqual(world.violations, []);
    assert.doesNotMatch(JSON.stringify(world.logged), /@|Bearer/);
  });
  after(() => world.close());

  const status = (code: 403 | 429 | 503, retryAfter?: string) =>
    ({ kind: 'status', status: code, ...(retryAfter === undefined ? {} : { retryAfter }) }) as const;

  async function isRefused(directory: Directory, user: string, group: string): Promise<boolean> {
    const answer = await directory.memberOf(user, [group]).catch((thrown: unknown) => thrown);
    if (answer instanceof ServiceError) assert.equal(answer.code, 'directoryUnavailable');
    return answer instanceof ServiceError;
  }

  function paths(prefix: string): string[] {
    const all = world.asked().map(({ path }) => path);
    return all.filter((path) => path.startsWith(prefix));
  }

  for (const unknownGroups of ['ignored', 'notFound', 'notFoundUnnamed', 'badRequest'] as const) {
    describe(`with a group that was deleted (${unknownGroups})`, () => {
      let vip: string;
      let others: string;
      let directory: Directory;
      beforeEach(() => {
        world.graph.directory.unknownGroups = unknownGroups;
        const person = world.person(ceo);
        [vip, others] = [world.group(person), world.group(person)];
        directory = world.directory();
      });
      afterEach(() => world.graph.people.clear());

      it('names it as one that anybody may have belonged to', async () => {
        world.graph.groups.delete(vip);

        const membership = await directory.memberOf(ceo, [vip, others]);

        assert.deepEqual(membership, { of: new Set([others]), unknownGroups: new Set([vip]) });
      });

      it('notices it within a minute, or as soon as it looks a mailbox up again that it remembers', async () => {
        assert.deepEqual(await directory.memberOf(ceo, [vip, others]), {
          of: new Set([vip, others]),
          unknownGroups: new Set(),
        });
        world.graph.groups.delete(vip);
        world.person('clerk@contoso.com');
        const missing = async (address: string) => (await directory.memberOf(address, [vip, others]))?.unknownGroups;

        world.clock.advance(minute);
        assert.deepEqual(await missing('clerk@contoso.com'), new Set([vip]));
        assert.deepEqual((await directory.memberOf(ceo, [vip, others]))?.of, new Set([vip, others]));
        world.clock.advance(9 * minute);
        assert.deepEqual(await missing(ceo), new Set([vip]));
      });

      it('finds people in it a minute after it was restored', async () => {
        const members = [...world.graph.people.keys()];
        world.graph.groups.delete(vip);
        await directory.memberOf(ceo, [vip, others]);
        world.graph.groups.set(vip, { name: 'VIP', members });
        world.clock.advance(minute);

        const membership = await directory.memberOf(ceo, [vip, others]);

        assert.deepEqual(membership, { of: new Set([vip, others]), unknownGroups: new Set() });
      });

      it('tells of it as an error once an hour, with its id and the remedy', async () => {
        world.graph.groups.delete(vip);
        for (const minutes of [0, 30, 29]) {
          world.clock.advance(minutes * minute);
          await directory.memberOf(ceo, [vip, others]);
        }
        assert.deepEqual(
          world.logged.map(({ level, fields }) => [level, fields]),
          [['error', { groupId: vip }]],
        );
        assert.match(world.logged[0]?.message ?? '', /Restore the group in Entra, or name another in the policy file/);
        world.clock.advance(minute);
        await directory.memberOf(ceo, [vip, others]);

        assert.equal(world.logged.length, 2);
      });
    });
  }

  it('asks whether a group is there once a minute, however many recipients there are', async () => {
    const group = world.group();
    const directory = world.directory();
    const users = Array.from({ length: 20 }, () => `${randomUUID()}@contoso.com`);
    for (const user of users) world.person(user);

    await Promise.all(users.map((user) => directory.memberOf(user, [group])));
    assert.equal(paths('/groups/').length, 1);
    world.clock.advance(minute);
    await directory.memberOf(`${randomUUID()}@contoso.com`, [group]);

    assert.equal(paths('/groups/').length, 2);
  });

  it('does not ask about groups for a person who decides', async () => {
    const person = world.person();

    await world.directory().memberOf(person, [world.group(person)]);

    assert.deepEqual(paths('/groups/'), []);
  });

  for (const body of [{}, { id: randomUUID() }, 'hello']) {
    it(`does not take ${JSON.stringify(body).slice(0, 5)}… for a group that is there`, async () => {
      const group = world.group();
      const user = `${randomUUID()}@contoso.com`;
      world.person(user);
      // Whichever of the two questions comes first.
      world.graph.directory.next({ kind: 'garbage', body }, { kind: 'garbage', body });

      assert.ok(await isRefused(world.directory(), user, group));
    });
  }

  it('is not asked anew while a failure is five seconds old', async () => {
    const group = world.group();
    const user = `${randomUUID()}@contoso.com`;
    world.person(user);
    const directory = world.directory();
    world.graph.directory.next(status(503), status(503));

    assert.ok(await isRefused(directory, user, group));
    world.clock.advance(4_999);
    assert.ok(await isRefused(directory, user, group));
    assert.equal(world.asked().length, 2);
    world.clock.advance(1);

    assert.ok(!(await isRefused(directory, user, group)));
  });

  it('does not keep a person’s membership from being read while Graph throttles it, nor the other way round', async () => {
    const person = world.person();
    const group = world.group(person);
    const user = `${randomUUID()}@contoso.com`;
    world.person(user);
    const directory = world.directory();

    world.graph.directory.next(status(429, '10'), status(429, '10'));
    assert.ok(await isRefused(directory, user, group));
    assert.ok(!(await isRefused(directory, person, group)));
    world.clock.advance(minute);
    world.graph.directory.next(status(429, '10'));
    assert.ok(await isRefused(directory, person, group));
    assert.ok(!(await isRefused(directory, user, group)));
  });

  it('does not keep a person’s membership from being read while hundreds wait: eight are asked at once', async () => {
    const person = world.person();
    const group = world.group(person);
    const directory = world.directory({ timeoutMs: 1_000 });
    world.graph.directory.next(...Array.from({ length: 8 }, () => ({ kind: 'late', ms: minute }) as const));
    const flood = Array.from({ length: 300 }, (_, index) => isRefused(directory, `u${index}@contoso.com`, group));
    while (world.asked().length < 8) await turn();

    assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));

    assert.equal(world.asked().length, 9);
    assert.ok((await Promise.all(flood)).every(Boolean));
    assert.equal(world.asked().length, 9);
  });

  it('is a thousand questions a minute at most; what is beyond that is refused at once, counted and told', async () => {
    const group = world.group();
    const person = world.person();
    const directory = world.directory();
    const ask = async (from: number, many: number) => {
      let told = 0;
      for (let index = from; index < from + many; index += 8) {
        const users = Array.from({ length: 8 }, (_, more) => `u${index + more}@contoso.com`);
        const refused = await Promise.all(users.map((user) => isRefused(directory, user, group)));
        told += refused.filter((isOne) => !isOne).length;
      }
      return told;
    };

    // One question was whether the group is there.
    assert.equal(await ask(0, 1_200), 999);
    assert.equal(world.asked().length, 1_000);
    assert.deepEqual(new Set(world.counted.slice(-200)), new Set(['tooMany']));
    assert.deepEqual(
      world.logged.map(({ level }) => level),
      ['warn'],
    );
    assert.ok(!(await isRefused(directory, person, group)));
    world.clock.advance(minute);

    assert.equal(await ask(2_000, 8), 8);
  });

  it('is remembered of more mailboxes than a dozen large requests have', async () => {
    const group = world.group();
    const directory = world.directory();
    const users = Array.from({ length: 5_400 }, (_, index) => `u${index}@contoso.com`);
    const askAll = async () => {
      for (let from = 0; from < users.length; from += 8) {
        if (from % 960 === 0) world.clock.advance(minute);
        await Promise.all(users.slice(from, from + 8).map((user) => directory.memberOf(user, [group])));
      }
    };
    await askAll();
    const before = world.asked().length;
    await Promise.all(users.map((user) => directory.memberOf(user, [group])));

    assert.equal(world.asked().length, before);
  });
});
