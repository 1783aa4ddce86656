import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { ActivityAnswer } from '../../src/http/messages-route.ts';
import { type Fixture, startFixture } from './http-fixture.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

describe('POST /api/messages', () => {
  let fixture: Fixture;
  let answer: () => Promise<ActivityAnswer>;
  const received: { authorization: string | undefined; activity: Record<string, unknown> }[] = [];
  before(async () => {
    fixture = await startFixture({
      receiveActivity: async (authorization, activity) => {
        received.push({ authorization, activity });
        return answer();
      },
    });
  });
  beforeEach(() => {
    received.length = 0;
    answer = async () => ({ status: 200 });
  });
  after(() => fixture.close());

  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fixture.send({ path: '/api/messages', body, headers: { ...json, ...headers } });

  it('hands over the activity with the Authorization header as it came', async () => {
    await send('{"type":"message","value":{"a":[1]}}', { authorization: 'Bearer x' });

    assert.deepEqual(received, [{ authorization: 'Bearer x', activity: { type: 'message', value: { a: [1] } } }]);
  });

  it('answers status and body of the bot', async () => {
    answer = async () => ({ status: 200, body: { statusCode: 200, type: 'x', value: 'ü' } });

    const reply = await send('{"type":"invoke"}');

    assert.equal(reply.status, 200);
    assert.deepEqual(reply.json, { statusCode: 200, type: 'x', value: 'ü' });
  });

  it('answers an empty body where the bot has nothing to say', async () => {
    answer = async () => ({ status: 202 });

    const reply = await send('{"type":"message"}');

    assert.equal(reply.status, 202);
    assert.equal(reply.text, '');
    assert.equal(reply.headers['content-length'], '0');
  });

  for (const status of [400, 401, 403, 429, 503]) {
    it(`makes a problem document of a bare ${status}`, async () => {
      answer = async () => ({ status });

      const reply = await send('{"type":"message"}');

      assert.equal(reply.status, status);
      assert.equal(reply.json['status'], status);
      assert.equal(reply.headers['content-type'], 'application/problem+json');
    });
  }

  for (const [what, body] of [
    ['nothing', ''],
    ['junk', '\u0000\u0001'],
    ['a list', '[]'],
    ['null', 'null'],
    ['text', '"message"'],
    ['bytes that are not UTF-8', Buffer.from([0xff])],
    ['brackets a million deep', '['.repeat(1_000_000)],
    ['objects 1,000 deep', `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`],
  ] as const) {
    it(`refuses ${what} with 400, and the bot never sees it`, async () => {
      const reply = await send(body);

      assert.equal(reply.status, 400);
      assert.deepEqual(received, []);
    });
  }

  it('answers 503 where the bot met a fault that passes, and 500 where it is broken, without a word of it', async () => {
    answer = async () => {
      throw new ServiceError('teamsUnavailable', 'MARKER', { retryable: true, retryAfterMs: 2_500 });
    };
    const passing = await send('{}');
    answer = async () => {
      throw new Error('MARKER');
    };
    const broken = await send('{}');

    assert.deepEqual([passing.status, broken.status], [503, 500]);
    assert.equal(passing.headers['retry-after'], '3');
    assert.doesNotMatch(passing.text + broken.text, /MARKER/);
  });
});
