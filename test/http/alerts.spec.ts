import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import { type Fixture, plainAlert, secrets, startFixture } from './http-fixture.ts';

describe('POST /api/alerts', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(() => fixture.close());

  it('answers 202 with request, revision, state, duplicate and the path of the status', async () => {
    const reply = await fixture.push(plainAlert());

    assert.equal(reply.status, 202);
    assert.deepEqual(reply.json, {
      requestId: 'CS-7F3K2Q',
      revision: 1,
      state: 'pending',
      duplicate: false,
      statusUrl: '/api/requests/CS-7F3K2Q',
    });
  });

  it('hands over a plain alert with its defaults', async () => {
    await fixture.push(plainAlert());

    assert.deepEqual(fixture.alerts, [
      {
        source: 'defender',
        alertId: 'alert-1',
        severity: 'high',
        emails: plainAlert()['emails'],
        recommendedAction: 'softDelete',
        remediateSendersCopy: false,
        facts: {},
      },
    ]);
  });

  it('hands over every fact', async () => {
    const facts = {
      title: 'Phish delivered',
      description: 'A user clicked.',
      subject: 'Rechnung 🎣',
      sender: { address: '"Team" <mail@evil.example>', displayName: 'Team' },
      receivedAt: '2026-03-01T09:30:00.123+01:00',
      threatTypes: ['phish'],
      urls: ['https://evil.example/?a=b#c', 'not a url'],
      attachments: [{ fileName: 'a.html', sha256: 'ab'.repeat(32) }, {}],
      deliveryLocation: 'inbox_folder',
      internetMessageId: '<1@evil.example>',
      link: 'https://security.microsoft.com/alerts/1',
    };

    await fixture.push(plainAlert({ ...facts, campaignId: 'c-1', recommendedAction: 'hardDelete' }));

    const [alert] = fixture.alerts;
    assert.deepEqual(alert?.facts, facts);
    assert.equal(alert?.campaignId, 'c-1');
    assert.equal(alert?.recommendedAction, 'hardDelete');
  });

  it('folds emails that are named twice, comparing without case', async () => {
    const networkMessageId = '0c8b27ab-4a9b-4a3e-9d56-1f6a4be0a001';
    await fixture.push(
      plainAlert({
        emails: [
          { networkMessageId, recipientEmailAddress: 'Ana@contoso.com' },
          { networkMessageId: networkMessageId.toUpperCase(), recipientEmailAddress: 'ana@CONTOSO.com' },
          { id: 'x' },
          { id: 'x' },
        ],
      }),
    );

    assert.deepEqual(fixture.alerts[0]?.emails, [
      { networkMessageId, recipientEmailAddress: 'Ana@contoso.com' },
      { id: 'x' },
    ]);
  });

  for (const [what, length] of [
    ['letters', 'a'.repeat(998)],
    ['emoji', '🎣'.repeat(998)],
  ] as const) {
    it(`takes a subject of 998 ${what}: characters are counted as people count them`, async () => {
      const reply = await fixture.push(plainAlert({ subject: length }));

      assert.equal(reply.status, 202);
    });
  }

  it('takes 10,000 emails', async () => {
    const emails = Array.from({ length: 10_000 }, (_, index) => ({
      networkMessageId: '0c8b27ab-4a9b-4a3e-9d56-1f6a4be0a001',
      recipientEmailAddress: `person${index}@contoso.com`,
    }));

    const reply = await fixture.push(plainAlert({ emails }));

    assert.equal(reply.status, 202);
    assert.equal(fixture.alerts[0]?.emails.length, 10_000);
  });

  it('mends facts that are not Unicode instead of losing the alert', async () => {
    await fixture.push(plainAlert({ subject: 'cut \ud83d', title: 'a\0b' }));

    assert.deepEqual(fixture.alerts[0]?.facts, { subject: 'cut \ufffd', title: 'a\ufffdb' });
  });

  it('takes a body that begins with a byte order mark', async () => {
    const reply = await fixture.push(`\ufeff${JSON.stringify(plainAlert())}`);

    assert.equal(reply.status, 202);
  });

  it('takes an empty campaignId for none', async () => {
    await fixture.push(plainAlert({ campaignId: '' }));

    assert.equal('campaignId' in (fixture.alerts[0] ?? {}), false);
  });

  it('keeps keys of JSON away from the prototype of everything', async () => {
    await fixture.push(JSON.stringify(plainAlert()).replace('{', '{"__proto__":{"polluted":true},'));

    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('refuses a source that speaks for another with 403', async () => {
    const reply = await fixture.push(plainAlert(), { secret: secrets.sublime });

    assert.equal(reply.status, 403);
    assert.deepEqual(fixture.alerts, []);
    assert.deepEqual(
      fixture.counted.filter((line) => line.startsWith('countersign_alerts_total')),
      ['countersign_alerts_total {"result":"forbidden"}'],
    );
  });

  it('answers 503 with Retry-After while the store is away, and says nothing of it', async () => {
    const away = await startFixture({
      receiveAlert: async () => {
        throw new ServiceError('storeUnavailable', 'MARKER', { retryable: true });
      },
    });

    const reply = await away.push(plainAlert());

    await away.close();
    assert.equal(reply.status, 503);
    assert.equal(reply.headers['retry-after'], '1');
    assert.doesNotMatch(reply.text, /MARKER|stack|\.ts/);
  });

  it('answers 500 without a stack where the program is at fault, and logs it under the trace id', async () => {
    const broken = await startFixture({
      receiveAlert: async () => {
        throw new TypeError('MARKER');
      },
    });

    const reply = await broken.push(plainAlert());

    await broken.close();
    assert.equal(reply.status, 500);
    assert.doesNotMatch(reply.text, /MARKER|TypeError|\.ts/);
    const line = { ...broken.logged[0] };
    assert.equal(line.level, 'error');
    assert.equal((line.fields as { traceId: string }).traceId, reply.json['traceId']);
  });

  describe('where a source sends too much', () => {
    it('answers 429 with the seconds to wait, for that source alone, until they are over', async () => {
      let now = 1_800_000_000_000;
      const limited = await startFixture({ alertsPerMinute: 2, clock: { now: () => now } });
      const statuses: number[] = [];
      const push = async (secret?: string) => {
        const source = secret === undefined ? 'defender' : 'sublime';
        const reply = await limited.push(plainAlert({ source }), secret === undefined ? {} : { secret });
        statuses.push(reply.status);
        return reply;
      };

      await push();
      await push();
      const over = await push();
      await push(secrets.sublime);
      now += 29_000;
      await push();
      now += 1_000;
      await push();

      await limited.close();
      assert.deepEqual(statuses, [202, 202, 429, 202, 429, 202]);
      assert.equal(over.headers['retry-after'], '30');
      assert.equal(limited.alerts.length, 4);
    });

    it('counts invalid bodies too, but not what nobody signed', async () => {
      const limited = await startFixture({ alertsPerMinute: 1, clock: { now: () => 0 } });

      const unsigned = await limited.send({ headers: { 'content-type': 'application/json' }, body: '{}' });
      const invalid = await limited.push('{}');
      const over = await limited.push(plainAlert());

      await limited.close();
      assert.deepEqual([unsigned.status, invalid.status, over.status], [401, 400, 429]);
    });
  });
});
