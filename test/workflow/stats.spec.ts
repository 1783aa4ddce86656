import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { RemediationAnswer } from '../../src/approval/remediation.ts';
import { isRemediating, type RequestId, type Severity } from '../../src/approval/request.ts';
import { bucketError, dayOf, startOfDay } from '../../src/approval/stats.ts';
import { createCountUpkeep } from '../../src/workflow/forget-old-counts.ts';
import type { StatsView } from '../../src/workflow/stats-view.ts';
import { testChannel } from '../support/builders.ts';
import { silentLog } from '../support/fakes.ts';
import { ana, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { anotherAlert } from './another-alert.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const refusedAnswer: RemediationAnswer = { kind: 'refused', status: 403, code: 'permission', message: 'no' };

describe('the numbers that stats tells', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
    world.mailboxes.otherwise = 'others';
  });
  afterEach(() => world.close());

  async function opened(recipients?: number): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(anotherAlert(recipients));
    await world.work();
    return requestId;
  }
  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }
  async function stats(): Promise<StatsView> {
    const answer = await world.steps.readStats({ person: ana });
    assert.ok(answer.kind === 'done');
    return answer.stats;
  }
  const ended = async () => Object.fromEntries((await stats()).month.ended);
  function near(told: number | undefined, exact: number): void {
    assert.ok(told !== undefined && Math.abs(told / exact - 1) <= bucketError + 1e-9, `${told} for ${exact}`);
  }

  it('are all nothing at first, and say since when they count', async () => {
    const { week, month, countedSince } = await stats();

    assert.deepEqual(
      { ...month, ended: [...month.ended] },
      { days: 30, opened: 0, ended: [], emails: { told: 0, proven: 0 } },
    );
    assert.equal(week.days, 7);
    assert.equal(countedSince, startOfDay(dayOf(world.clock.now())));
  });

  it('follow a request from its opening to its proof', async () => {
    const requestId = await opened();
    await pass(12 * minute);
    await world.click('approve', ana, requestId);
    await world.work();
    assert.deepEqual(await ended(), {});
    await pass(minute);

    const { month, week } = await stats();
    assert.deepEqual(week, { ...month, days: 7 });
    assert.equal(month.opened, 1);
    assert.deepEqual(Object.fromEntries(month.ended), { verified: 1 });
    assert.deepEqual(month.emails, { told: 2, proven: 2 });
    near(month.timeToDecide?.medianMs, 12 * minute);
    near(month.timeToProof?.p90Ms, minute);
  });

  it('tell how many of the emails are proven', async () => {
    const requestId = await opened(5);
    world.mailboxes.otherwise = 'onprem_external';
    await world.click('approve', ana, requestId);
    await world.work();
    await pass(minute);

    assert.deepEqual(await ended(), { unverified: 1 });
    assert.deepEqual((await stats()).month.emails, { told: 5, proven: 0 });
  });

  it('count a rejection as decided, and what expired as never decided', async () => {
    const requestId = await opened();
    await opened();
    await pass(hour);
    await world.click('reject', ana, requestId, { reason: 'No phish.' });
    await pass(24 * hour);

    const { month } = await stats();
    assert.deepEqual(Object.fromEntries(month.ended), { rejected: 1, expired: 1 });
    assert.equal(month.timeToDecide?.count, 1);
    near(month.timeToDecide?.medianMs, hour);
  });

  it('count what was withdrawn', async () => {
    const { emails } = anotherAlert();
    const asked = await world.steps.requestRemoval(
      { emails: emails as never, action: 'softDelete' },
      { person: eve, teamId: testChannel.teamId },
    );
    assert.ok(asked.kind === 'done');
    await world.steps.withdraw(asked.view.requestId, { person: eve, teamId: testChannel.teamId });

    assert.deepEqual(await ended(), { withdrawn: 1 });
  });

  it('count a failed request as failed, and once it was taken up again as what it ends as', async () => {
    const requestId = await opened();
    world.mailboxes.answerNext(refusedAnswer);
    await world.click('approve', ana, requestId);
    await world.work();
    assert.deepEqual(await ended(), { failed: 1 });

    // On another day: taken back where it was counted.
    await pass(2 * day);
    await world.click('retry', ana, requestId);
    assert.deepEqual(await ended(), {});
    await world.work();
    await pass(minute);

    assert.deepEqual(await ended(), { verified: 1 });
    assert.equal((await stats()).month.timeToDecide?.count, 1);
    await pass(6 * day);
    assert.deepEqual(Object.fromEntries((await stats()).week.ended), { verified: 1 });
  });

  it('count a request that fails again as failed on the day of its last failure', async () => {
    const requestId = await opened();
    world.mailboxes.answerNext(refusedAnswer, refusedAnswer);
    await world.click('approve', ana, requestId);
    await world.work();
    await pass(6 * day);
    await world.click('retry', ana, requestId);
    await world.work();

    await pass(5 * day);
    const { week, month } = await stats();
    assert.deepEqual([week.ended.get('failed'), month.ended.get('failed')], [1, 1]);
  });

  it('take nothing back where an older version let it fail, which counted nothing', async () => {
    const requestId = await opened();
    world.mailboxes.answerNext(refusedAnswer);
    await world.click('approve', ana, requestId);
    await world.work();
    await world.store.transaction(async (tx) => {
      const request = await tx.lockRequest(requestId);
      assert.ok(request && isRemediating(request));
      const { failedAt: _unknown, ...asBefore } = request;
      await tx.saveRequest(asBefore);
      await tx.forgetCounts(dayOf(world.clock.now()) + 1);
    });

    await world.click('retry', ana, requestId);
    assert.deepEqual(await world.store.counts({ from: 0, to: 30_000 }), []);
    await world.work();
    await pass(minute);
    assert.deepEqual(await ended(), { verified: 1 });
  });

  it('count dry runs apart, and nothing else of them', async () => {
    world.settings.dryRun = true;
    const approved = await opened();
    const rejected = await opened();
    await world.click('approve', ana, approved);
    await world.click('reject', ana, rejected, { reason: 'No phish.' });
    await world.work();

    const { month } = await stats();
    assert.deepEqual(Object.fromEntries(month.ended), { dryRun: 2 });
    assert.deepEqual([month.opened, month.timeToDecide, month.emails.told], [0, undefined, 0]);
  });

  it('count a dry run once that failed and was taken up again', async () => {
    world.settings.dryRun = true;
    const requestId = await opened();
    await world.click('approve', ana, requestId);
    await tamper(requestId, 'high');
    await world.work();
    assert.equal((await world.store.request(requestId))?.state, 'failed');
    assert.deepEqual(await ended(), { dryRun: 1 });

    await tamper(requestId, 'medium');
    await world.click('retry', ana, requestId);
    assert.deepEqual(await ended(), {});
    await world.work();
    assert.deepEqual(await ended(), { dryRun: 1 });
  });

  /** A row that was changed behind our back: what was approved is not what is stored any more. */
  async function tamper(requestId: RequestId, severity: Severity): Promise<void> {
    await world.store.transaction(async (tx) => {
      const request = await tx.lockRequest(requestId);
      assert.ok(request);
      await tx.saveRequest({ ...request, revision: { ...request.revision, severity } });
    });
  }

  it('measure the time to proof from Graph’s last answer, however long the answers before it took', async () => {
    await world.close();
    world = await startStepWorld({ batchSize: 2 });
    const { remediate } = world.mailboxes;
    Object.assign(world.mailboxes, {
      otherwise: 'others',
      remediate: (...call: Parameters<typeof remediate>) => {
        if (world.mailboxes.calls.length === 1) world.clock.advance(10 * minute);
        return remediate(...call);
      },
    });
    const requestId = await opened(3);
    await world.click('approve', ana, requestId);
    await world.work();
    await pass(minute);

    assert.deepEqual(await ended(), { verified: 1 });
    near((await stats()).month.timeToProof?.medianMs, minute);
  });

  it('hold the last seven and thirty days, today among them', async () => {
    await opened();
    await pass(6 * day);
    assert.equal((await stats()).week.opened, 1);
    await pass(day);
    assert.deepEqual([(await stats()).week.opened, (await stats()).month.opened], [0, 1]);
    await pass(22 * day);
    const last = await stats();
    assert.deepEqual([last.month.opened, last.countedSince], [1, undefined]);
    await pass(day);
    assert.equal((await stats()).month.opened, 0);
  });

  it('are told approvers and members of the alert channel, and nobody else', async () => {
    const isMemberOf = async () => false;

    assert.deepEqual(await world.steps.readStats({ person: eve, isMemberOf }), {
      kind: 'refused',
      reason: 'notAMember',
    });
    assert.equal((await world.steps.readStats({ person: eve, teamId: testChannel.teamId })).kind, 'done');
    const guest = { ...ana, isGuest: true };
    assert.deepEqual(await world.steps.readStats({ person: guest, teamId: testChannel.teamId }), {
      kind: 'refused',
      reason: 'guest',
    });
  });

  it('are forgotten after 400 days, looked for once a day', async () => {
    await opened();
    const first = dayOf(world.clock.now());
    let transactions = 0;
    const store = {
      transaction: (async (steps) => {
        transactions += 1;
        return world.store.transaction(steps);
      }) as StepWorld['store']['transaction'],
    };
    const upkeep = createCountUpkeep({ store, log: silentLog, believedTime: async () => world.clock.now() });
    const left = async () => (await world.store.counts({ from: first, to: first })).length;

    world.clock.advance(400 * day);
    await upkeep();
    await upkeep();
    assert.deepEqual([await left(), transactions], [1, 1]);
    world.clock.advance(day);
    await upkeep();
    assert.deepEqual([await left(), transactions], [0, 2]);
  });
});
