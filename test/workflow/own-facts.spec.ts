import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { EmailByMessage, RequestId } from '../../src/approval/request.ts';
import { blankMailFacts } from '../../src/workflow/blank-mail-facts.ts';
import type { FoundMessage } from '../../src/workflow/found-mail.ts';
import type { RequestView } from '../../src/workflow/request-view.ts';
import { anAlert, messageA, messageB, testChannel } from '../support/builders.ts';
import { silentLog } from '../support/fakes.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const found: FoundMessage = {
  networkMessageId: messageA,
  receivedAt: Date.UTC(2026, 10, 20),
  sender: 'mallory@evil.example',
  subject: 'Overdue invoice',
  recipients: ['hannah@contoso.com'],
  recipientCount: 1,
  places: ['Inbox/folder'],
};
const facts = {
  subject: 'Overdue invoice',
  sender: { address: 'mallory@evil.example' },
  receivedAt: '2026-11-20T00:00:00.000Z',
  deliveryLocation: 'Inbox/folder',
};
const to = (name: string, networkMessageId = messageA) => ({
  networkMessageId,
  recipientEmailAddress: `${name}@contoso.com`,
});

describe('what is known of the mail, where no alert told', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function askedFromSearch(message = found): Promise<RequestId> {
    world.mailSearch.answer = { kind: 'found', messages: [message], more: false };
    const criteria = { from: 'evil.example', lastMinutes: 60 };
    const search = await world.steps.searchMail(criteria, { person: ana }, { isPrivate: true });
    assert.ok(search.kind === 'done');
    const { searchId } = search.search;
    const answer = await world.steps.requestFound({ searchId, message: 1 }, { person: ana });
    assert.ok(answer.kind === 'done');
    await world.work();
    return answer.requestId;
  }
  async function typed(...emails: [EmailByMessage, ...EmailByMessage[]]): Promise<RequestView> {
    const by = { person: ana, teamId: testChannel.teamId };
    const answer = await world.steps.requestRemoval({ emails, action: 'hardDelete' }, by);
    assert.ok(answer.kind === 'done' && answer.asked > 0);
    await world.work();
    return answer.view;
  }
  async function shown(requestId: RequestId): Promise<RequestView> {
    const answer = await world.click('open', ben, requestId);
    assert.ok(answer.kind === 'card');
    return answer.view;
  }

  it('stands on the card of a request from a result of find, which says so', async () => {
    await askedFromSearch();

    const posted = world.thread.posts.at(-1)?.view;
    assert.deepEqual(posted?.facts, facts);
    assert.deepEqual(posted?.requestedBy, { upn: ana.upn, found: true });
    assert.equal(posted?.factsFrom, undefined);
  });

  it('is no more than Graph told', async () => {
    const requestId = await askedFromSearch({ ...found, subject: ' ', sender: '', places: [] });

    assert.deepEqual((await shown(requestId)).facts, { receivedAt: facts.receivedAt });
  });

  it('is told in the lists of what is pending and what was decided, with who asked', async () => {
    const requestId = await askedFromSearch();
    const pending = await world.steps.listPending({ limit: 10, offset: 0 }, { person: ben });
    await world.click('reject', ben, requestId, { reason: 'Harmless' });
    const history = await world.steps.listHistory({ limit: 10, offset: 0 }, { person: ben });

    for (const list of [pending, history]) {
      assert.ok(list.kind === 'done');
      const [one] = list.requests;
      assert.deepEqual([one?.subject, one?.requestedBy], ['Overdue invoice', ana.upn]);
    }
  });

  it('is in the audit log as salted hashes alone', async () => {
    await askedFromSearch();

    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 100 });
    const hashes = entries.find(({ kind }) => kind === 'request.created')?.data['facts'];
    assert.doesNotMatch(JSON.stringify(entries), /invoice|evil\.example/);
    assert.deepEqual(Object.keys(hashes ?? {}).toSorted(), [
      'deliveryLocationHash',
      'receivedAtHash',
      'senderHash',
      'subjectHash',
    ]);
    const plain = createHash('sha256').update('"Overdue invoice"').digest('hex');
    assert.notEqual((hashes as Record<string, string>)['subjectHash'], plain);
  });

  it('is forgotten after the end of the request, and the card says so', async () => {
    const requestId = await askedFromSearch();
    await world.click('reject', ben, requestId, { reason: 'Harmless' });
    const inTime = { ...world, log: silentLog, sleep: async () => undefined };
    await blankMailFacts({ ...inTime, believedTime: async () => world.clock.now() }, () => false);
    assert.deepEqual((await shown(requestId)).facts, facts);
    world.clock.advance(91 * 24 * 3_600_000);

    await blankMailFacts({ ...inTime, believedTime: async () => world.clock.now() }, () => false);

    const view = await shown(requestId);
    assert.deepEqual([view.facts, view.factsBlankedAt], [{}, world.clock.now()]);
    assert.deepEqual(view.requestedBy, { upn: ana.upn, found: true });
    const [entry] = (await world.store.auditEntries({ afterSeq: 0, limit: 100 })).filter(
      ({ kind }) => kind === 'facts.blanked',
    );
    assert.deepEqual(entry?.data['requestIds'], [requestId]);
  });

  it('comes from an earlier request about the same message, open or ended, where somebody types its id', async () => {
    const earlier = await askedFromSearch();
    const beside = await typed(to('noa'));
    await world.click('reject', ben, earlier, { reason: 'Harmless' });
    const after = await typed(to('pia'));

    for (const view of [beside, after]) {
      assert.deepEqual([view.facts, view.factsFrom], [facts, earlier]);
      assert.deepEqual(view.requestedBy, { upn: ana.upn });
    }
  });

  it('comes from alerts as well', async () => {
    await world.steps.receiveAlert(anAlert({ emails: [to('mia')] }));

    const view = await typed(to('noa'));

    assert.equal(view.facts?.subject, 'Your mailbox is full');
  });

  it('is that of the first message of which anything is known, and says from where', async () => {
    const earlier = await askedFromSearch();

    const view = await typed(to('noa', messageB), to('noa'));

    assert.deepEqual([view.facts, view.factsFrom, view.messageCount], [facts, earlier, 2]);
  });

  it('is never taken for another message: not by naming both in one request before', async () => {
    await askedFromSearch();
    const both = await typed(to('noa'), to('noa', messageB));
    await world.steps.withdraw(both.requestId, { person: ana });

    const view = await typed(to('noa', messageB));

    assert.deepEqual([view.facts, view.factsFrom], [undefined, undefined]);
  });

  it('is never taken for another message of an alert that named several', async () => {
    await world.steps.receiveAlert(anAlert({ emails: [to('mia'), to('mia', messageB)] }));

    const view = await typed(to('noa', messageB));

    assert.equal(view.facts, undefined);
  });

  it('stays with what is asked for again', async () => {
    const requestId = await askedFromSearch();
    world.clock.advance(24 * 3_600_000);
    await world.work();
    await world.click('askAgain', ben, requestId);
    await world.work();

    const posted = world.thread.posts.at(-1)?.view;
    assert.deepEqual([posted?.facts, posted?.requestedBy], [facts, { upn: ben.upn }]);
    assert.notEqual(posted?.requestId, requestId);
  });
});
