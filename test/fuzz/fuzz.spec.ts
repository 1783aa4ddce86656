import assert from 'node:assert/strict';
import { type FuzzReport, runFuzz } from './run-fuzz.ts';

/** `npm run fuzz -- --inputs 100000` is the long run. */
const inputs = 5_000;

describe('the running service, sent what no honest sender would send', function () {
  this.timeout(180_000);
  let report: FuzzReport;
  before(async () => {
    report = await runFuzz({ inputs, seed: 20_260_301 });
  });

  it('answers nothing with a 5xx, lets nothing forged pass, decides nothing, grows no memory, and goes on', () => {
    assert.deepEqual(report.problems, []);
    assert.equal(report.sent, inputs);
  });

  it('is reached in its inner layers, so that this can fail', () => {
    const taken = (kind: string, status: number) => report.statuses.get(kind)?.get(status) ?? 0;
    assert.ok(taken('signed activity, changed', 200) > 200);
    assert.ok(taken('signed alert, changed', 202) > 50);
    assert.ok(taken('signed alert, changed', 400) > 200);
    assert.ok(taken('honest activity, forged token', 401) > 200);
    assert.ok(taken('raw bytes on a socket', 400) > 20);
    assert.equal(report.memory.length, 10);
  });
});
