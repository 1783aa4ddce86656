import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { bodyFor, soon } from './sample-order.ts';

describe('Tokens for Graph', () => {
  let world: GraphWorld;
  before(async () => {
    world = await startGraphWorld();
  });
  after(() => world.close());

  async function submit(mailboxes = world.mailboxes()) {
    const before = world.graph.remediations.length;
    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
    return { answer, calls: world.graph.remediations.slice(before) };
  }

  it('are renewed once after a 401, and the same call is made again', async () => {
    const mailboxes = world.mailboxes();
    await submit(mailboxes);
    world.entra.revokeGraphTokens();

    const { answer, calls } = await submit(mailboxes);

    assert.equal(answer.kind, 'accepted');
    assert.deepEqual(
      calls.map((call) => call.answered),
      [401, 202],
    );
    assert.equal(calls[0]?.headers['client-request-id'], calls[1]?.headers['client-request-id']);
    assert.notEqual(calls[0]?.headers['authorization'], calls[1]?.headers['authorization']);
    assert.deepEqual(world.violations, []);
  });

  it('are given up after the second 401', async () => {
    world.graph.next({ kind: 'status', status: 401 }, { kind: 'status', status: 401 });

    const { answer, calls } = await submit();

    assert.partialDeepStrictEqual(answer, { kind: 'refused', code: 'credential', status: 401 });
    assert.equal(calls.length, 2);
  });

  it('that cannot be renewed after a 401 leave the call for later', async () => {
    let asked = 0;
    const token = await world.entra.appToken();
    const mailboxes = world.mailboxes({
      getToken: async () => {
        asked += 1;
        if (asked > 1) throw new Error('Entra is away');
        return token;
      },
    });
    world.graph.next({ kind: 'status', status: 401 });

    const { answer, calls } = await submit(mailboxes);
    world.violations.length = 0;

    assert.equal(answer.kind, 'notNow');
    assert.equal(calls.length, 1);
  });

  it('of an identity without the permission are refused by Graph', async () => {
    const bare = await startGraphWorld({ graphRoles: [] });
    const mailboxes = bare.mailboxes();

    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
    await bare.close();

    assert.partialDeepStrictEqual(answer, { kind: 'refused', code: 'permission', status: 403 });
  });

  it('are asked for once by calls that run side by side', async () => {
    const mailboxes = world.mailboxes();
    const before = world.entra.tokenCalls.length;

    await Promise.all(Array.from({ length: 10 }, () => submit(mailboxes)));

    assert.equal(world.entra.tokenCalls.length - before, 1);
  });
});
