import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { FaultCode } from '../../src/errors.ts';
import type { Answer } from '../sandbox/graph/answers.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { hannah } from './sample-order.ts';

describe('Resolving an email that is named by id', () => {
  let world: GraphWorld;
  before(async () => {
    world = await startGraphWorld();
  });
  after(() => world.close());
  afterEach(() => assert.deepEqual(world.violations.splice(0), []));

  for (const apiVersion of ['beta', 'v1.0'] as const) {
    it(`gives message and recipient on ${apiVersion}`, async () => {
      const { id } = world.graph.addMail(hannah);

      assert.deepEqual(await world.mailboxes({ apiVersion }).resolve(id), hannah);
    });
  }

  it('gives nothing for an id that Graph does not know', async () => {
    assert.equal(await world.mailboxes().resolve('unknown-1-1'), undefined);
  });

  it('never names another resource, whatever the id says', async () => {
    const before = world.graph.calls.length;
    for (const id of ['..', '.', '../../users', 'a/b?c=d#e', '%2e%2e', 'https://evil.example/v/x', 'a b&$top=1']) {
      assert.equal(await world.mailboxes().resolve(id), undefined);
    }

    const paths = world.graph.calls.slice(before).map((call) => call.path);
    assert.equal(paths.length, 5);
    for (const path of paths) assert.match(path, /^\/security\/collaboration\/analyzedEmails\/[^/?]+$/);
  });

  const ok = { networkMessageId: hannah.networkMessageId, recipientEmailAddress: hannah.recipientEmailAddress };
  const unusable: [string, Answer][] = [
    ['without a recipient', { status: 200, body: { ...ok, recipientEmailAddress: null } }],
    ['with a message id that is none', { status: 200, body: { ...ok, networkMessageId: 'x' } }],
    ['400 about the id', { status: 400, body: { error: { message: 'Invalid id.' } } }],
    ['410', { status: 410 }],
  ];
  for (const [what, lie] of unusable) {
    it(`gives nothing for an answer ${what}`, async () => {
      world.graph.lie(lie);

      assert.equal(await world.mailboxes().resolve(randomUUID()), undefined);
    });
  }

  const faults: [Answer, code: FaultCode, retryable: boolean, retryAfterMs?: number][] = [
    [{ status: 429, headers: { 'Retry-After': '7' } }, 'graphThrottled', true, 7_000],
    [{ status: 503 }, 'graphThrottled', true],
    [{ status: 500 }, 'graphUnavailable', true],
    [{ status: 504 }, 'graphUnavailable', true],
    [{ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>hello' }, 'graphUnavailable', true],
    [{ status: 204 }, 'graphUnavailable', true],
    [{ status: 302, headers: { Location: 'https://evil.example/' } }, 'graphUnavailable', true],
    [{ status: 403 }, 'graphRefused', false],
    [{ status: 400, body: { error: { message: 'Invalid subscription' } } }, 'graphRefused', false],
  ];
  for (const [lie, code, retryable, retryAfterMs] of faults) {
    it(`fails with ${code} on ${lie.status}${retryable ? ', to be tried again' : ''}`, async () => {
      world.graph.lie(lie);

      await assert.rejects(world.mailboxes().resolve(randomUUID()), {
        name: 'ServiceError',
        code,
        retryable,
        retryAfterMs,
      });
    });
  }

  it('fails with graphUnavailable where nobody answers', async () => {
    const mailboxes = world.mailboxes({ graphRoot: 'https://graph.invalid' });

    await assert.rejects(mailboxes.resolve('a-1-1'), { code: 'graphUnavailable', retryable: true });
  });
});
