import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { anAlert, aPolicy, messageB, testChannel } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const by = { person: ana, teamId: testChannel.teamId };
const hour = 3_600_000;

describe('the history of requests', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  let messages = 0;
  async function open(subject = 'Your mailbox is full'): Promise<RequestId> {
    messages += 1;
    const networkMessageId = `73ca4154-58d8-43d0-a890-${String(messages).padStart(12, '0')}`;
    const { requestId } = await world.steps.receiveAlert(
      anAlert({ emails: [{ networkMessageId, recipientEmailAddress: 'mia@contoso.com' }], facts: { subject } }),
    );
    world.clock.advance(1_000);
    return requestId;
  }
  async function history(limit = 10, offset = 0) {
    const answer = await world.steps.listHistory({ limit, offset }, by);
    assert.ok(answer.kind === 'done');
    return answer;
  }

  it('is empty before anything was decided, and does not list what is open', async () => {
    await open();

    assert.deepEqual(await history(), { kind: 'done', requests: [], mayBeMore: false });
  });

  it('lists the newest decision first, with who made it and when, however old the request is', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    await world.click('approve', ben, second);
    const approvedAt = world.clock.now();
    world.clock.advance(1_000);
    await world.click('reject', ana, first, { reason: 'The newsletter.' });
    const rejectedAt = world.clock.now();
    await world.work();

    const { requests } = await history();

    assert.deepEqual(
      requests.map(({ id, state, decidedBy, decidedAt }) => [id, state, decidedBy, decidedAt]),
      [
        [first, 'rejected', [ana.upn], rejectedAt],
        [second, 'submitted', [ben.upn], approvedAt],
      ],
    );
    assert.equal(requests[0]?.subject, 'Your mailbox is full');
    assert.ok(!requests.some(({ id }) => id === third));
  });

  it('keeps its order while a remediation goes on', async () => {
    const [first, second] = [await open(), await open()];
    await world.click('approve', ana, first);
    world.clock.advance(1_000);
    await world.click('approve', ana, second);
    await world.work();
    world.mailboxes.otherwise = 'others';
    world.clock.advance(7 * hour);
    await world.work();

    const { requests } = await history();

    assert.deepEqual(
      requests.map(({ id, state }) => [id, state]),
      [
        [second, 'verified'],
        [first, 'verified'],
      ],
    );
  });

  it('says of what expired that nobody decided, and of what was asked for who did', async () => {
    const expired = await open();
    await world.work();
    world.clock.advance(25 * hour);
    await world.work();
    const asked = await world.steps.requestRemoval(
      {
        emails: [{ networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' }],
        action: 'softDelete',
      },
      { person: ben },
    );
    assert.ok(asked.kind === 'done');
    await world.click('approve', ana, asked.view.requestId);

    const { requests } = await history();

    assert.deepEqual(
      requests.map(({ id, state, decidedBy, requestedBy }) => [id, state, decidedBy, requestedBy]),
      [
        [asked.view.requestId, 'submitting', [ana.upn], ben.upn],
        [expired, 'expired', undefined, undefined],
      ],
    );
  });

  it('names all who approved, where several had to; and nobody, where too few did in time', async () => {
    const rules = [{ when: {}, require: [{ from: 'approvers', count: 2 }], reasonRequired: false }] as const;
    world.changePolicy(aPolicy({ rules }));
    const [decided, expired] = [await open(), await open()];
    await world.click('approve', ana, decided);
    await world.click('approve', ben, decided);
    await world.click('approve', ana, expired);
    world.clock.advance(25 * hour);
    await world.work();

    const { requests } = await history();

    assert.deepEqual(
      requests.map(({ id, decidedBy }) => [id, decidedBy]),
      [
        [expired, undefined],
        [decided, [ana.upn, ben.upn]],
      ],
    );
  });

  it('says of an undo what it takes back, and of what was undone by which; the list of what waits as well', async () => {
    const removal = await open();
    await world.click('approve', ana, removal);
    await world.work();
    world.mailboxes.otherwise = 'others';
    world.clock.advance(7 * hour);
    await world.work();
    const asked = await world.steps.requestUndo(removal, by);
    assert.ok(asked.kind === 'done');
    const waiting = await world.steps.listPending({ limit: 10, offset: 0 }, by);
    assert.deepEqual(waiting.kind === 'done' && waiting.requests.map(({ undoes }) => undoes), [removal]);
    assert.deepEqual((await history()).requests[0]?.undoneBy, undefined);

    await world.click('approve', ben, asked.undoId);
    await world.work();
    world.mailboxes.otherwise = 'inbox_folder';
    world.clock.advance(7 * hour);
    await world.work();

    const { requests } = await history();
    assert.deepEqual(
      requests.map(({ id, undoes, undoneBy }) => [id, undoes, undoneBy]),
      [
        [asked.undoId, removal, undefined],
        [removal, undefined, asked.undoId],
      ],
    );
  });

  it('pages, and says whether there is more', async () => {
    const ids: RequestId[] = [];
    for (let count = 0; count < 5; count += 1) {
      const id = await open();
      await world.click('reject', ana, id, { reason: 'no' });
      ids.unshift(id);
    }

    const pages = [await history(2), await history(2, 2), await history(2, 4), await history(2, 6)];

    assert.deepEqual(
      pages.map(({ requests }) => requests.map(({ id }) => id)),
      [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []],
    );
    assert.deepEqual(
      pages.map(({ mayBeMore }) => mayBeMore),
      [true, true, false, false],
    );
  });
});
