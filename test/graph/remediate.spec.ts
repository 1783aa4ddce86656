import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RemediationAnswer } from '../../src/approval/remediation.ts';
import type { GraphBehaviour } from '../sandbox/tenant-types.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { bodyFor, hannah, preston, sampleOrder, soon } from './sample-order.ts';

describe('Remediating through Graph', () => {
  let world: GraphWorld;
  before(async () => {
    world = await startGraphWorld();
    world.graph.addMail(hannah);
    world.graph.addMail(preston);
  });
  after(() => world.close());
  afterEach(() => assert.deepEqual(world.violations.splice(0), []));

  async function submit(behaviour: GraphBehaviour, limits: { timeoutMs?: number } = {}) {
    const before = world.graph.remediations.length;
    world.graph.next(behaviour);
    const mailboxes = world.mailboxes(limits);
    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
    return { answer, calls: world.graph.remediations.length - before };
  }

  it('sends the documented call with the token, the ids and a boolean sender copy', async () => {
    const mailboxes = world.mailboxes();
    const clientRequestId = randomUUID();
    const body = bodyFor(mailboxes);

    const answer = await mailboxes.remediate(body, clientRequestId, soon());

    const call = world.graph.remediations.at(-1);
    assert.equal(answer.kind, 'accepted');
    assert.equal(call?.version, 'beta');
    assert.equal(call.path, '/security/collaboration/analyzedEmails/remediate');
    assert.match(call.headers['authorization'] ?? '', /^Bearer ey/);
    assert.equal(call.headers['client-request-id'], clientRequestId);
    assert.deepEqual(call.body, body);
    assert.deepEqual(call.body, {
      displayName: 'Countersign CS-7F3K2Q',
      description: 'Request CS-7F3K2Q approved by ana@contoso.com.',
      severity: 'medium',
      action: 'softDelete',
      approverUpn: 'ana@contoso.com',
      remediateSendersCopy: false,
      analyzedEmails: [hannah, preston],
    });
  });

  it('takes the mail out of the mailboxes', async () => {
    const locations = world.graph.mailboxes().map((mailbox) => mailbox.location);

    assert.deepEqual(locations, ['others', 'others']);
  });

  it('gives the tracking link, percent-encoded, with the bulk id', async () => {
    const { answer } = await submit({ kind: 'accept' });

    assert.equal(answer.kind, 'accepted');
    assert.match(answer.bulkId ?? '', /^[\da-f-]{36}$/);
    assert.equal(
      answer.trackingLink?.split('&')[0],
      `https://security.microsoft.com/action-center/history?filters=%7B%22bulkId%22%3A%5B%22${answer.bulkId}%22%5D%7D`,
    );
    assert.match(answer.location ?? '', /filters=\{"bulkId":\["/);
    assert.match(answer.graphRequestId ?? '', /^[\da-f-]{36}$/);
  });

  const accepted: [GraphBehaviour, status: number][] = [
    [{ kind: 'accept', status: 202, location: null }, 202],
    [{ kind: 'accept', status: 204 }, 204],
    [{ kind: 'accept', status: 204, location: null }, 204],
    [{ kind: 'accept', location: 'https://evil.example/action-center' }, 202],
    [{ kind: 'accept', location: 'not a url' }, 202],
  ];
  for (const [behaviour, status] of accepted) {
    it(`counts ${JSON.stringify(behaviour)} as accepted`, async () => {
      const { answer } = await submit(behaviour);

      assert.equal(answer.kind, 'accepted');
      assert.equal(answer.status, status);
      const hasLink = !('location' in behaviour);
      assert.equal(answer.trackingLink !== undefined, hasLink);
    });
  }

  type Expected = Partial<RemediationAnswer> & { kind: RemediationAnswer['kind'] };
  const answers: [GraphBehaviour, Expected, calls?: number][] = [
    [
      { kind: 'status', status: 409 },
      { kind: 'duplicate', message: 'Duplicate remediation' },
    ],
    [
      { kind: 'status', status: 403 },
      { kind: 'refused', code: 'permission' },
    ],
    [
      { kind: 'status', status: 403, message: 'Invalid subscription' },
      { kind: 'refused', code: 'licence' },
    ],
    [
      { kind: 'status', status: 400, message: 'Invalid subscription' },
      { kind: 'refused', code: 'licence' },
    ],
    [
      { kind: 'status', status: 400, message: 'The tenant has no license.' },
      { kind: 'refused', code: 'licence' },
    ],
    [
      { kind: 'status', status: 400 },
      { kind: 'refused', code: 'badRequest', message: 'The request is invalid.' },
    ],
    [
      { kind: 'status', status: 429, retryAfter: '10' },
      { kind: 'notNow', retryAfterMs: 10_000, status: 429 },
    ],
    [
      { kind: 'status', status: 429 },
      { kind: 'notNow', status: 429 },
    ],
    [
      { kind: 'status', status: 503, retryAfter: '30' },
      { kind: 'notNow', retryAfterMs: 30_000, status: 503 },
    ],
    [
      { kind: 'status', status: 500 },
      { kind: 'unclear', status: 500 },
    ],
    [
      { kind: 'status', status: 504 },
      { kind: 'unclear', status: 504 },
    ],
    [
      // biome-ignore lint/suspicious/noThenProperty: the name in the stand-in's script, never awaited
      { kind: 'acceptThen', then: 504 },
      { kind: 'unclear', status: 504 },
    ],
    // biome-ignore lint/suspicious/noThenProperty: the name in the stand-in's script, never awaited
    [{ kind: 'acceptThen', then: 'reset' }, { kind: 'unclear' }],
    [{ kind: 'reset' }, { kind: 'unclear' }],
  ];
  for (const [behaviour, expected] of answers) {
    it(`takes ${JSON.stringify(behaviour)} for ${expected.kind}, after exactly one call`, async () => {
      const { answer, calls } = await submit(behaviour);

      assert.partialDeepStrictEqual(answer, expected);
      assert.equal(calls, 1);
      assert.equal('retryAfterMs' in answer, 'retryAfterMs' in expected);
    });
  }

  it('takes a time-out for unclear: the mail may be gone', async () => {
    const { answer, calls } = await submit({ kind: 'late', ms: 3_000 }, { timeoutMs: 100 });

    assert.deepEqual(answer, { kind: 'unclear', message: 'Graph did not answer in time.' });
    assert.equal(calls, 1);
  });

  it('sends each call once although the answer asks for patience', async () => {
    world.graph.standing = { kind: 'status', status: 429, retryAfter: '0' };
    const mailboxes = world.mailboxes();
    const before = world.graph.remediations.length;

    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
    world.graph.standing = { kind: 'accept' };

    assert.equal(answer.kind, 'notNow');
    assert.equal(world.graph.remediations.length - before, 1);
  });

  it('does not begin a call whose time is over', async () => {
    const before = world.graph.remediations.length;
    const mailboxes = world.mailboxes();
    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), Date.now() - 1);

    assert.equal(answer.kind, 'notNow');
    assert.equal(world.graph.remediations.length, before);
  });

  it('speaks v1.0 without approverUpn', async () => {
    const mailboxes = world.mailboxes({ apiVersion: 'v1.0' });

    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());

    assert.equal(answer.kind, 'accepted');
    assert.equal(world.graph.remediations.at(-1)?.version, 'v1.0');
  });

  it('does not ask v1.0 about an email that is known by id alone', async () => {
    const mailboxes = world.mailboxes({ apiVersion: 'v1.0' });

    const body = mailboxes.bodyFor(sampleOrder({ emails: [hannah, { id: 'abc-1-1' }] }));

    assert.equal(body, undefined);
  });

  it('names an email by id on beta where nothing else is known', async () => {
    const mailboxes = world.mailboxes();
    const known = world.graph.addMail({ ...hannah, networkMessageId: randomUUID() });

    const body = bodyFor(mailboxes, { emails: [{ ...preston, id: 'x-1-1' }, { id: known.id }] });
    const answer = await mailboxes.remediate(body, randomUUID(), soon());

    assert.deepEqual(body.analyzedEmails, [preston, { id: known.id }]);
    assert.equal(answer.kind, 'accepted');
    assert.equal(world.graph.mailboxes().find((mailbox) => mailbox.id === known.id)?.remediations, 1);
  });

  it('logs ids and codes only', async () => {
    await submit({ kind: 'status', status: 403 });

    const text = JSON.stringify(world.logged);
    assert.match(text, /"outcome":"refused"/);
    assert.doesNotMatch(text, /@contoso|Bearer|eyJ|secret/i);
  });
});
