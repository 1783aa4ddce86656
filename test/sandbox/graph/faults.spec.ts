import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { trust } from '../../support/trust.ts';
import { createTls, type TlsMaterial } from '../entra/tls-material.ts';
import { createRandom } from '../seeded.ts';
import { type Graph, startGraph } from './start-graph.ts';

const collection = '/v1.0/security/collaboration/analyzedEmails';
const authorization = 'Bearer good';

describe("The sandbox's Graph on a bad day", () => {
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
      verifyToken: async () => ({ kind: 'valid', roles, clientId: 'c' }),
    });
  });
  afterEach(() => graph.close());

  function mail(location?: string) {
    const email = { networkMessageId: randomUUID(), recipientEmailAddress: `${randomUUID()}@contoso.com` };
    graph.addMail({ ...email, ...(location === undefined ? {} : { location }) });
    return email;
  }
  function remediate(emails: object[], id: string = randomUUID()) {
    const words = { displayName: 'd', description: 'd', severity: 'low', remediateSendersCopy: false };
    return fetch(`${graph.origin}${collection}/remediate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'client-request-id': id, authorization },
      body: JSON.stringify({ ...words, action: 'softDelete', analyzedEmails: emails }),
    }).then(
      (response) => response.status,
      () => 'reset' as const,
    );
  }
  async function read(networkMessageId: string) {
    const query = new URLSearchParams({
      startTime: '2000-01-01T00:00:00Z',
      endTime: '2100-01-01T00:00:00Z',
      $filter: `networkMessageId eq '${networkMessageId}'`,
    });
    const response = await fetch(`${graph.origin}${collection}?${query}`, { headers: { authorization } });
    const { value } = (await response.json()) as {
      value?: { latestDelivery: { location: string }; timelineEvents: { eventType: string; eventSource: string }[] }[];
    };
    return { status: response.status, email: value?.[0] };
  }

  it('answers the same faults in the same order for the same seed', async () => {
    const seen: unknown[][] = [];
    for (let run = 0; run < 2; run += 1) {
      graph.faults = {
        random: createRandom(42),
        remediate: [
          { share: 0.3, of: { kind: 'status', status: 503 } },
          { share: 0.3, of: { kind: 'reset' } },
        ],
      };
      const answers: unknown[] = [];
      for (let call = 0; call < 12; call += 1) answers.push(await remediate([mail()]));
      seen.push(answers);
    }

    assert.deepEqual(seen[0], seen[1]);
    assert.deepEqual(new Set(seen[0]), new Set([202, 503, 'reset']));
  });

  it('fails reads as told, and then tells again', async () => {
    const { networkMessageId } = mail();
    graph.nextReads({ kind: 'status', status: 429, retryAfter: '1' }, { kind: 'reset' });

    assert.equal((await read(networkMessageId)).status, 429);
    await assert.rejects(read(networkMessageId));
    assert.equal((await read(networkMessageId)).status, 200);
  });

  it('shows what an administrator and what its own filter did', async () => {
    const told = mail();
    const zapped = graph.addMail(mail());
    await remediate([told]);
    graph.zap(zapped.id);

    const { email } = await read(told.networkMessageId);
    const { email: other } = await read(zapped.networkMessageId);

    assert.deepEqual(
      email?.timelineEvents.map(({ eventType, eventSource }) => [eventType, eventSource]),
      [
        ['originalDelivery', 'system'],
        ['air', 'admin'],
      ],
    );
    assert.equal(other?.latestDelivery.location, 'quarantine');
    assert.deepEqual(
      other?.timelineEvents.map(({ eventType }) => eventType),
      ['originalDelivery', 'zap'],
    );
  });

  it('spells locations differently with every read where it is told so', async () => {
    const { networkMessageId } = mail();
    graph.locationWords = 'odd';

    const words = new Set<string | undefined>();
    for (let round = 0; round < 5; round += 1) {
      words.add((await read(networkMessageId)).email?.latestDelivery.location);
    }

    assert.equal(words.size, 5);
    assert.ok(!words.has('inbox_folder'));
  });

  it('counts emails that were told twice, and ids that were used twice', async () => {
    const [once, twice] = [mail(), mail()];
    const id = randomUUID();

    await remediate([once, twice], id);
    await remediate([twice], id);

    const { toldTwice, repeatedRequestIds, remediations } = graph.figures();
    assert.equal(remediations, 2);
    assert.deepEqual(
      toldTwice.map(({ mailbox, action, clientRequestIds }) => [
        mailbox.recipientEmailAddress,
        action,
        clientRequestIds,
      ]),
      [[twice.recipientEmailAddress, 'softDelete', [id, id]]],
    );
    assert.deepEqual(repeatedRequestIds, [id]);
  });

  it('takes no more than fifty remediations that do not show yet', async () => {
    graph.moveAfter = { reads: 1, ms: 0 };
    const emails = Array.from({ length: 51 }, () => mail());
    const answers: unknown[] = [];
    for (const email of emails) answers.push(await remediate([email]));
    assert.deepEqual(answers.slice(-2), [202, 429]);
    const { mostActive, overLimit } = graph.figures();
    assert.deepEqual({ mostActive, overLimit }, { mostActive: 50, overLimit: 1 });

    await read(emails[0]?.networkMessageId ?? '');

    assert.equal(await remediate([mail()]), 202);
  });

  it('counts mail on premises neither as moved nor as still to be moved', async () => {
    const email = mail('onprem_external');

    await remediate([email]);

    assert.equal((await read(email.networkMessageId)).email?.latestDelivery.location, 'onprem_external');
    assert.equal(graph.figures().active, 0);
  });

  it('notes how many calls it answers at once, until their callers are answered or gone', async () => {
    graph.next({ kind: 'late', ms: 60_000 }, { kind: 'late', ms: 60_000, effect: 'last' });
    const calls = [remediate([mail()]), remediate([mail()])];
    while (graph.figures().atOnce < 2) await new Promise(setImmediate);
    await graph.close();
    await Promise.all(calls);

    const { atOnce, mostAtOnce } = graph.figures();
    assert.deepEqual({ atOnce, mostAtOnce }, { atOnce: 0, mostAtOnce: 2 });
    graph = await startGraph({ tls, tenantId: 't', verifyToken: async () => ({ kind: 'invalid', problem: '' }) });
  });
});
