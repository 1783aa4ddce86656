import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { Directory } from '../../src/workflow/ports.ts';
import type { DirectoryFault } from '../sandbox/graph/directory-types.ts';
import { type DirectoryWorld, startDirectoryWorld } from './directory-world.ts';

describe('Memberships that Graph does not tell', () => {
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

  function somebody() {
    const person = world.person();
    return { person, group: world.group(person) };
  }

  async function faultOf(directory: Directory, { person, group } = somebody()): Promise<ServiceError> {
    const thrown: unknown = await directory.memberOf(person, [group]).catch((fault: unknown) => fault);
    assert.ok(thrown instanceof ServiceError, `told ${String(thrown)}`);
    assert.equal(thrown.code, 'directoryUnavailable');
    return thrown;
  }

  const status = (code: 403 | 429 | 500 | 503 | 504, retryAfter?: string): DirectoryFault =>
    retryAfter === undefined ? { kind: 'status', status: code } : { kind: 'status', status: code, retryAfter };
  const passing: [name: string, fault: DirectoryFault, calls: number, outcome: string][] = [
    ['is broken (500)', status(500), 1, 'unavailable'],
    ['is too busy (503)', status(503), 1, 'throttled'],
    ['is late itself (504)', status(504), 1, 'unavailable'],
    ['throttles without a word how long', status(429), 1, 'throttled'],
    ['throttles for longer than a person waits', status(429, '30'), 1, 'throttled'],
    ['throttles, and once more', status(429, '0'), 2, 'throttled'],
    ['breaks the connection twice', { kind: 'reset' }, 2, 'unavailable'],
    ['answers with a page', { kind: 'garbage', body: '<html>Hello</html>' }, 1, 'unavailable'],
    ['answers without a list', { kind: 'garbage', body: { value: 'all' } }, 1, 'unavailable'],
    ['answers nothing', { kind: 'garbage', body: {} }, 1, 'unavailable'],
  ];
  for (const [name, fault, calls, outcome] of passing) {
    it(`are a fault that may pass where Graph ${name}`, async () => {
      world.graph.directory.standing = fault;

      assert.equal((await faultOf(world.directory())).retryable, true);
      assert.equal(world.asked().length, calls);
      assert.deepEqual(world.counted, Array(calls).fill(outcome));
      assert.deepEqual(
        world.logged.map(({ level }) => level),
        ['warn'],
      );
    });
  }

  for (const fault of [status(429, '0'), { kind: 'reset' } as const]) {
    it(`are asked for once more after ${fault.kind === 'reset' ? 'a broken connection' : 'a short Retry-After'}`, async () => {
      const { person, group } = somebody();
      world.graph.directory.next(fault);

      assert.deepEqual((await world.directory().memberOf(person, [group]))?.of, new Set([group]));
      assert.equal(world.asked().length, 2);
      assert.deepEqual(world.logged, []);
    });
  }

  it('are not waited for longer than a person waits', async () => {
    world.graph.directory.standing = { kind: 'late', ms: 60_000 };
    const { getToken, scope } = world.connection();
    const token = await getToken(scope);

    const fault = await faultOf(world.directory({ timeoutMs: 200, getToken: async () => token }));

    assert.equal(fault.retryable, true);
    assert.deepEqual(world.counted, ['timedOut']);
    assert.equal(world.asked().length, 1);
  });

  it('are not waited for while the token does not come', async () => {
    const fault = await faultOf(world.directory({ timeoutMs: 50, getToken: () => new Promise(() => {}) }));

    assert.equal(fault.retryable, true);
    assert.equal(world.asked().length, 0);
  });

  it('are a fault that may pass where nobody listens', async () => {
    assert.equal((await faultOf(world.directory({ graphRoot: 'https://localhost:1' }))).retryable, true);
  });

  it('are asked for with a new token after a 401', async () => {
    const directory = world.directory();
    const { person, group } = somebody();
    await directory.memberOf(person, []);
    await directory.memberOf(world.person(), [group]);
    world.entra.revokeGraphTokens();

    assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));
  });

  it('are a fault that stays, told as an error once an hour, where Entra does not take our credential', async () => {
    const refused = new ServiceError('tokenUnavailable', undefined, { retryable: false });
    const directory = world.directory({ getToken: () => Promise.reject(refused) });

    assert.equal((await faultOf(directory)).retryable, false);
    await faultOf(directory);

    assert.deepEqual(
      world.logged.map(({ level, message }) => [level, message]),
      [['error', 'The credential of GRAPH_AUTH is not taken: no group can be looked up']],
    );
  });

  it('are a fault that stays, told with the remedy once an hour, where the permission is missing', async () => {
    world.graph.directory.standing = status(403);
    const directory = world.directory();

    for (const minutes of [0, 30, 29]) {
      world.clock.advance(minutes * 60_000);
      assert.equal((await faultOf(directory)).retryable, false);
    }
    assert.equal(world.logged.length, 1);
    assert.equal(world.logged[0]?.level, 'error');
    assert.match(
      world.logged[0]?.message ?? '',
      /GroupMember\.Read\.All and User\.ReadBasic\.All.*docs\/permissions\.md/,
    );
    assert.partialDeepStrictEqual(world.logged[0]?.fields, { status: 403, outcome: 'refused' });
    world.clock.advance(60_000);
    await faultOf(directory);

    assert.equal(world.logged.length, 2);
  });

  it('are not asked for anew while the same failure is a second old, and then are told', async () => {
    const directory = world.directory();
    const who = somebody();
    world.graph.directory.next(status(500));

    await faultOf(directory, who);
    await faultOf(directory, who);
    assert.equal(world.asked().length, 1);
    world.clock.advance(1_000);

    assert.deepEqual((await directory.memberOf(who.person, [who.group]))?.of, new Set([who.group]));
  });

  it('do not keep others from being told after one failure', async () => {
    const directory = world.directory();
    const { person, group } = somebody();
    world.graph.directory.next(status(500));
    await faultOf(directory);

    assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));
  });

  it('do not keep others from being told after failures with an answer between them', async () => {
    const directory = world.directory();
    for (let times = 0; times < 3; times += 1) {
      const { person, group } = somebody();
      world.graph.directory.next(status(500));
      await faultOf(directory);

      assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));
    }
  });

  it('are a fault where Graph calls the question bad without a word what is wrong with it', async () => {
    const [{ person, group }, other] = [somebody(), somebody()];
    world.graph.directory.standing = { kind: 'status', status: 400 };

    await faultOf(world.directory(), { person, group });
    const thrown: unknown = await world
      .directory()
      .memberOf(person, [group, other.group])
      .catch((fault: unknown) => fault);

    assert.ok(thrown instanceof ServiceError && thrown.code === 'directoryUnavailable');
  });

  it('are not asked for at all for a second after two failures in a row, however many people click', async () => {
    const directory = world.directory();
    world.graph.directory.standing = status(503);
    await faultOf(directory);
    await faultOf(directory);

    const faults = await Promise.all(Array.from({ length: 100 }, () => faultOf(directory)));

    assert.ok(faults.every(({ retryable, retryAfterMs }) => retryable && retryAfterMs === 1_000));
    assert.equal(world.asked().length, 2);
    assert.deepEqual(new Set(world.counted.slice(2)), new Set(['notAsked']));
    assert.equal(world.logged.length, 1);
    world.graph.directory.standing = undefined;
    world.clock.advance(1_000);
    const { person, group } = somebody();
    assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));
  });

  for (const [retryAfter, waitedMs] of [
    ['5', 5_000],
    ['3600', 10_000],
  ] as const) {
    it(`are not asked for during a Retry-After of ${retryAfter} s, ${waitedMs} ms at most`, async () => {
      const directory = world.directory();
      world.graph.directory.next(status(429, retryAfter));
      await faultOf(directory);
      world.clock.advance(waitedMs - 1);
      await faultOf(directory);
      assert.equal(world.asked().length, 1);
      world.clock.advance(1);
      const { person, group } = somebody();

      assert.deepEqual((await directory.memberOf(person, [group]))?.of, new Set([group]));
    });
  }
});

describe('Memberships with the permissions that the service was given', () => {
  const cases: [roles: string[], memberships: boolean, addresses: boolean][] = [
    [[], false, false],
    [['GroupMember.Read.All'], false, false],
    [['User.Read.All'], false, true],
    [['GroupMember.Read.All', 'User.ReadBasic.All'], true, false],
    [['GroupMember.Read.All', 'User.Read.All'], true, true],
    [['Directory.Read.All'], true, true],
  ];
  for (const [roles, memberships, addresses] of cases) {
    it(`${roles.join(' and ') || 'none'}: ${memberships ? 'are told' : 'are not told'}, addresses ${addresses ? 'too' : 'are not'}`, async () => {
      const world = await startDirectoryWorld(roles);
      const person = world.person('mia@contoso.com');
      const group = world.group(person);
      const told = (answer: Promise<unknown>) =>
        answer.then(
          () => true,
          () => false,
        );

      const directory = world.directory();
      const outcome = [
        await told(directory.memberOf(person, [group])),
        await told(directory.addressesOf(person)),
        (await directory.groupName(group)) !== undefined,
      ];
      await world.close();

      const names = roles.some((role) => role !== 'User.Read.All');
      assert.deepEqual(outcome, [memberships, addresses, names]);
    });
  }
});
