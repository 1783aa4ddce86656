import assert from 'node:assert/strict';
import type { RequestStatus } from '../../src/workflow/request-status.ts';
import { type Fixture, makeSecret, secrets, signatureHeaders, startFixture } from './http-fixture.ts';

const status: RequestStatus = {
  requestId: 'CS-7F3K2Q',
  revision: 2,
  state: 'submitted',
  severity: 'high',
  action: 'softDelete',
  remediateSendersCopy: false,
  createdAt: '2026-03-01T09:30:00.000Z',
  expiresAt: '2026-03-02T09:30:00.000Z',
  dryRun: false,
  emails: [{ networkMessageId: '0c8b27ab-4a9b-4a3e-9d56-1f6a4be0a001', recipientEmailAddress: 'ana@contoso.com' }],
  decisions: [],
  batches: [],
  verification: { expected: 1, verified: 0, notVerified: [] },
};

describe('GET /api/requests/{id}', () => {
  let fixture: Fixture;
  const asked: string[] = [];
  before(async () => {
    fixture = await startFixture({
      requestStatus: async (source, id) => {
        asked.push(`${source} ${id}`);
        return source === 'defender' && id === 'CS-7F3K2Q' ? status : undefined;
      },
    });
  });
  beforeEach(() => {
    asked.length = 0;
  });
  after(() => fixture.close());

  const get = (id: string, headers = signatureHeaders('')) =>
    fixture.send({ method: 'GET', path: `/api/requests/${id}`, headers });

  it('answers what became of a request to a source that contributed to it', async () => {
    const reply = await get('CS-7F3K2Q');

    assert.equal(reply.status, 200);
    assert.deepEqual(reply.json, status);
  });

  for (const spelling of ['cs-7f3k2q', '7F3K2Q', 'CS%207f3k2q']) {
    it(`takes the id as people write it: ${spelling}`, async () => {
      const reply = await get(spelling);

      assert.equal(reply.status, 200);
      assert.deepEqual(asked, ['defender CS-7F3K2Q']);
    });
  }

  it('does not tell a foreign request from one that does not exist', async () => {
    const foreign = await get('CS-7F3K2Q', signatureHeaders('', { secret: secrets.sublime }));
    const missing = await get('CS-000000', signatureHeaders('', { secret: secrets.sublime }));

    const { traceId: _first, ...one } = foreign.json;
    const { traceId: _second, ...other } = missing.json;
    assert.equal(foreign.status, 404);
    assert.deepEqual(one, other);
  });

  for (const id of [
    'CS-7F3K2',
    'CS-7F3K2QQ',
    'XX-7F3K2Q',
    'CS-7F3K2U',
    '7F3K2',
    'CS-7F3K2Q%00',
    '%2e%2e',
    "CS-'OR'1",
    'x'.repeat(5_000),
  ]) {
    it(`answers 404 to ${id.slice(0, 20)} without looking it up`, async () => {
      const reply = await get(id);

      assert.equal(reply.status, 404);
      assert.deepEqual(asked, []);
    });
  }

  it('answers 401 to callers it does not know, whatever they ask for', async () => {
    const unsigned = await get('CS-7F3K2Q', {});
    const foreign = await get('CS-7F3K2Q', signatureHeaders('', { secret: makeSecret(9) }));
    const forAnAlert = await get('CS-7F3K2Q', signatureHeaders('{}'));

    assert.deepEqual([unsigned.status, foreign.status, forAnAlert.status], [401, 401, 401]);
    assert.deepEqual(asked, []);
  });
});
