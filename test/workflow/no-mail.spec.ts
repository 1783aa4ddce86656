import assert from 'node:assert/strict';
import type { Alert, RequestId } from '../../src/approval/request.ts';
import type { FoundMessage } from '../../src/workflow/found-mail.ts';
import { anAlert, aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const hour = 3_600_000;
const found: FoundMessage = {
  networkMessageId: messageB,
  receivedAt: Date.UTC(2026, 10, 20),
  sender: 'it@evil.example',
  subject: 'Your mailbox is full',
  recipients: ['hannah@contoso.com'],
  recipientCount: 1,
  places: ['Inbox/Folder'],
};
const privately = { isPrivate: true };

function withoutMail(over: Partial<Alert> = {}): Alert {
  return anAlert({ source: 'defender', emails: [], ...over });
}

describe('an alert that names no message in a mailbox', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
    world.mailSearch.answer = { kind: 'found', messages: [found], more: false };
  });
  afterEach(() => world.close());

  async function taken(over: Partial<Alert> = {}): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(withoutMail(over));
    await world.work();
    return requestId;
  }
  async function find(requestId: RequestId, over: { revision?: number; by?: typeof ana; teamId?: string } = {}) {
    const request = await world.store.request(requestId);
    const click = { verb: 'find', requestId, revision: over.revision ?? request?.revision.number ?? 1 } as const;
    const asker = { person: over.by ?? ana, ...(over.teamId !== undefined && { teamId: over.teamId }) };
    return world.steps.click(click, asker, { isPrivate: over.teamId === undefined });
  }
  const open = async () => (await world.store.openRequests({ limit: 100, offset: 0 })).requests.map(({ id }) => id);

  it('becomes a request that asks for nothing yet, and whose card says what can be looked for', async () => {
    const requestId = await taken();

    const [post] = world.thread.posts;
    assert.partialDeepStrictEqual(post?.view, {
      requestId,
      state: 'pending',
      emailCount: 0,
      messageCount: 0,
      recipientCount: 0,
      recipients: [],
      noMail: {
        asked: [],
        search: { from: 'it@evil.example', subject: 'Your mailbox is full', lastMinutes: 7 * 1_440 },
      },
    });
    assert.deepEqual(await world.store.emails(requestId), []);
  });

  it('joins no other one that names none either', async () => {
    const [one, other] = [await taken(), await taken()];

    assert.notEqual(one, other);
    assert.deepEqual(await open(), [one, other]);
  });

  it('is a duplicate where it comes again', async () => {
    const alert = withoutMail();
    const first = await world.steps.receiveAlert(alert);

    assert.deepEqual(await world.steps.receiveAlert(alert), { ...first, duplicate: true });
  });

  for (const [name, over] of [
    ['as it stands', {}],
    ['with another action and severity', { action: 'hardDelete', severity: 'high', remediateSendersCopy: true }],
    ['with a reason', { reason: 'Looks bad.' }],
  ] as const) {
    it(`cannot be approved ${name}, and nothing is told to Graph`, async () => {
      const requestId = await taken();

      const answer = await world.click('approve', ana, requestId, over);
      await world.work();

      assert.deepEqual(answer, { kind: 'refused', reason: 'noMail', requestId });
      assert.partialDeepStrictEqual(await world.store.request(requestId), {
        state: 'pending',
        revision: { number: 1 },
      });
      assert.deepEqual(await world.store.batches(requestId), []);
      assert.deepEqual(world.mailboxes.calls, []);
      const [refused] = (await world.store.auditEntries({ afterSeq: 0, limit: 100 })).slice(-1);
      assert.partialDeepStrictEqual(refused, {
        kind: 'decision.refused',
        data: { verdict: 'approve', reason: 'noMail' },
      });
    });
  }

  it('tells whoever may not approve anyway nothing else than that', async () => {
    const requestId = await taken();

    assert.partialDeepStrictEqual(await world.click('approve', eve, requestId), { reason: 'notAnApprover' });
    assert.partialDeepStrictEqual(await world.click('approve', gus, requestId), { reason: 'guest' });
  });

  it('can be rejected, and then reads as any other past request', async () => {
    const requestId = await taken();

    const answer = await world.click('reject', ana, requestId, { reason: 'Dealt with.' });

    assert.partialDeepStrictEqual(answer, { kind: 'card', view: { state: 'rejected', emailCount: 0 } });
    assert.equal(answer.kind === 'card' && answer.view.noMail, undefined);
    const history = await world.steps.listHistory({ limit: 5, offset: 0 }, { person: ana });
    assert.partialDeepStrictEqual(history, { kind: 'done', requests: [{ id: requestId, recipientCount: 0 }] });
  });

  it('is reminded of, expires, and can be asked for again', async () => {
    world.changePolicy(aPolicy({ remindAfterMs: hour }));
    const requestId = await taken();

    world.clock.advance(hour);
    await world.work();
    world.clock.advance(24 * hour);
    await world.work();
    const again = await world.click('askAgain', ana, requestId);
    await world.work();

    assert.deepEqual(
      world.thread.replies.map(({ kind }) => kind),
      ['reminded', 'expired'],
    );
    assert.partialDeepStrictEqual(again, { kind: 'card', view: { state: 'expired' } });
    const [other] = await open();
    assert.ok(other !== undefined);
    assert.partialDeepStrictEqual(world.thread.posts.at(-1)?.view, {
      requestId: other,
      earlierRequestId: requestId,
      noMail: { search: { from: 'it@evil.example' } },
    });
  });

  it('is told to its source as a request without emails', async () => {
    const requestId = await taken();

    const status = await world.steps.requestStatus('defender', requestId);

    assert.partialDeepStrictEqual(status, { state: 'pending', emails: [], batches: [] });
  });

  it('takes rules about recipients as rules about nobody', async () => {
    const vip = { users: ['ceo@contoso.com', ana.objectId], groups: ['7c3f0c0e-0000-4000-8000-000000000001'] };
    const two = [{ from: 'approvers', count: 2 }] as const;
    const rules = [
      { when: { recipientsOver: 0 }, require: two, reasonRequired: true },
      { when: { recipientIn: vip }, require: two, reasonRequired: false },
    ];
    world.changePolicy(aPolicy({ rules }));

    const requestId = await taken();

    assert.partialDeepStrictEqual(world.thread.posts[0]?.view.quorum, { needed: 1, isAssumed: false });
    assert.partialDeepStrictEqual(await world.click('approve', ana, requestId), { reason: 'noMail' });
    assert.partialDeepStrictEqual(await world.click('reject', ben, requestId, { reason: 'so' }), { kind: 'card' });
  });

  it('joins the campaign that it names, and takes nothing from it', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert({ campaignId: 'c-1' }));

    const second = await taken({ campaignId: 'c-1' });

    assert.equal(second, requestId);
    assert.partialDeepStrictEqual(await world.store.request(requestId), { revision: { number: 1, emailCount: 2 } });
  });

  it('is not taken for one whose mail was removed before', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert({ source: 'defender', record: 'da-1' }));
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();

    const later = await taken({ record: 'da-1' });

    assert.notEqual(later, requestId);
    assert.partialDeepStrictEqual(await world.store.request(later), { state: 'pending', earlierRequestId: requestId });
  });

  describe('Find the mail', () => {
    it('looks for what the alert told, and leaves the request as it is', async () => {
      const requestId = await taken({ facts: { sender: { address: ' IT@Evil.Example ' }, subject: '\uFEFF' } });

      const answer = await find(requestId);

      assert.deepEqual(world.mailSearch.asked, [{ from: 'it@evil.example', lastMinutes: 7 * 1_440 }]);
      assert.partialDeepStrictEqual(answer, {
        kind: 'card',
        view: { requestId, state: 'pending' },
        found: { messages: [found], more: false },
      });
      const [entry] = (await world.store.auditEntries({ afterSeq: 0, limit: 100 })).slice(-1);
      assert.partialDeepStrictEqual(entry, { kind: 'mail.searched', requestId, revision: 1, actor: { upn: ana.upn } });
    });

    it('asks nobody where nothing is known to look for', async () => {
      const requestId = await taken({ facts: { title: 'User reported a phish', sender: { displayName: 'IT' } } });

      assert.deepEqual(await find(requestId), { kind: 'refused', reason: 'nothingToFind', requestId });
      assert.deepEqual(world.mailSearch.asked, []);
    });

    it('has the rights and the places of the command', async () => {
      const requestId = await taken();

      assert.partialDeepStrictEqual(await find(requestId, { by: eve }), { reason: 'notAMember' });
      assert.partialDeepStrictEqual(await find(requestId, { teamId: 'another' }), { reason: 'askInPrivate' });
      assert.partialDeepStrictEqual(await find(requestId, { by: eve, teamId: testChannel.teamId }), { kind: 'card' });
      assert.equal(world.mailSearch.asked.length, 1);
    });

    it('hands on why nothing could be searched', async () => {
      const requestId = await taken();
      world.mailSearch.answer = { kind: 'notSearched', problem: 'permission' };

      assert.deepEqual(await find(requestId), world.mailSearch.answer);
    });

    it('is one search and one answer in the channel, however often and by whomever it is clicked in a minute', async () => {
      const requestId = await taken();
      const { teamId } = testChannel;
      const clicks = (by: typeof ana) => Promise.all(Array.from({ length: 15 }, () => find(requestId, { teamId, by })));

      const answers = (await Promise.all([clicks(ana), clicks(ben)])).flat();
      world.clock.advance(59_999);
      const late = await find(requestId, { teamId, by: ben });

      assert.equal(world.mailSearch.asked.length, 1);
      assert.equal((await world.audited()).filter((kind) => kind === 'mail.searched').length, 1);
      assert.equal(answers.filter((answer) => answer.kind === 'card' && answer.found !== undefined).length, 1);
      const told = answers.filter((answer) => answer.kind === 'card' && answer.view.notice === 'foundBelow');
      assert.equal(told.length, 29);
      assert.partialDeepStrictEqual(late, { kind: 'card', view: { notice: 'foundBelow' } });
      assert.equal(late.kind === 'card' && late.found, undefined);
      world.clock.advance(1);
      assert.partialDeepStrictEqual(await find(requestId, { teamId }), { found: { messages: [found] } });
      assert.equal(world.mailSearch.asked.length, 2);
    });

    it('has an answer of its own in private, for another request, and after the request has changed', async () => {
      const [one, other] = [await taken({ record: 'da-1', severity: 'low' }), await taken({ alertId: 'other' })];
      const { teamId } = testChannel;
      await find(one, { teamId });

      assert.partialDeepStrictEqual(await find(one), { found: { messages: [found] } });
      assert.partialDeepStrictEqual(await find(one, { by: ben }), { found: { messages: [found] } });
      assert.partialDeepStrictEqual(await find(one), { view: { notice: 'foundBelow' } });
      assert.partialDeepStrictEqual(await find(other, { teamId }), { found: { messages: [found] } });
      await world.steps.receiveAlert(withoutMail({ record: 'da-1', severity: 'high' }));
      await world.work();
      assert.partialDeepStrictEqual(await find(one, { teamId }), {
        found: { messages: [found] },
        view: { revision: 2 },
      });
    });

    it('is made again at once where it could not be made, and shown to nobody who may not see it', async () => {
      const requestId = await taken();
      world.mailSearch.answer = { kind: 'notSearched', problem: 'throttled' };
      assert.deepEqual(await find(requestId), world.mailSearch.answer);
      world.mailSearch.answer = { kind: 'found', messages: [found], more: false };

      assert.partialDeepStrictEqual(await find(requestId), { found: { messages: [found] } });
      assert.partialDeepStrictEqual(await find(requestId, { by: eve }), { kind: 'refused', reason: 'notAMember' });
    });

    it('searches nothing where the request was decided, or names its mail by now', async () => {
      const decided = await taken();
      await world.click('reject', ana, decided, { reason: 'so' });
      const grown = await taken({ record: 'da-1' });
      await world.steps.receiveAlert(anAlert({ source: 'defender', record: 'da-1' }));

      assert.partialDeepStrictEqual(await find(decided), { view: { notice: 'alreadyDecided' } });
      assert.partialDeepStrictEqual(await find(grown, { revision: 1 }), { view: { notice: 'staleRevision' } });
      assert.partialDeepStrictEqual(await find(grown), { view: { notice: 'staleRevision', emailCount: 2 } });
      assert.partialDeepStrictEqual(await find('CS-ZZZZZZ'), { kind: 'refused', reason: 'unknownRequest' });
      assert.deepEqual(world.mailSearch.asked, []);
    });

    it('searches nothing for whoever clicks on a card that has changed since', async () => {
      const requestId = await taken({ record: 'da-1', severity: 'low' });
      await world.steps.receiveAlert(withoutMail({ record: 'da-1', severity: 'high' }));

      const answer = await find(requestId, { revision: 1 });

      assert.partialDeepStrictEqual(answer, { view: { notice: 'staleRevision', revision: 2, emailCount: 0 } });
      assert.deepEqual(world.mailSearch.asked, []);
    });

    it('leads to a request that names this one, which stays open and says so', async () => {
      const requestId = await taken();
      const answer = await find(requestId);
      const searchId = answer.kind === 'card' ? (answer.found?.searchId ?? '') : '';

      const asked = await world.steps.requestFound({ searchId, message: 1 }, { person: ana });
      await world.work();

      const removal = asked.kind === 'done' ? asked.requestId : requestId;
      assert.partialDeepStrictEqual(await world.store.request(removal), {
        earlierRequestId: requestId,
        revision: { emailCount: 1 },
      });
      assert.deepEqual(await open(), [requestId, removal]);
      const redrawn = world.thread.updates.filter(({ view }) => view.requestId === requestId).at(-1);
      assert.deepEqual(redrawn?.view.noMail?.asked, [removal]);
    });
  });

  describe('that is told again with its mail', () => {
    const version = (over: Partial<Alert> = {}) =>
      anAlert({ source: 'defender', record: 'da-1', facts: { title: 'Phish', subject: 'Later' }, ...over });

    it('becomes an ordinary card at once, on which an approval counts', async () => {
      world.settings.reviseEveryMs = 30_000;
      const requestId = await taken({ record: 'da-1', facts: { title: 'Phish' } });

      const second = await world.steps.receiveAlert(version());
      await world.work();

      assert.deepEqual(second, { requestId, revision: 2, state: 'pending', duplicate: false });
      const view = world.thread.updates.at(-1)?.view;
      assert.partialDeepStrictEqual(view, { requestId, revision: 2, emailCount: 2, facts: { subject: 'Later' } });
      assert.equal(view?.noMail, undefined);
      assert.partialDeepStrictEqual(await world.click('approve', ana, requestId), { view: { state: 'submitting' } });
    });

    it('shows the card as it is now to whoever clicks on the old one', async () => {
      const requestId = await taken({ record: 'da-1' });
      await world.steps.receiveAlert(version());

      const answer = await world.click('approve', ana, requestId, { revision: 1 });

      assert.partialDeepStrictEqual(answer, { kind: 'card', view: { notice: 'staleRevision', emailCount: 2 } });
      assert.deepEqual(await world.store.decisions(requestId), []);
    });

    it('joins wherever it would be routed now, and only what the same source reported', async () => {
      const here = { ...testChannel, channelId: '19:high@thread.tacv2' };
      delete world.settings.alertChannel;
      await world.steps.bindChannel(testChannel, {}, ana);
      await world.steps.bindChannel(here, { minSeverity: 'high' }, ana);
      const requestId = await taken({ record: 'da-1', severity: 'low' });

      const grown = await world.steps.receiveAlert(version({ severity: 'high' }));
      const other = await world.steps.receiveAlert(version({ source: 'sentinel', emails: [] }));

      assert.equal(grown.requestId, requestId);
      assert.notEqual(other.requestId, requestId);
      assert.partialDeepStrictEqual(await world.store.request(requestId), { revision: { severity: 'high' } });
    });

    it('makes one request of versions that come at once', async () => {
      const answers = await Promise.all(
        [1, 2, 3].map((n) => world.steps.receiveAlert(version({ emails: n === 2 ? [] : version().emails }))),
      );

      assert.equal(new Set(answers.map(({ requestId }) => requestId)).size, 1);
    });

    it('opens a new one after the decision, which names the earlier one', async () => {
      const requestId = await taken({ record: 'da-1' });
      await world.click('reject', ana, requestId, { reason: 'so' });

      const later = await world.steps.receiveAlert(
        version({ emails: [{ networkMessageId: messageA, recipientEmailAddress: 'mia@contoso.com' }] }),
      );

      assert.partialDeepStrictEqual(await world.store.request(later.requestId), { earlierRequestId: requestId });
    });
  });

  it('may be looked for in private by whoever may decide', async () => {
    const requestId = await taken();
    const answer = await world.steps.click({ verb: 'find', requestId, revision: 1 }, { person: ben }, privately);
    assert.equal(answer.kind, 'card');
  });
});
