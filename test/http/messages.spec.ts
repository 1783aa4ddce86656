import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { ActivityAnswer, Admission } from '../../src/http/messages-route.ts';
import { type Fixture, startFixture } from './http-fixture.ts';
import { speak } from './speak.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

describe('POST /api/messages', () => {
  let fixture: Fixture;
  let answer: () => Promise<ActivityAnswer>;
  let refusal: Admission | undefined;
  const received: { authorization: string | undefined; activity: Record<string, unknown> }[] = [];
  before(async () => {
    fixture = await startFixture({
      admitActivity: async (authorization) =>
        refusal ?? {
          kind: 'admitted',
          receive(activity) {
            received.push({ authorization, activity });
            return answer();
          },
        },
    });
  });
  beforeEach(() => {
    received.length = 0;
    answer = async () => ({ status: 200 });
    refusal = undefined;
  });
  after(() => fixture.close());

  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fixture.send({ path: '/api/messages', body, headers: { ...json, ...headers } });

  it('hands over the activity with the Authorization header as it came', async () => {
    await send('{"type":"message","value":{"a":[1]}}', { authorization: 'Bearer x' });

    assert.deepEqual(received, [{ authorization: 'Bearer x', activity: { type: 'message', value: { a: [1] } } }]);
  });

  it('takes 64 levels, and does not count brackets in text', async () => {
    const deep = `{"a":${'['.repeat(63)}"${'[{'.repeat(100)}\\"[[\\\\"${']'.repeat(63)}}`;

    const reply = await send(deep);

    assert.equal(reply.status, 200);
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

  it('answers 401 from the headers alone where the token does not hold, whatever the body is or claims to be', async () => {
    refusal = { kind: 'refused', answer: { status: 401 } };
    const statuses: number[] = [];
    for (const body of ['{"type":"message"}', 'junk', '['.repeat(300_000), 'x'.repeat(5_000_000)]) {
      statuses.push((await send(body)).status);
    }
    const zipped = await send('x', { 'content-encoding': 'gzip' });
    const unfinished = await speak(
      fixture.http.port,
      'POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      { hangUpOn: 'The activity was not taken.' },
    );

    assert.deepEqual([...statuses, zipped.status], [401, 401, 401, 401, 401]);
    assert.match(unfinished, /^HTTP\/1\.1 401 /);
    assert.deepEqual(received, []);
  });

  it('takes activities of 256 KiB, and refuses what is larger with 413', async () => {
    const wrap = (length: number) => `{"text":"${'x'.repeat(length - 11)}"}`;

    const taken = await send(wrap(256 * 1_024));
    const tooLarge = await send(wrap(256 * 1_024 + 1));

    assert.deepEqual([taken.status, tooLarge.status], [200, 413]);
    assert.equal(received.length, 1);
  });

  for (const [what, body] of [
    ['nothing', ''],
    ['junk', '\u0000\u0001'],
    ['a list', '[]'],
    ['null', 'null'],
    ['text', '"message"'],
    ['bytes that are not UTF-8', Buffer.from([0xff])],
    ['brackets 200,000 deep', '['.repeat(200_000)],
    ['65 levels', `${'[{"a":'.repeat(32)}[]${'}]'.repeat(32)}`],
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
