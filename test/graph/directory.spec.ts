import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type DirectoryWorld, startDirectoryWorld } from './directory-world.ts';

const guest = 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com';

describe('Memberships asked of Graph', () => {
  let world: DirectoryWorld;
  before(async () => {
    world = await startDirectoryWorld();
  });
  beforeEach(() => world.reset());
  afterEach(() => assert.deepEqual(world.violations, []));
  after(() => world.close());

  it('are those of the groups that were asked for, directly or through other groups', async () => {
    const person = world.person();
    const [direct, inner, elsewhere] = [world.group(person), world.group(person), world.group()];
    const outer = world.group(world.group(inner));
    world.group(person);

    const groups = (await world.directory().memberOf(person, [direct, outer, elsewhere]))?.of;

    assert.deepEqual(groups, new Set([direct, outer]));
  });

  it('end where groups hold each other', async () => {
    const person = world.person();
    const [one, other] = [randomUUID(), randomUUID()];
    world.graph.groups.set(one, { name: 'One', members: [other] });
    world.graph.groups.set(other, { name: 'Other', members: [one, person] });
    const empty = world.group(one);
    world.graph.groups.set(empty, { name: 'Empty', members: [empty] });

    assert.deepEqual((await world.directory().memberOf(person, [one, empty]))?.of, new Set([one]));
  });

  it('are asked of v1.0 with at most twenty groups a call', async () => {
    const person = world.person();
    const groups = Array.from({ length: 41 }, (_, index) => (index % 2 === 0 ? world.group(person) : world.group()));

    const found = (await world.directory().memberOf(person, groups))?.of;

    assert.deepEqual(found, new Set(groups.filter((_, index) => index % 2 === 0)));
    const sizes = world.asked().map(({ body }) => (body as { groupIds: string[] }).groupIds.length);
    assert.deepEqual(sizes.toSorted(), [1, 20, 20]);
    assert.ok(world.asked().every(({ version }) => version === 'v1.0'));
  });

  it('cost nothing where no group is asked for', async () => {
    assert.deepEqual((await world.directory().memberOf(world.person(), []))?.of, new Set());
    assert.equal(world.asked().length, 0);
  });

  it('are told in lower case, whatever the case of the question and the answer', async () => {
    const person = world.person();
    const group = world.group(person.toUpperCase());
    world.graph.directory.next({ kind: 'garbage', body: { value: [group.toUpperCase()] } });

    assert.deepEqual((await world.directory().memberOf(person, [group]))?.of, new Set([group]));
    assert.deepEqual(
      (await world.directory().memberOf(person.toUpperCase(), [group.toUpperCase()]))?.of,
      new Set([group]),
    );
  });

  for (const upn of [
    guest,
    "o'hara@contoso.com",
    'a/../b@contoso.com',
    '..%2f@contoso.com',
    'x?$select=id&y@contoso.com',
    '$money@contoso.com',
    "$o'money@contoso.com",
    'ana@contoso.com/../../groups',
    '//evil.example/a@contoso.com',
    'größe+%23@bücher.example',
  ]) {
    it(`are found by the UPN ${upn}, and nothing else is asked`, async () => {
      const group = world.group(world.person(upn));

      assert.deepEqual((await world.directory().memberOf(upn, [group]))?.of, new Set([group]));
      const asked = world.asked().map(({ method, path }) => `${method} ${path.replace(/^\/users.*\//, '…')}`);
      assert.deepEqual(asked.toSorted(), [`GET /groups/${group}`, 'POST …checkMemberGroups']);
    });
  }

  for (const user of [
    '',
    '.',
    '..',
    'me',
    '../groups',
    'ana',
    'https://evil.example/v1.0/users/a@contoso.com',
    'a b@c',
    `${'x'.repeat(400)}@c`,
  ]) {
    it(`are not asked for what is no name of a person: ${JSON.stringify(user.slice(0, 40))}`, async () => {
      const group = world.group(world.person());

      assert.equal(await world.directory().memberOf(user, [group]), undefined);
      assert.equal(world.asked().length, 0);
    });
  }

  it('do not exist for a person whom the directory does not know', async () => {
    const groups = [world.group(), world.group()];

    assert.equal(await world.directory().memberOf(randomUUID(), groups), undefined);
    assert.equal(await world.directory().memberOf('nobody@contoso.com', groups), undefined);
    const aboutPeople = world.asked().filter(({ path }) => path.startsWith('/users/'));
    assert.equal(aboutPeople.length, 2);
    assert.deepEqual(world.counted.toSorted(), ['known', 'known', 'unknown', 'unknown']);
    assert.deepEqual(world.logged, []);
  });

  for (const unknownGroups of ['ignored', 'notFound', 'notFoundUnnamed', 'badRequest'] as const) {
    describe(`with a group in the policy that does not exist (${unknownGroups})`, () => {
      beforeEach(() => {
        world.graph.directory.unknownGroups = unknownGroups;
      });

      it('are those of the other groups all the same', async () => {
        const person = world.person();
        const [mine, others, missing] = [world.group(person), world.group(), randomUUID()];

        const groups = (await world.directory().memberOf(person, [missing, mine, others]))?.of;

        assert.deepEqual(groups, new Set([mine]));
        const told = world.logged.map(({ level, fields }) => [level, fields]);
        assert.deepEqual(told, unknownGroups === 'ignored' ? [] : [['error', { groupId: missing }]]);
      });

      it('cost one call for the next person, and one line in the log', async () => {
        const [first, second] = [world.person(), world.person()];
        const [mine, missing] = [world.group(first, second), randomUUID()];
        const directory = world.directory();
        await directory.memberOf(first, [missing, mine]);
        const [calls, lines] = [world.asked().length, world.logged.length];

        const groups = (await directory.memberOf(second, [missing, mine]))?.of;

        assert.deepEqual(groups, new Set([mine]));
        assert.equal(world.asked().length - calls, 1);
        assert.equal(world.logged.length, lines);
      });

      it('are found in that group as soon as it exists, a minute later', async () => {
        const person = world.person();
        const [mine, missing] = [world.group(person), randomUUID()];
        const directory = world.directory();
        await directory.memberOf(person, [missing, mine]);
        world.graph.groups.set(missing, { name: 'Late', members: [person] });
        world.clock.advance(60_000);

        assert.deepEqual((await directory.memberOf(person, [missing, mine]))?.of, new Set([missing, mine]));
      });

      it('do not exist for a stranger', async () => {
        const groups = [randomUUID(), world.group()];

        assert.equal(await world.directory().memberOf('nobody@contoso.com', groups), undefined);
      });
    });
  }

  it('are not those of a stranger whose address holds the id of a group', async () => {
    const group = world.group();

    assert.equal(await world.directory().memberOf(`${group}@contoso.com`, [group]), undefined);
    assert.deepEqual(world.logged, []);
  });

  it('are nobody in a group whose id is none, which is not sent', async () => {
    const person = world.person();
    const mine = world.group(person);

    assert.deepEqual((await world.directory().memberOf(person, ['leads', mine]))?.of, new Set([mine]));
    assert.deepEqual(world.logged[0]?.fields, { groupId: 'leads' });
  });

  it('are only those asked for, whatever else Graph says', async () => {
    const person = world.person();
    const [mine, others] = [world.group(person), world.group()];
    const stray = randomUUID();
    world.graph.directory.next({ kind: 'unasked', groupIds: [stray, others.replace(/^./, 'z')] });

    assert.deepEqual((await world.directory().memberOf(person, [mine, others]))?.of, new Set([mine]));
  });
});
