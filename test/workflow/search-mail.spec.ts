import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { forgetSearches } from '../../src/workflow/forget-searches.ts';
import { type FoundMessage, searchesKept, searchLifetimeMs } from '../../src/workflow/found-mail.ts';
import type { Asker } from '../../src/workflow/steps.ts';
import { messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve, testTenantId } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const criteria = { from: 'evil.example', subject: 'invoice', to: 'hannah@contoso.com', lastMinutes: 60 };
const privately = { isPrivate: true };
const message: FoundMessage = {
  networkMessageId: messageA,
  receivedAt: Date.UTC(2026, 10, 20),
  sender: 'mallory@evil.example',
  subject: 'Overdue invoice',
  recipients: ['hannah@contoso.com', 'preston@contoso.com'],
  recipientCount: 2,
  places: ['Inbox/Folder'],
};
const inTeam = (asker: Asker): Asker => ({ ...asker, teamId: testChannel.teamId });

describe('find', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
    world.mailSearch.answer = {
      kind: 'found',
      messages: [message, { ...message, networkMessageId: messageB }],
      more: false,
    };
  });
  afterEach(() => world.close());

  async function searched(asker: Asker = { person: ana }): Promise<string> {
    const answer = await world.steps.searchMail(criteria, asker, privately);
    assert.equal(answer.kind, 'done');
    return answer.kind === 'done' ? answer.search.searchId : '';
  }
  async function asked(searchId: string, place = 1, by: Asker = { person: ben }) {
    const answer = await world.steps.requestFound({ searchId, message: place }, by);
    if (answer.kind === 'refused') assert.fail(answer.reason);
    return answer;
  }
  const openRequests = async () => (await world.store.openRequests({ limit: 100, offset: 0 })).requests;
  const entries = () => world.store.auditEntries({ afterSeq: 0, limit: 100 });

  it('answers approvers with what was found, and keeps it for the buttons', async () => {
    const answer = await world.steps.searchMail(criteria, { person: ana }, privately);

    assert.deepEqual(world.mailSearch.asked, [criteria]);
    assert.partialDeepStrictEqual(answer, { kind: 'done', search: { criteria, more: false } });
    const kept = await world.store.mailSearch(answer.kind === 'done' ? answer.search.searchId : '');
    assert.partialDeepStrictEqual(kept, {
      by: ana.objectId,
      tenantId: testTenantId,
      messages: [message, { networkMessageId: messageB }],
    });
  });

  it('leaves in the audit log who searched, and of mail only salted hashes', async () => {
    const searchId = await searched();

    const salt = (await world.store.mailSearch(searchId))?.salt ?? '';
    const hash = (value: string) => createHash('sha256').update(JSON.stringify({ salt, value })).digest('hex');
    const [entry, ...others] = await entries();
    assert.deepEqual(others, []);
    assert.partialDeepStrictEqual(entry, { kind: 'mail.searched', requestId: null, actor: { upn: ana.upn } });
    assert.deepEqual(entry?.data, {
      searchId,
      fromHash: hash('evil.example'),
      subjectHash: hash('invoice'),
      urlHash: null,
      to: 'hannah@contoso.com',
      lastMinutes: 60,
      found: 2,
      more: false,
    });
    assert.doesNotMatch(JSON.stringify(entry), /evil\.example|invoice/);
  });

  it('asks nobody where the person may not see mail', async () => {
    const answer = await world.steps.searchMail(criteria, { person: eve }, privately);

    assert.deepEqual(answer, { kind: 'refused', reason: 'notAMember' });
    assert.deepEqual(world.mailSearch.asked, []);
    assert.deepEqual(await entries(), []);
  });

  it("answers in the alert channel's team, where everybody may see mail, and in no other channel or group chat", async () => {
    const shared = { isPrivate: false };

    const inChannel = await world.steps.searchMail(criteria, inTeam({ person: eve }), shared);
    const elsewhere = await world.steps.searchMail(criteria, { person: ana, teamId: 'another' }, shared);
    const inChat = await world.steps.searchMail(criteria, { person: ana }, shared);

    assert.equal(inChannel.kind, 'done');
    for (const answer of [elsewhere, inChat]) assert.deepEqual(answer, { kind: 'refused', reason: 'askInPrivate' });
    assert.equal(world.mailSearch.asked.length, 1);
  });

  it('hands on why nothing was searched, and keeps nothing of it', async () => {
    world.mailSearch.answer = { kind: 'notSearched', problem: 'throttled', retryAfterMs: 90_000 };

    const answer = await world.steps.searchMail(criteria, { person: ana }, privately);

    assert.deepEqual(answer, world.mailSearch.answer);
    assert.deepEqual(await entries(), []);
  });

  it('makes a request of one click, by whoever clicked', async () => {
    const { requestId, removal, search } = await asked(await searched());

    const request = await world.store.request(requestId);
    assert.partialDeepStrictEqual(request, {
      state: 'pending',
      origin: { kind: 'command', by: { upn: ben.upn } },
      revision: { action: 'softDelete', emailCount: 2 },
    });
    assert.deepEqual(
      await world.store.emails(requestId),
      message.recipients.map((recipientEmailAddress) => ({ networkMessageId: messageA, recipientEmailAddress })),
    );
    assert.equal(removal?.asked, 2);
    assert.deepEqual([...search.requested], [[1, requestId]]);
    await world.work();
    assert.equal(world.thread.posts.length, 1);
  });

  it('makes one request of two clicks, one after the other or at once', async () => {
    const searchId = await searched();

    const at = await Promise.all([asked(searchId), asked(searchId, 1, { person: ana }), asked(searchId)]);
    const later = await asked(searchId);

    assert.equal(new Set([...at, later].map(({ requestId }) => requestId)).size, 1);
    assert.equal((await openRequests()).length, 1);
    assert.equal(later.removal, undefined);
  });

  it('points to the request of the first click also after it was decided', async () => {
    const searchId = await searched();
    const { requestId } = await asked(searchId);
    await world.click('reject', ana, requestId, { reason: 'No phish.' });

    const again = await asked(searchId);

    assert.equal(again.requestId, requestId);
    assert.deepEqual(await openRequests(), []);
  });

  it('points to the open request that asks for the same already', async () => {
    const first = await asked(await searched());

    const second = await asked(await searched({ person: ben }));

    assert.equal(second.requestId, first.requestId);
    assert.deepEqual([second.removal?.asked, second.removal?.alreadyOpen], [0, true]);
  });

  it('makes one request for each message', async () => {
    const searchId = await searched();

    const [first, second] = [await asked(searchId, 1), await asked(searchId, 2)];

    assert.notEqual(first.requestId, second.requestId);
    assert.deepEqual(
      [...second.search.requested],
      [
        [1, first.requestId],
        [2, second.requestId],
      ],
    );
  });

  it('refuses the click of whoever may not ask, and shows them nothing', async () => {
    const answer = await world.steps.requestFound({ searchId: await searched(), message: 1 }, { person: eve });

    assert.deepEqual(answer, { kind: 'refused', reason: 'notAMember' });
    assert.deepEqual(await openRequests(), []);
  });

  it('refuses a result of yesterday, one that was never there, and a message that is not in it', async () => {
    const searchId = await searched();
    const click = (id: string, place: number) =>
      world.steps.requestFound({ searchId: id, message: place }, { person: ana });

    assert.deepEqual(await click(searchId, 3), { kind: 'refused', reason: 'badInput' });
    assert.deepEqual(await click(messageA, 1), { kind: 'refused', reason: 'searchTooOld' });
    world.clock.advance(searchLifetimeMs - 1);
    assert.equal((await click(searchId, 1)).kind, 'done');
    world.clock.advance(1);
    assert.deepEqual(await click(searchId, 1), { kind: 'refused', reason: 'searchTooOld' });
  });

  it('refuses a result of another tenant', async () => {
    const searchId = await searched();
    world.settings.tenantId = messageB;

    const answer = await world.steps.requestFound({ searchId, message: 1 }, { person: ana });

    assert.deepEqual(answer, { kind: 'refused', reason: 'searchTooOld' });
  });

  it('keeps the newest few of a person, and none of yesterday', async () => {
    const first = await searched({ person: ben });
    const own: string[] = [];
    for (let nth = 0; nth <= searchesKept; nth += 1) {
      world.clock.advance(1_000);
      own.push(await searched());
    }
    const kept = async () => {
      const found = await Promise.all([first, ...own].map((id) => world.store.mailSearch(id)));
      return found.map((search) => search !== undefined);
    };

    const before = await kept();
    world.clock.advance(searchLifetimeMs - 500);
    await forgetSearches(world, () => false);
    const after = await kept();

    assert.deepEqual(before, [true, false, ...own.slice(1).map(() => true)]);
    assert.deepEqual(after, [false, ...own.slice(1).map(() => false), true]);
  });
});
