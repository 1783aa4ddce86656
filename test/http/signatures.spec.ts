import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { type Fixture, makeSecret, plainAlert, secrets, signatureHeaders, startFixture } from './http-fixture.ts';

const body = JSON.stringify(plainAlert());
const now = () => Math.floor(Date.now() / 1_000);
const sign = (secret: string, id: string, timestamp: number) =>
  new Webhook(secret).sign(id, new Date(timestamp * 1_000), body);

type Headers = Record<string, string | undefined>;
interface Case {
  readonly what: string;
  readonly headers: () => Headers;
}

interface RefusedCase extends Case {
  /** What the log says. */
  readonly flaw: 'noCredentials' | 'signatureHeaders' | 'timestamp' | 'signature';
}

const taken: readonly Case[] = [
  { what: 'the secret of the source', headers: () => signatureHeaders(body) },
  { what: 'its second, rotated secret', headers: () => signatureHeaders(body, { secret: secrets.defenderNew }) },
  { what: 'a timestamp four minutes old', headers: () => signatureHeaders(body, { timestamp: now() - 240 }) },
  { what: 'a timestamp four minutes ahead', headers: () => signatureHeaders(body, { timestamp: now() + 240 }) },
  {
    what: 'several signatures of which one holds',
    headers: () => {
      const headers = signatureHeaders(body);
      const foreign = signatureHeaders(body, { secret: makeSecret(9) })['webhook-signature'];
      return { ...headers, 'webhook-signature': `v1a,AAAA ${foreign} ${headers['webhook-signature']}` };
    },
  },
  {
    what: 'an Authorization header that a gateway added',
    headers: () => ({ ...signatureHeaders(body), authorization: 'Bearer abc' }),
  },
];

const refused: readonly RefusedCase[] = [
  { what: 'no headers at all', flaw: 'noCredentials', headers: () => ({}) },
  {
    what: 'no webhook-id',
    flaw: 'signatureHeaders',
    headers: () => ({ ...signatureHeaders(body), 'webhook-id': undefined }),
  },
  {
    what: 'no webhook-timestamp',
    flaw: 'signatureHeaders',
    headers: () => ({ ...signatureHeaders(body), 'webhook-timestamp': undefined }),
  },
  {
    what: 'no webhook-signature',
    flaw: 'noCredentials',
    headers: () => ({ ...signatureHeaders(body), 'webhook-signature': undefined }),
  },
  {
    what: 'an empty webhook-signature',
    flaw: 'signatureHeaders',
    headers: () => ({ ...signatureHeaders(body), 'webhook-signature': '' }),
  },
  {
    what: 'a secret that nobody has',
    flaw: 'signature',
    headers: () => signatureHeaders(body, { secret: makeSecret(9) }),
  },
  {
    what: 'a timestamp six minutes old',
    flaw: 'timestamp',
    headers: () => signatureHeaders(body, { timestamp: now() - 360 }),
  },
  {
    what: 'a timestamp six minutes ahead',
    flaw: 'timestamp',
    headers: () => signatureHeaders(body, { timestamp: now() + 360 }),
  },
  {
    what: 'a timestamp in words',
    flaw: 'signatureHeaders',
    headers: () => ({ ...signatureHeaders(body), 'webhook-timestamp': 'now' }),
  },
  {
    what: 'a timestamp other than the signed one',
    flaw: 'signature',
    headers: () => ({ ...signatureHeaders(body), 'webhook-timestamp': String(now() - 5) }),
  },
  {
    what: 'an id other than the signed one',
    flaw: 'signature',
    headers: () => ({ ...signatureHeaders(body), 'webhook-id': 'msg_2' }),
  },
  { what: 'the signature of another body', flaw: 'signature', headers: () => signatureHeaders(`${body} `) },
  {
    what: 'a signature without version',
    flaw: 'signatureHeaders',
    headers: () => ({
      ...signatureHeaders(body),
      'webhook-signature': sign(secrets.defender, 'msg_1', now()).slice(3),
    }),
  },
  {
    what: 'a signature of version v2',
    flaw: 'signatureHeaders',
    headers: () => {
      const headers = signatureHeaders(body);
      return { ...headers, 'webhook-signature': headers['webhook-signature']?.replace('v1,', 'v2,') };
    },
  },
  {
    what: 'a signature cut short',
    flaw: 'signature',
    headers: () => {
      const headers = signatureHeaders(body);
      return { ...headers, 'webhook-signature': headers['webhook-signature']?.slice(0, -4) };
    },
  },
  {
    what: 'a signature that is only v1',
    flaw: 'signatureHeaders',
    headers: () => ({ ...signatureHeaders(body), 'webhook-signature': 'v1' }),
  },
  { what: 'an empty id', flaw: 'signatureHeaders', headers: () => ({ ...signatureHeaders(body), 'webhook-id': '' }) },
  {
    what: 'an app token where none are taken',
    flaw: 'noCredentials',
    headers: () => ({ authorization: 'Bearer e30.e30.e30' }),
  },
  { what: 'Basic credentials', flaw: 'noCredentials', headers: () => ({ authorization: 'Basic YTpi' }) },
];

describe('a signed webhook', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(() => fixture.close());

  const send = (headers: Headers, text = body) =>
    fixture.send({ body: text, headers: { 'content-type': 'application/json', ...headers } });

  for (const { what, headers } of taken) {
    it(`is taken with ${what}`, async () => {
      const reply = await send(headers());

      assert.equal(reply.status, 202, reply.text);
      assert.equal(fixture.alerts.length, 1);
    });
  }

  for (const { what, headers, flaw } of refused) {
    it(`is refused with 401, counted and logged as ${flaw}: ${what}`, async () => {
      const reply = await send(headers());

      assert.equal(reply.status, 401);
      assert.equal(reply.headers['content-type'], 'application/problem+json');
      assert.match(String(reply.headers['www-authenticate']), /^Bearer/);
      assert.deepEqual(fixture.alerts, []);
      const fields = { traceId: reply.json['traceId'], flaw };
      assert.deepEqual(fixture.logged, [{ level: 'warn', fields, message: 'A call from an alert source was refused' }]);
      assert.ok(fixture.counted.includes('countersign_alerts_total {"result":"unauthenticated"}'));
    });
  }

  it('is refused where one byte of the body was changed', async () => {
    const reply = await send(signatureHeaders(body), body.replace('high', 'low '));

    assert.equal(reply.status, 401);
  });

  it('is refused before its body is looked at', async () => {
    const reply = await send({}, '{"not json');

    assert.equal(reply.status, 401);
  });

  it('is answered alike whether the source exists or not', async () => {
    const known = await send(signatureHeaders(body, { secret: makeSecret(9) }));
    const strange = JSON.stringify(plainAlert({ source: 'nobody' }));
    const unknown = await send(signatureHeaders(strange, { secret: makeSecret(9) }), strange);

    const { traceId: _first, ...one } = known.json;
    const { traceId: _second, ...other } = unknown.json;
    assert.deepEqual(one, other);
  });

  it('is refused from everybody where no source is set up', async () => {
    const closed = await startFixture({ sources: { webhookSecrets: [] } });

    const reply = await closed.push(plainAlert());

    await closed.close();
    assert.equal(reply.status, 401);
  });

  it('is told that the clocks differ where they do, and nothing of them where the signature is wrong', async () => {
    const late = await send(signatureHeaders(body, { timestamp: now() - 360 }));
    const forged = await send(signatureHeaders(body, { secret: makeSecret(9) }));

    assert.match(String(late.json['detail']), /timestamp is more than five minutes off/);
    assert.match(String(forged.json['detail']), /signature is wrong/);
  });

  it('is logged once a second at most where it is refused, with how many were left out', async () => {
    let clock = 1_000_000;
    const flooded = await startFixture({ clock: { now: () => clock } });
    const refuse = () => flooded.send({ body, headers: { 'content-type': 'application/json' } });

    for (const _ of Array(3)) await refuse();
    clock += 999;
    await refuse();
    clock += 1;
    await refuse();

    await flooded.close();
    const leftOut = flooded.logged.map(({ fields }) => Reflect.get(Object(fields), 'leftOut') as unknown);
    assert.deepEqual(leftOut, [undefined, 3]);
  });
});
