import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { RemediationAnswer } from '../../src/approval/remediation.ts';
import { type RequestId, requestStates } from '../../src/approval/request.ts';
import { dayOf } from '../../src/approval/stats.ts';
import { aPolicy, testChannel } from '../support/builders.ts';
import { acceptedAnswer } from '../support/fakes.ts';
import { ana, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { anotherAlert } from './another-alert.ts';
import { recount } from './recount.ts';

const minute = 60_000;
const hour = 60 * minute;
const refusedAnswer: RemediationAnswer = { kind: 'refused', status: 403, code: 'permission', message: 'no' };
const unclearAnswer: RemediationAnswer = { kind: 'unclear', message: 'no answer' };

type Act = (world: StepWorld, ids: RequestId[], which: number) => Promise<unknown>;
const pick = (ids: readonly RequestId[], which: number) => ids[which % Math.max(1, ids.length)] ?? 'CS-000000';

/** What can happen, each often enough that most histories have several ends. */
const acts: Readonly<Record<string, Act>> = {
  alert: async (world, ids) => {
    ids.push((await world.steps.receiveAlert(anotherAlert(3))).requestId);
  },
  ask: async (world, ids) => {
    const { emails } = anotherAlert();
    const asker = { person: eve, teamId: testChannel.teamId };
    const asked = await world.steps.requestRemoval({ emails: emails as never, action: 'softDelete' }, asker);
    if (asked.kind === 'done') ids.push(asked.view.requestId);
  },
  withdraw: (world, ids, which) => world.steps.withdraw(pick(ids, which), { person: eve, teamId: testChannel.teamId }),
  approve: (world, ids, which) => world.click('approve', ana, pick(ids, which)),
  approveNewest: (world, ids) => world.click('approve', ana, pick(ids, ids.length - 1)),
  hardDelete: (world, ids, which) => world.click('approve', ana, pick(ids, which), { action: 'hardDelete' }),
  reject: (world, ids, which) => world.click('reject', ana, pick(ids, which), { reason: 'No phish.' }),
  retry: (world, ids, which) => world.click('retry', ana, pick(ids, which)),
  retryAll: async (world, ids) => {
    for (const id of ids) await world.click('retry', ana, id);
  },
  refuse: async (world) => world.mailboxes.answerNext(refusedAnswer),
  refuseOne: async (world) => world.mailboxes.answerNext(acceptedAnswer, refusedAnswer),
  unclear: async (world) => world.mailboxes.answerNext(unclearAnswer),
  moved: async (world) => {
    world.mailboxes.otherwise = 'others';
  },
  stuck: async (world) => {
    world.mailboxes.otherwise = 'inbox_folder';
  },
  mode: async (world) => {
    world.settings.dryRun = !world.settings.dryRun;
  },
  work: (world) => world.work(),
  minutes: async (world, _ids, which) => world.clock.advance(which * 7 * minute),
  hours: async (world, _ids, which) => world.clock.advance(which * hour),
  untilTomorrow: async (world) => world.clock.advance(25 * hour),
};

describe('the counters', () => {
  it('are what the audit entries tell, after anything that can happen', async () => {
    const seen = new Set<string>();
    const step = fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(12));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const world = await startStepWorld({ batchSize: 2, policy: aPolicy() });
        try {
          const ids: RequestId[] = [];
          for (const [name, which] of steps) {
            await acts[name]?.(world, ids, which);
            await world.work();
          }
          const entries = await world.store.auditEntries({ afterSeq: 0, limit: 10_000 });
          const parts = new Map<RequestId, number>();
          for (const id of ids) parts.set(id, (await world.store.batches(id)).length);
          const expected = recount(entries, (id) => parts.get(id) ?? 0);
          const counted = await countedByDay(
            world,
            entries.map(({ at }) => dayOf(Date.parse(at))),
          );
          assert.deepEqual(counted, expected);
          assert.equal(sumOfEnds(counted), await endedRequests(world, ids));
          for (const key of Object.keys(counted)) seen.add(key.split(' ').slice(1, 3).join(' '));
        } finally {
          await world.close();
        }
      }),
      { numRuns: 40, examples: [[everyEnd]] },
    );
    for (const outcome of ['verified', 'unverified', 'failed', 'rejected', 'expired', 'withdrawn', 'dryRun']) {
      assert.ok(seen.has(`ended ${outcome}`), `no history ended as ${outcome}`);
    }
  }).timeout(60_000);
});

/** The requests are numbered from 0 as they are opened. */
const everyEnd: [string, number][] = [
  ['moved', 0],
  ['alert', 0],
  ['approveNewest', 0],
  ['minutes', 1],
  ['stuck', 0],
  ['alert', 0],
  ['approveNewest', 0],
  ['hours', 12],
  ['refuse', 0],
  ['alert', 0],
  ['approveNewest', 0],
  ['refuseOne', 0],
  ['alert', 0],
  ['approveNewest', 0],
  ['retry', 3],
  ['alert', 0],
  ['reject', 4],
  ['ask', 0],
  ['withdraw', 5],
  ['mode', 0],
  ['alert', 0],
  ['approveNewest', 0],
  ['mode', 0],
  ['alert', 0],
  ['untilTomorrow', 0],
];

async function countedByDay(world: StepWorld, days: readonly number[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const one of new Set(days)) {
    for (const { name, bucket, count } of await world.store.counts({ from: one, to: one })) {
      if (count !== 0) counted[`${one} ${name} ${bucket}`] = count;
    }
  }
  return counted;
}

function sumOfEnds(counted: Readonly<Record<string, number>>): number {
  return Object.entries(counted).reduce((sum, [key, count]) => sum + (key.includes(' ended ') ? count : 0), 0);
}

/** Each request is counted once, by the state that it is in now. */
async function endedRequests(world: StepWorld, ids: readonly RequestId[]): Promise<number> {
  const ends = requestStates.slice(requestStates.indexOf('verified'));
  let total = 0;
  for (const id of ids) {
    const request = await world.store.request(id);
    const isDryEnd = request?.state === 'submitted' && request.revision.dryRun;
    if (request && (isDryEnd || ends.includes(request.state))) total += 1;
  }
  return total;
}
