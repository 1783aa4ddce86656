import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import { type CallbackMessage, callbackMessage } from '../../src/workflow/callback-message.ts';
import { anAlert } from '../support/builders.ts';
import { acceptedAnswer } from '../support/fakes.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const forbidden = { kind: 'refused', code: 'permission', status: 403, message: 'No.' } as const;

describe('Whoever raised an alert', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({ callbackSources: ['mailgate', 'sublime'] });
  });
  afterEach(() => world.close());

  const told = () =>
    world.callbacks.told.map(({ source, body }) => `${source} ${(body as CallbackMessage).data.state}`);
  const lastTold = () => world.callbacks.told.at(-1)?.body as CallbackMessage | undefined;
  async function receive(over: Parameters<typeof anAlert>[0] = {}): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(anAlert(over));
    await world.work();
    return requestId;
  }
  async function click(verb: 'approve' | 'reject' | 'retry', requestId: RequestId): Promise<void> {
    const decided = await world.click(verb, verb === 'retry' ? ben : ana, requestId, { reason: 'Because.' });
    assert.equal(decided.kind, 'card');
    await world.work();
  }
  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }

  it('is told once what was proven, by whom it was approved, and nothing about the mail', async () => {
    world.mailboxes.otherwise = 'others';
    const began = world.clock.now();
    const requestId = await receive({ alertId: 'a-1' });
    await receive({ alertId: 'a-2' });
    await click('approve', requestId);
    assert.deepEqual(told(), []);

    await pass(minute);
    await pass(day);

    assert.deepEqual(world.callbacks.told.length, 1);
    const [message] = world.callbacks.told;
    assert.equal(message?.source, 'mailgate');
    assert.match(message.id, /^outcome_[0-9a-f]{32}$/);
    assert.deepEqual(message.body, {
      type: 'request.ended',
      timestamp: new Date(began + minute).toISOString(),
      data: {
        requestId,
        revision: (await world.store.request(requestId))?.revision.number,
        state: 'verified',
        action: 'softDelete',
        dryRun: false,
        alertIds: ['a-1', 'a-2'],
        approverUpn: ana.upn,
        decidedAt: new Date(began).toISOString(),
        verification: { expected: 2, verified: 2 },
        trackingLinks: ['trackingLink' in acceptedAnswer ? acceptedAnswer.trackingLink : ''],
        statusUrl: `/api/requests/${requestId}`,
      },
    });
    assert.equal((await world.audited()).filter((kind) => kind === 'callback.told').length, 1);
  });

  it('is told how many were proven, where not all were', async () => {
    const requestId = await receive();
    await click('approve', requestId);
    await pass(day);

    assert.deepEqual(told(), ['mailgate unverified']);
    assert.deepEqual(lastTold()?.data.verification, { expected: 2, verified: 0 });
  });

  it('is told that it was rejected: decided, but approved by nobody', async () => {
    const requestId = await receive();
    await click('reject', requestId);

    assert.deepEqual(told(), ['mailgate rejected']);
    const { approverUpn, decidedAt, trackingLinks } = lastTold()?.data ?? {};
    assert.deepEqual(
      { approverUpn, decidedAt, trackingLinks },
      { approverUpn: null, decidedAt: new Date(world.clock.now()).toISOString(), trackingLinks: [] },
    );
  });

  it('is told that nobody decided', async () => {
    await receive();
    await pass(day);

    assert.deepEqual(told(), ['mailgate expired']);
    assert.equal(lastTold()?.data.decidedAt, null);
  });

  it('is told that whoever asked took it back, where the alert had joined', async () => {
    const emails = anAlert().emails.flatMap((email) => ('networkMessageId' in email ? [email] : []));
    const [first, ...rest] = emails;
    assert.ok(first);
    const asked = await world.steps.requestRemoval({ emails: [first, ...rest], action: 'softDelete' }, { person: ben });
    assert.ok(asked.kind === 'done');
    const requestId = await receive();
    await world.steps.withdraw(requestId, { person: ben });
    await world.work();

    assert.deepEqual(told(), ['mailgate withdrawn']);
  });

  it('is told of each end under an id of its own: failed, failed again, verified', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.answerNext(forbidden, forbidden);
    const requestId = await receive();
    await click('approve', requestId);
    await click('retry', requestId);
    await click('retry', requestId);
    await pass(minute);

    assert.deepEqual(told(), ['mailgate failed', 'mailgate failed', 'mailgate verified']);
    assert.equal(new Set(world.callbacks.told.map(({ id }) => id)).size, 3);
  });

  it('is told of the first thousand of its alerts', async () => {
    const requestId = await receive();
    const store = {
      ...world.store,
      alertIdsOf: async (_source: string, _id: RequestId, limit: number) => Array.from({ length: limit }, String),
    };
    const ended = {
      kind: 'sendCallback',
      requestId,
      source: 'mailgate',
      state: 'expired',
      round: 1,
      endedAt: 0,
    } as const;

    assert.equal((await callbackMessage(store, ended))?.data.alertIds.length, 1_000);
  });

  it('is told when a dry run is over: nothing comes after that', async () => {
    const dry = await startStepWorld({ callbackSources: ['mailgate'], dryRun: true });
    try {
      const { requestId } = await dry.steps.receiveAlert(anAlert());
      await dry.work();
      await dry.click('approve', ana, requestId);
      await dry.work();

      const [message] = dry.callbacks.told;
      assert.ok(message);
      const { state, dryRun, verification } = (message.body as CallbackMessage).data;
      assert.deepEqual(
        { state, dryRun, verification },
        { state: 'submitted', dryRun: true, verification: { expected: 0, verified: 0 } },
      );
      assert.equal(dry.callbacks.told.length, 1);
    } finally {
      await dry.close();
    }
  });

  it('hears of its own alerts alone, and only where it asked for it', async () => {
    const requestId = await receive({ source: 'mailgate', alertId: 'a-1' });
    await receive({ source: 'sublime', alertId: 's-1' });
    await receive({ source: 'sentinel', alertId: 'i-1' });
    await click('reject', requestId);

    assert.deepEqual(told(), ['mailgate rejected', 'sublime rejected']);
    assert.deepEqual(
      world.callbacks.told.map(({ body }) => (body as CallbackMessage).data.alertIds),
      [['a-1'], ['s-1']],
    );
  });

  it('is told nothing where nobody asked for it', async () => {
    world.settings.callbackSources = [];
    await click('reject', await receive());

    assert.deepEqual(told(), []);
  });

  it('is told nothing more once it is taken out of the settings', async () => {
    const requestId = await receive();
    world.callbacks.answerNext({ kind: 'notTaken', status: 500 });
    await click('reject', requestId);
    world.settings.callbackSources = [];
    await pass(hour);

    assert.equal(told().length, 1);
  });

  it('is told again until it takes it, under the same id, when it asks to be', async () => {
    const requestId = await receive();
    world.callbacks.answerNext({ kind: 'notTaken', status: 503, retryAfterMs: hour }, { kind: 'notTaken' });
    await click('reject', requestId);
    await pass(hour - 1);
    assert.equal(told().length, 1);
    await pass(1);
    assert.equal(told().length, 2);
    await pass(minute);
    await pass(day);

    assert.equal(told().length, 3);
    assert.equal(new Set(world.callbacks.told.map(({ id }) => id)).size, 1);
    assert.equal((await world.audited()).filter((kind) => kind === 'callback.told').length, 1);
  });

  it('is told when its turn comes, where it hangs: nobody is bothered with what was only put off', async () => {
    const requestId = await receive();
    world.callbacks.answerNext({ kind: 'notAsked', retryAfterMs: 2 * minute });
    await click('reject', requestId);
    await pass(2 * minute - 1);
    assert.equal(told().length, 1);
    await pass(1);

    assert.equal(told().length, 2);
    assert.equal((await world.audited()).filter((kind) => kind === 'callback.told').length, 1);
  });

  it('is not told after a day either, where it hangs', async () => {
    const requestId = await receive();
    world.callbacks.answerNext(...Array(30).fill({ kind: 'notAsked', retryAfterMs: hour }));
    await click('reject', requestId);
    for (let passed = 0; passed < 30; passed += 1) await pass(hour);

    assert.equal(told().length, 25);
  });

  it('is not told any more after a day, nor after it said that nobody listens', async () => {
    const requestId = await receive();
    world.callbacks.answerNext(...Array(2_000).fill({ kind: 'notTaken', status: 500 }));
    await click('reject', requestId);
    for (let passed = 0; passed < 26; passed += 1) await pass(hour);
    const tries = told().length;
    await pass(day);
    assert.ok(tries > 20);
    assert.equal(told().length, tries);

    const gone = await startStepWorld({ callbackSources: ['mailgate'] });
    try {
      gone.callbacks.answerNext({ kind: 'gone', status: 410 });
      const { requestId: other } = await gone.steps.receiveAlert(anAlert());
      await gone.work();
      await gone.click('reject', ana, other, { reason: 'No.' });
      await gone.work();
      gone.clock.advance(day);
      await gone.work();

      assert.equal(gone.callbacks.told.length, 1);
      assert.ok(!(await gone.audited()).includes('callback.told'));
    } finally {
      await gone.close();
    }
  });

  it('is told also where the service dies right after the end', async () => {
    const requestId = await receive();
    await world.click('reject', ana, requestId, { reason: 'No.' });
    assert.deepEqual(told(), []);

    // The end is committed; whatever process comes next does the work.
    await world.work();

    assert.deepEqual(told(), ['mailgate rejected']);
  });

  it('is not told of an end that was not kept', async () => {
    const requestId = await receive();
    world.failNextTransaction(new ServiceError('storeUnavailable'));
    await assert.rejects(world.click('reject', ana, requestId, { reason: 'No.' }));
    await world.work();

    assert.deepEqual(told(), []);
  });
});
