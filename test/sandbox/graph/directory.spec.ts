import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { trust } from '../../support/trust.ts';
import { createTls, type TlsMaterial } from '../entra/tls-material.ts';
import { loadDirectoryContract } from './directory-contract.ts';
import { type Graph, startGraph } from './start-graph.ts';

describe("The people and groups of the sandbox's Graph", () => {
  let tls: TlsMaterial;
  let graph: Graph;
  let roles: string[];
  let distrust: () => void;
  before(async () => {
    tls = await createTls();
    distrust = trust(tls.cert);
    graph = await startGraph({
      tls,
      tenantId: randomUUID(),
      verifyToken: async (authorization) =>
        authorization ? { kind: 'valid', roles, clientId: 'c' } : { kind: 'invalid', problem: 'none' },
    });
  });
  beforeEach(() => {
    roles = ['GroupMember.Read.All', 'User.Read.All'];
    (graph.violations as string[]).length = 0;
  });
  after(async () => {
    await graph.close();
    distrust();
    await tls.remove();
  });

  async function check(user: string, body: unknown, version = 'v1.0') {
    const response = await fetch(`${graph.origin}/${version}/users/${encodeURIComponent(user)}/checkMemberGroups`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', authorization: 'Bearer good' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  }
  async function read(path: string) {
    const response = await fetch(`${graph.origin}/v1.0${path}`, { headers: { authorization: 'Bearer good' } });
    return { status: response.status, body: (await response.json()) as Answer };
  }
  interface Answer {
    readonly value?: string[];
    readonly error?: { code: string; message: string };
  }

  function known() {
    const [person, group] = [randomUUID(), randomUUID()];
    graph.people.set(person, { userPrincipalName: `${person}@contoso.com` });
    graph.groups.set(group, { name: 'Leads', members: [person] });
    return { person, group };
  }

  it('tell memberships by object id and by UPN', async () => {
    const { person, group } = known();

    for (const user of [person, `${person}@contoso.com`]) {
      const { status, body } = await check(user, { groupIds: [group, randomUUID()] });
      assert.deepEqual([status, body.value], [200, [group]]);
    }
    assert.deepEqual(graph.violations, []);
  });

  it('do not know an alias, as Graph does not', async () => {
    const { person, group } = known();
    graph.people.set(person, {
      userPrincipalName: 'a@contoso.com',
      mail: 'b@contoso.com',
      proxyAddresses: ['smtp:c@contoso.com'],
    });

    for (const alias of ['b@contoso.com', 'c@contoso.com']) {
      const { status, body } = await check(alias, { groupIds: [group] });
      assert.deepEqual([status, body.error?.code], [404, 'Request_ResourceNotFound']);
      assert.match(body.error?.message ?? '', new RegExp(`'${alias}'`));
    }
  });

  const breaches: [name: string, body: unknown][] = [
    ['no groups', { groupIds: [] }],
    ['more than twenty groups', { groupIds: Array.from({ length: 21 }, () => randomUUID()) }],
    ['an unknown name', { groupIds: [randomUUID()], securityEnabledOnly: true }],
    ['a malformed id', { groupIds: ['leads'] }],
    ['no body', 'hello'],
  ];
  for (const [name, body] of breaches) {
    it(`take no question with ${name}, and note it`, async () => {
      assert.equal((await check(known().person, body)).status, 400);
      assert.equal(graph.violations.length, 1);
    });
  }

  it('are not asked of beta', async () => {
    assert.equal((await check(known().person, { groupIds: [randomUUID()] }, 'beta')).status, 400);
    assert.equal(graph.violations.length, 1);
  });

  for (const given of [[], ['GroupMember.Read.All'], ['User.Read.All'], ['SecurityAnalyzedMessage.ReadWrite.All']]) {
    it(`are not shown to an app with ${given.join() || 'no permission'}`, async () => {
      roles = given;
      const { person, group } = known();

      const { status, body } = await check(person, { groupIds: [group] });

      assert.deepEqual(
        [status, body.error?.code, body.error?.message],
        [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
      );
    });
  }

  it('show what is selected of a person and of a group', async () => {
    const { person, group } = known();

    const { body } = await read(`/users/${person}?$select=id,userPrincipalName,mail,proxyAddresses`);
    const name = await read(`/groups/${group}?$select=id,displayName`);

    assert.partialDeepStrictEqual(body, { id: person, mail: `${person}@contoso.com`, proxyAddresses: [] });
    assert.partialDeepStrictEqual(name.body, { id: group, displayName: 'Leads' });
    assert.equal((await read(`/groups/${randomUUID()}?$select=id`)).status, 404);
  });

  it('hold their own answers against the contract', () => {
    const contract = loadDirectoryContract();

    assert.equal(contract.problemOf('user.selected', { id: randomUUID(), userPrincipalName: 'a@b' }), undefined);
    assert.match(contract.problemOf('user.selected', { id: 'x' }) ?? '', /\/id must match format/);
    assert.match(contract.problemOf('group.selected', { members: [] }) ?? '', /additional properties/);
    assert.match(contract.problemOf('stringCollection', { value: [1] }) ?? '', /\/value\/0 must be string/);
  });
});
