import assert from 'node:assert/strict';
import { createWaiting } from './waiting.ts';

describe('waiting in the sandbox', () => {
  it('ends with the value as soon as the condition holds after a change', async () => {
    const waiting = createWaiting();
    let value: number | undefined;
    const waited = waiting.until(() => value);
    waiting.changed();
    value = 7;
    waiting.changed();
    assert.equal(await waited, 7);
  });

  it('ends at once where it holds already', async () => {
    assert.equal(await createWaiting().until(() => 'there'), 'there');
  });

  it('fails after its time, and when the tenant is closed', async () => {
    const waiting = createWaiting();
    await assert.rejects(
      waiting.until(() => false, 10),
      /Not true within 10 ms/,
    );
    const waited = waiting.until(() => undefined);
    waiting.close();
    await assert.rejects(waited, /closed/);
  });
});
