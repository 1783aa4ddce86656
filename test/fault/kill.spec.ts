import assert from 'node:assert/strict';
import { asTable, verdictOf } from './closing-report.ts';
import { type FaultReport, runFaults } from './run-faults.ts';

const seed = Number(process.env['FAULT_SEED'] ?? 20261122);
const stores = ['embedded', 'postgres'] as const;

describe('killed with -9 again and again, on a very bad day', () => {
  const runs = new Map<string, Promise<FaultReport>>();
  // Side by side: most of the time each waits for Teams, for Graph, and for the leases of the dead.
  before(() => {
    for (const store of stores) {
      const run = runFaults({ store, seed, kills: 100, forMs: 0 });
      run.catch(() => undefined);
      runs.set(store, run);
    }
  });
  after(() => Promise.allSettled(runs.values()));

  for (const store of stores) {
    it(`loses no acknowledged alert or decision and tells Graph nothing twice (${store})`, async () => {
      const report = await runs.get(store);
      assert.ok(report);
      const { kills, rows, explanation, problems } = report;

      console.log(`\n  ${store}, FAULT_SEED=${seed}\n${asTable(rows)}\n\n${explanation}\n`);
      console.log(`  ${store}: ${verdictOf(problems, kills)}`);
      assert.deepEqual(problems, []);
      assert.ok(kills >= 100);
    }).timeout(600_000);
  }
}).timeout(600_000);
