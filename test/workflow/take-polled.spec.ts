import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Alert } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import { createTaking, type TakingPorts } from '../../src/workflow/take-polled.ts';
import { anAlert } from '../support/builders.ts';
import { silentLog } from '../support/fakes.ts';

function taking(over: Partial<TakingPorts> = {}) {
  const results: string[] = [];
  const take = createTaking({
    readAlerts: (body) => ({ kind: 'alerts', alerts: [anAlert({ alertId: (body as { id: string }).id })] }),
    whyLeftOut: () => undefined,
    receiveAlert: async () => ({ requestId: 'CS-000001', revision: 1, state: 'pending', duplicate: false }),
    digest: (value) => JSON.stringify(value),
    source: 'defender',
    log: silentLog,
    meter: { count: (_name, labels) => void results.push(labels?.['result'] ?? ''), observe: () => undefined },
    ...over,
  });
  return { results, take: (id: string) => take({ id, lastUpdateDateTime: '2026-11-22T10:00:00Z' }) };
}

describe('an alert that is polled', () => {
  it('is remembered among the last 20,000, and older ones are left to the store', async () => {
    const { take, results } = taking({ whyLeftOut: () => 'foreign' });
    const asked = async (id: string) => {
      const before = results.length;
      await take(id);
      return results.length > before;
    };
    for (let nth = 0; nth < 20_001; nth += 1) await take(`a${nth}`);

    assert.equal(await asked('a1'), false);
    assert.equal(await asked('a20000'), false);
    assert.equal(await asked('a0'), true);
  });

  it('over which a defect is met holds up none that comes after it, and is tried again', async () => {
    let isMended = false;
    const receiveAlert = async ({ alertId }: Alert) => {
      if (alertId === 'odd' && !isMended) throw new ServiceError('internal');
      return { requestId: 'CS-000001', revision: 1, state: 'pending', duplicate: false } as const;
    };
    const { take, results } = taking({ receiveAlert });

    assert.equal(await take('odd'), Date.UTC(2026, 10, 22, 10));
    await take('next');
    isMended = true;
    await take('odd');

    assert.deepEqual(results, ['failed', 'taken', 'taken']);
  });

  it('does not count as taken where the store is away', async () => {
    const fault = new ServiceError('storeUnavailable');
    const { take, results } = taking({ receiveAlert: () => Promise.reject(fault) });

    await assert.rejects(take('a'), fault);
    assert.deepEqual(results, []);
  });
});
