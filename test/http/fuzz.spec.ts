import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Fixture, plainAlert, type Reply, startFixture } from './http-fixture.ts';

/** Runs in each of the four specs of one route. */
const runs = 2_500;
const atOnce = 50;

const json = { 'content-type': 'application/json' };

/** A valid alert with something done to it: a field changed, dropped or added, at the top or in an email. */
const mutatedAlert = fc
  .record({
    base: fc.constant(plainAlert({ subject: 'x', sender: {}, urls: ['u'], attachments: [{}], campaignId: 'c' })),
    changes: fc.dictionary(
      fc.constantFrom(
        'source',
        'alertId',
        'severity',
        'emails',
        'subject',
        'sender',
        'urls',
        'link',
        'receivedAt',
        '__proto__',
      ),
      fc.anything({ withNullPrototype: false, withDate: false, maxDepth: 3 }),
      { maxKeys: 3 },
    ),
    email: fc.option(fc.jsonValue({ maxDepth: 2 })),
  })
  .map(({ base, changes, email }) => ({ ...base, ...changes, ...(email === null ? {} : { emails: [email] }) }))
  .map((value) => JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)));

const activity = fc
  .record({
    type: fc.oneof(fc.constantFrom('message', 'invoke', 'conversationUpdate'), fc.jsonValue()),
    name: fc.oneof(fc.constant('adaptiveCard/action'), fc.jsonValue()),
    serviceUrl: fc.oneof(fc.webUrl(), fc.jsonValue()),
    from: fc.jsonValue(),
    conversation: fc.jsonValue(),
    channelData: fc.jsonValue(),
    value: fc.jsonValue(),
    text: fc.string({ unit: 'binary' }),
  })
  .map((value) => JSON.stringify(value));

const brokenText = fc
  .tuple(fc.constantFrom(JSON.stringify(plainAlert()), '{"type":"message","text":"hi"}'), fc.nat(), fc.string())
  .map(([text, at, junk]) => {
    const where = at % (text.length + 1);
    return text.slice(0, where) + junk + text.slice(where + 1);
  });

const rawBytes = fc.uint8Array({ maxLength: 512 }).map((bytes) => Buffer.from(bytes));
const anyJson = fc.json({ maxDepth: 8 });

/** As many different bodies as asked for, some at once: what counts is that every answer is a client's fault or a success. */
async function bombard(bodies: readonly (string | Buffer)[], send: (body: string | Buffer) => Promise<Reply>) {
  const statuses = new Map<number, number>();
  for (let start = 0; start < bodies.length; start += atOnce) {
    const replies = await Promise.all(bodies.slice(start, start + atOnce).map(send));
    for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return statuses;
}

const seeds = { numRuns: runs, seed: 20_260_301 };
const kinds = { 'JSON of any shape': anyJson, 'broken text': brokenText, 'raw bytes': rawBytes };

describe('10,000 generated alerts', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture.close());

  for (const [kind, bodies] of Object.entries<fc.Arbitrary<string | Buffer>>({
    'mutations of a valid alert': mutatedAlert,
    ...kinds,
  })) {
    it(`never get a 5xx and never end the service: ${kind}`, async () => {
      const statuses = await bombard(fc.sample(bodies, seeds), (body) => fixture.push(body));

      assert.equal(
        [...statuses.values()].reduce((sum, count) => sum + count, 0),
        runs,
      );
      assert.deepEqual(
        [...statuses.keys()].filter((status) => ![202, 400, 403].includes(status)),
        [],
      );
      assert.equal((await fixture.push(plainAlert())).status, 202);
    });
  }

  it('never get past the signature where they are not signed', async () => {
    const before = fixture.alerts.length;
    const bodies = fc.sample(mutatedAlert, { numRuns: 500, seed: 1 });

    const statuses = await bombard(bodies, (body) => fixture.send({ body, headers: json }));

    assert.deepEqual([...statuses], [[401, 500]]);
    assert.equal(fixture.alerts.length, before);
  });
});

describe('10,000 generated activities', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture.close());

  for (const [kind, bodies] of Object.entries<fc.Arbitrary<string | Buffer>>({
    'activities of any content': activity,
    ...kinds,
  })) {
    it(`never get a 5xx and never end the service: ${kind}`, async () => {
      const send = (body: string | Buffer) => fixture.send({ path: '/api/messages', body, headers: json });

      const statuses = await bombard(fc.sample(bodies, seeds), send);

      assert.equal(
        [...statuses.values()].reduce((sum, count) => sum + count, 0),
        runs,
      );
      assert.deepEqual(
        [...statuses.keys()].filter((status) => ![200, 400].includes(status)),
        [],
      );
      assert.equal((await send('{"type":"message"}')).status, 200);
    });
  }
});

describe('generated headers and paths', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture.close());

  it('never get a 5xx and never end the service', async () => {
    // What Node's client lets out: visible characters and blanks.
    const headerValue = fc.stringMatching(/^[\t\x20-\x7e\xa0-\xff]{0,60}$/);
    const call = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
      path: fc
        .tuple(
          fc.constantFrom('/', '/api/alerts', '/api/requests/', '/api/messages?', '//', '/%'),
          fc.stringMatching(/^[\x21-\x7e]{0,30}$/),
        )
        .map((parts) => parts.join('')),
      headers: fc.record(
        {
          host: headerValue,
          authorization: fc.oneof(
            headerValue,
            headerValue.map((value) => `Bearer ${value}`),
          ),
          'content-type': fc.oneof(fc.constant('application/json'), headerValue),
          'content-encoding': headerValue,
          'webhook-id': headerValue,
          'webhook-timestamp': fc.oneof(headerValue, fc.integer().map(String)),
          'webhook-signature': fc.oneof(
            headerValue,
            headerValue.map((value) => `v1,${value}`),
          ),
          traceparent: headerValue,
          accept: headerValue,
          'accept-version': headerValue,
          'x-http-method-override': headerValue,
        },
        { requiredKeys: [] },
      ),
      body: fc.string(),
    });

    for (const sent of fc.sample(call, { numRuns: 2_000, seed: 7 })) {
      const { status } = await fixture.send(sent);
      assert.ok(status < 500, `${status} to ${JSON.stringify(sent)}`);
    }
    assert.deepEqual(fixture.alerts, []);
  });
});
