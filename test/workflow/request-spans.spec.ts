import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ApprovalRequest, RequestId } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import { createRequestSpans } from '../../src/workflow/request-spans.ts';
import { untraced } from '../../src/workflow/untraced.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const idOf = (nth: number): RequestId => `CS-${String(nth).padStart(6, '0')}`;

describe('the trace of a request', () => {
  it('is asked of the store once, for a thousand requests at most', async () => {
    const asked: RequestId[] = [];
    const store = {
      request: async (id: RequestId) => {
        asked.push(id);
        return { traceparent } as ApprovalRequest;
      },
    };
    const { traceOf } = createRequestSpans({ store, tracer: { ...untraced, isOn: true } });

    for (let nth = 0; nth < 1_000; nth += 1) await traceOf(idOf(nth));
    assert.equal(await traceOf(idOf(0)), traceparent);
    assert.equal(asked.length, 1_000);
    await traceOf(idOf(1_000));
    await traceOf(idOf(0));

    assert.deepEqual(asked.slice(1_000), [idOf(1_000), idOf(0)]);
  });

  it('keeps no step from meeting, and telling, that the store is away', async () => {
    const store = { request: () => Promise.reject(new ServiceError('storeUnavailable')) };
    const spans = createRequestSpans({ store, tracer: { ...untraced, isOn: true } });

    assert.equal(await spans.run('click', { requestId: idOf(1) }, async () => 'the step ran'), 'the step ran');
  });
});
