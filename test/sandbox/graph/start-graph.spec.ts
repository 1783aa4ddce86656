import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { trust } from '../../support/trust.ts';
import { createTls, type TlsMaterial } from '../entra/tls-material.ts';
import { type Graph, startGraph } from './start-graph.ts';

const collection = '/security/collaboration/analyzedEmails';

describe("The sandbox's Graph", () => {
  let tls: TlsMaterial;
  let graph: Graph;
  let distrust: () => void;
  before(async () => {
    tls = await createTls();
    distrust = trust(tls.cert);
  });
  after(async () => {
    distrust();
    await tls.remove();
  });
  beforeEach(async () => {
    const roles = ['SecurityAnalyzedMessage.ReadWrite.All'];
    graph = await startGraph({
      tls,
      tenantId: randomUUID(),
      verifyToken: async (authorization) =>
        authorization === 'Bearer good'
          ? { kind: 'valid', roles, clientId: 'c' }
          : { kind: 'invalid', problem: 'not the good one' },
    });
  });
  afterEach(() => graph.close());

  const authorization = 'Bearer good';
  const networkMessageId = randomUUID();
  const recipientEmailAddress = 'hannah@contoso.com';

  function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    return fetch(`${graph.origin}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', authorization, ...headers },
      body: JSON.stringify(body),
    });
  }
  function body(action: string, emails: object[] = [{ networkMessageId, recipientEmailAddress }]) {
    const words = { displayName: 'd', description: 'd', severity: 'low', remediateSendersCopy: false };
    return { ...words, action, analyzedEmails: emails };
  }
  async function list(query: Record<string, string>, path = `/v1.0${collection}`) {
    const response = await fetch(`${graph.origin}${path}?${new URLSearchParams(query)}`, {
      headers: { authorization },
    });
    return { status: response.status, page: (await response.json()) as Page };
  }
  interface Page {
    readonly value: { id: string; latestDelivery: { location: string } }[];
    readonly '@odata.nextLink'?: string;
    readonly '@odata.count'?: number;
  }
  const always = { startTime: '2000-01-01T00:00:00Z', endTime: '2100-01-01T00:00:00Z' };

  for (const form of ['remediate', 'microsoft.graph.security.remediate']) {
    it(`takes a remediation at …/${form}`, async () => {
      const response = await post(`/beta${collection}/${form}`, body('softDelete'));

      assert.equal(response.status, 202);
      assert.match(
        response.headers.get('location') ?? '',
        /^https:\/\/security\.microsoft\.com\/action-center\/history/,
      );
      assert.match(response.headers.get('request-id') ?? '', /^[\da-f-]{36}$/);
      assert.equal(graph.remediations.length, 1);
    });
  }

  const moves: [action: string, from: string, to: string][] = [
    ['softDelete', 'inbox_folder', 'others'],
    ['hardDelete', 'inbox_folder', 'others'],
    ['moveToJunk', 'inbox_folder', 'junkFolder'],
    ['moveToDeletedItems', 'junkFolder', 'deletedFolder'],
    ['moveToInbox', 'junkFolder', 'inbox_folder'],
    ['softDelete', 'onprem_external', 'onprem_external'],
    ['hardDelete', 'dropped', 'dropped'],
  ];
  for (const [action, from, to] of moves) {
    it(`${action} leads mail from ${from} to ${to}`, async () => {
      graph.addMail({ networkMessageId, recipientEmailAddress, location: from });

      await post(`/v1.0${collection}/remediate`, body(action));

      assert.partialDeepStrictEqual(graph.mailboxes(), [{ location: to, remediations: 1 }]);
    });
  }

  it('moves mail only after so many reads', async () => {
    graph.moveAfter = { reads: 2, ms: 0 };
    graph.addMail({ networkMessageId, recipientEmailAddress });
    await post(`/v1.0${collection}/remediate`, body('softDelete'));

    const seen: (string | undefined)[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { page } = await list({ ...always, $filter: `networkMessageId eq '${networkMessageId}'` });
      seen.push(page.value[0]?.latestDelivery.location);
    }

    assert.deepEqual(seen, ['inbox_folder', 'inbox_folder', 'others']);
  });

  it('counts every remediation of an email, also under another spelling', async () => {
    graph.addMail({ networkMessageId, recipientEmailAddress });

    await post(`/v1.0${collection}/remediate`, body('softDelete'));
    await post(
      `/v1.0${collection}/remediate`,
      body('softDelete', [
        { networkMessageId: networkMessageId.toUpperCase(), recipientEmailAddress: 'HANNAH@contoso.com' },
      ]),
    );

    assert.equal(graph.mailboxes()[0]?.remediations, 2);
  });

  it('lists in pages, with the count where it is asked for', async () => {
    graph.pageSize = 2;
    for (const name of ['a', 'b', 'c'])
      graph.addMail({ networkMessageId, recipientEmailAddress: `${name}@contoso.com` });

    const first = await list({ ...always, $count: 'true' });
    const next = new URL(first.page['@odata.nextLink'] ?? '');
    const second = await list(Object.fromEntries(next.searchParams), next.pathname);

    assert.equal(first.page.value.length, 2);
    assert.equal(first.page['@odata.count'], 3);
    assert.equal(second.page.value.length, 1);
    assert.equal(second.page['@odata.nextLink'], undefined);
    assert.equal(new Set([...first.page.value, ...second.page.value].map((email) => email.id)).size, 3);
  });

  it('keeps to the window of time', async () => {
    graph.addMail({ networkMessageId, recipientEmailAddress });

    const { page } = await list({ startTime: '2000-01-01T00:00:00Z', endTime: '2001-01-01T00:00:00Z' });

    assert.deepEqual(page.value, []);
  });

  const refused: [what: string, query: Record<string, string>][] = [
    ['no times', {}],
    ['a filter on the recipient', { ...always, $filter: "recipientEmailAddress eq 'a@b.c'" }],
    ['an unknown option', { ...always, $select: 'id' }],
  ];
  for (const [what, query] of refused) {
    it(`notes a list with ${what} as a violation`, async () => {
      const { status } = await list(query);

      assert.equal(status, 400);
      assert.equal(graph.violations.length, 1);
    });
  }

  const wrong: [what: string, status: number, call: () => Promise<Response>][] = [
    ['an unknown route', 404, () => post('/beta/security/alerts', {})],
    ['a call without version', 404, () => post(`${collection}/remediate`, body('softDelete'))],
    ['an unknown version', 404, () => post(`/v2.0${collection}/remediate`, body('softDelete'))],
    ['a bad body', 400, () => post(`/beta${collection}/remediate`, body('delete'))],
    [
      'approverUpn on v1.0',
      400,
      () => post(`/v1.0${collection}/remediate`, { ...body('softDelete'), approverUpn: 'ana@c.d' }),
    ],
    [
      'another type',
      415,
      () => post(`/beta${collection}/remediate`, body('softDelete'), { 'Content-Type': 'text/plain' }),
    ],
    ['no token', 401, () => post(`/beta${collection}/remediate`, body('softDelete'), { authorization: '' })],
  ];
  for (const [what, status, call] of wrong) {
    it(`notes ${what} as a violation, without effect`, async () => {
      graph.addMail({ networkMessageId, recipientEmailAddress });

      const response = await call();

      assert.equal(response.status, status);
      assert.equal(graph.violations.length, 1);
      assert.equal(graph.mailboxes()[0]?.remediations, 0);
    });
  }

  it('forgets approverUpn on request, which is no violation', async () => {
    graph.knowsApproverUpn = false;

    const response = await post(`/beta${collection}/remediate`, { ...body('softDelete'), approverUpn: 'ana@c.d' });

    assert.equal(response.status, 400);
    assert.match(await response.text(), /approverUpn/);
    assert.deepEqual(graph.violations, []);
  });

  it('takes effect, and says 504, when told so', async () => {
    graph.addMail({ networkMessageId, recipientEmailAddress });
    // biome-ignore lint/suspicious/noThenProperty: the name in the stand-in's script, never awaited
    graph.next({ kind: 'acceptThen', then: 504 });

    const response = await post(`/beta${collection}/remediate`, body('softDelete'));

    assert.equal(response.status, 504);
    assert.equal(graph.mailboxes()[0]?.remediations, 1);
  });

  it('tells after every call, also after a reset', async () => {
    let told = 0;
    const own = await startGraph({
      tls,
      tenantId: 't',
      verifyToken: async () => ({ kind: 'invalid', problem: '', expected: true }),
      onCall: () => {
        told += 1;
      },
    });
    own.next({ kind: 'reset' });

    await fetch(`${own.origin}/beta${collection}/remediate`, { method: 'POST' }).catch(() => undefined);
    await fetch(`${own.origin}/beta${collection}`);
    await own.close();

    assert.equal(told, 2);
  });

  it('ends although an answer is late', async () => {
    graph.next({ kind: 'late', ms: 60_000 });
    const pending = post(`/beta${collection}/remediate`, body('softDelete')).catch((fault: unknown) => fault);
    while (graph.remediations[0]?.answered !== 202) await new Promise(setImmediate);

    await graph.close();
    await pending;

    graph = await startGraph({ tls, tenantId: 't', verifyToken: async () => ({ kind: 'invalid', problem: '' }) });
  });
});
