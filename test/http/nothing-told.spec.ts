import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { type Fixture, plainAlert, signatureHeaders, startFixture } from './http-fixture.ts';

const cause = new Error('MARKER mail@contoso.com', { cause: new TypeError('MARKER') });
const faults: readonly [what: string, status: number, fault: unknown][] = [
  ['a store that is away', 503, new ServiceError('storeUnavailable', 'MARKER', { retryable: true, cause })],
  ['a fault that nothing mends', 500, new ServiceError('graphRefused', 'MARKER', { cause })],
  ['a defect', 500, new TypeError('MARKER\n    at MARKER (file:///MARKER.ts:1:1)', { cause })],
  ['something thrown that is no error', 500, { toString: () => 'MARKER', message: 'MARKER', subject: 'MARKER' }],
  ['text that was thrown', 500, 'MARKER'],
];

describe('the answer to a call that fails', () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  for (const [what, status, fault] of faults) {
    const failing = () => Promise.reject(fault);
    for (const route of ['/api/alerts', '/api/requests/CS-7F3K2Q', '/api/messages', '/metrics'] as const) {
      it(`tells nothing of what was behind it: ${what}, at ${route}`, async () => {
        fixture = await startFixture({
          receiveAlert: failing,
          requestStatus: failing,
          admitActivity: failing,
          metricsText: failing,
        });
        const body = { authorization: 'Bearer MARKER', 'content-type': 'application/json' };
        const calls = {
          '/api/alerts': () => fixture.push(plainAlert({ subject: 'MARKER' })),
          '/api/requests/CS-7F3K2Q': () => fixture.send({ method: 'GET', path: route, headers: signatureHeaders('') }),
          '/api/messages': () => fixture.send({ path: route, headers: body, body: '{"text":"MARKER"}' }),
          '/metrics': () => fixture.send({ method: 'GET', path: route }),
        };

        const reply = await calls[route]();

        assert.equal(reply.status, status);
        assert.equal(reply.headers['content-type'], 'application/problem+json');
        assert.doesNotMatch(reply.text, /MARKER|Error|\.ts|node:|contoso/);
        assert.doesNotMatch(JSON.stringify(reply.headers), /MARKER/);
        const { traceId } = reply.json;
        const line = fixture.logged.find(({ fields }) => (fields as { traceId?: unknown }).traceId === traceId);
        assert.equal(line?.level, 'error');
      });
    }
  }
});
