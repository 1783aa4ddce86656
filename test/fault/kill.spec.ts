import assert from 'node:assert/strict';
import { asTable, verdictOf } from './closing-report.ts';
import { runFaults } from './run-faults.ts';

const seed = Number(process.env['FAULT_SEED'] ?? 20261122);

describe('killed with -9 again and again, on a very bad day', () => {
  for (const store of ['embedded', 'postgres'] as const) {
    it(`loses no acknowledged alert or decision and tells Graph nothing twice (${store})`, async () => {
      const { kills, rows, explanation, problems } = await runFaults({ store, seed, kills: 100, forMs: 0 });

      console.log(`\n  ${store}, FAULT_SEED=${seed}\n${asTable(rows)}\n\n${explanation}\n`);
      console.log(`  ${store}: ${verdictOf(problems, kills)}`);
      assert.deepEqual(problems, []);
      assert.ok(kills >= 100);
    }).timeout(600_000);
  }
});
