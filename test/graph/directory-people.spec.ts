import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../src/errors.ts';
import { type DirectoryWorld, startDirectoryWorld } from './directory-world.ts';

describe('People and groups read from Graph', () => {
  let world: DirectoryWorld;
  before(async () => {
    world = await startDirectoryWorld();
  });
  beforeEach(() => world.reset());
  afterEach(() => assert.deepEqual(world.violations, []));
  after(() => world.close());

  it('have the addresses of a person: UPN, mail and every alias, in lower case, and nothing that is no mail', async () => {
    const person = world.person('Mia@Contoso.com', {
      mail: 'Mia.Lind@contoso.com',
      proxyAddresses: [
        'SMTP:Mia.Lind@contoso.com',
        'smtp:CFO@contoso.com',
        'SIP:mia@sip.example',
        'X500:/o=a/cn=mia@b',
      ],
    });

    const addresses = await world.directory().addressesOf(person.toUpperCase());

    assert.deepEqual(addresses, new Set(['mia@contoso.com', 'mia.lind@contoso.com', 'cfo@contoso.com']));
  });

  it('have a person without mailbox', async () => {
    const person = world.person('svc@contoso.com', { mail: null });

    assert.deepEqual(await world.directory().addressesOf(person), new Set(['svc@contoso.com']));
    assert.deepEqual(world.logged, []);
  });

  it('say once that aliases are not shown', async () => {
    const [one, other] = [
      world.person('a@contoso.com', { proxyAddresses: null }),
      world.person('b@contoso.com', { proxyAddresses: null }),
    ];
    const directory = world.directory();

    assert.deepEqual(await directory.addressesOf(one), new Set(['a@contoso.com']));
    assert.deepEqual(await directory.addressesOf(other), new Set(['b@contoso.com']));
    assert.deepEqual(
      world.logged.map(({ level }) => level),
      ['warn'],
    );
  });

  it('have no addresses for an id that nobody has, or that is none', async () => {
    assert.equal(await world.directory().addressesOf(randomUUID()), undefined);
    assert.equal(await world.directory().addressesOf('mia@contoso.com'), undefined);
    assert.equal(await world.directory().addressesOf('../groups/x'), undefined);
    assert.equal(world.asked().length, 1);
  });

  for (const body of [
    {},
    [],
    'hello',
    { userPrincipalName: 7 },
    { id: randomUUID(), userPrincipalName: 'else@contoso.com' },
  ]) {
    it(`are not made of ${JSON.stringify(body)}`, async () => {
      world.graph.directory.next({ kind: 'garbage', body });

      await assert.rejects(
        world.directory().addressesOf(world.person()),
        (thrown: unknown) => thrown instanceof ServiceError && thrown.code === 'directoryUnavailable',
      );
    });
  }

  it('have the name of a group, for an hour', async () => {
    const group = world.group();
    const directory = world.directory();
    world.graph.groups.set(group, { name: ' SOC leads ', members: [] });

    assert.equal(await directory.groupName(group.toUpperCase()), 'SOC leads');
    world.graph.groups.set(group, { name: 'Renamed', members: [] });
    world.clock.advance(3_599_000);
    assert.equal(await directory.groupName(group), 'SOC leads');
    world.clock.advance(1_000);
    assert.equal(await directory.groupName(group), 'Renamed');
  });

  it('have no name for a group that is not there, that is called nothing, or whose id is none', async () => {
    const nameless = world.group();
    world.graph.groups.set(nameless, { name: ' ', members: [] });

    assert.equal(await world.directory().groupName(randomUUID()), undefined);
    assert.equal(await world.directory().groupName(nameless), undefined);
    assert.equal(await world.directory().groupName('x/../y'), undefined);
    assert.equal(world.asked().length, 2);
  });

  it('have no name while Graph is away, and memberships do not wait for that', async () => {
    const person = world.person();
    const group = world.group(person);
    const directory = world.directory();
    world.graph.directory.next({ kind: 'status', status: 403 }, { kind: 'garbage', body: { displayName: 7 } });

    for (const id of [group, world.group()]) assert.equal(await directory.groupName(id), undefined);

    assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));
    assert.deepEqual(world.logged, []);
  });
});
