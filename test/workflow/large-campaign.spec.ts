import assert from 'node:assert/strict';
import type { AnalyzedEmail, RequestId } from '../../src/approval/request.ts';
import { isResolved } from '../../src/approval/request.ts';
import { drawRecipientsCard, drawReplyCard, drawRequestCard } from '../../src/teams/cards.ts';
import { recipientsOnPage } from '../../src/workflow/page-of-recipients.ts';
import { anAlert, testChannel } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const alertCount = 500;
const perAlert = 10;
const style = { locale: 'en', timeZone: 'UTC' };

/** Each alert is about a message of its own, in ten mailboxes that no other alert names. */
function emailsOf(alert: number): [AnalyzedEmail, ...AnalyzedEmail[]] {
  const networkMessageId = `73ca4154-58d8-43d0-a890-${String(alert).padStart(12, '0')}`;
  const to = (index: number) => ({
    networkMessageId,
    recipientEmailAddress: `user${alert * perAlert + index}@contoso.com`,
  });
  return [to(0), ...Array.from({ length: perAlert - 1 }, (_none, index) => to(index + 1))];
}

function small(card: Record<string, unknown>): string {
  const text = JSON.stringify(card);
  assert.ok(Buffer.byteLength(text) < 25_000);
  return text;
}

describe('500 alerts of one campaign with 5,000 recipients', () => {
  let world: StepWorld;
  let requestId: RequestId;
  /** Distinct messages of each look at the mailboxes: Graph is asked so often. */
  let messagesRead: number[];

  before(async () => {
    world = await startStepWorld({ reviseEveryMs: 30_000 });
    messagesRead = [];
    const { locate } = world.mailboxes;
    world.mailboxes.locate = (emails, window) => {
      messagesRead.push(new Set(emails.filter(isResolved).map((email) => email.networkMessageId)).size);
      return locate(emails, window);
    };
    const ids = new Set<RequestId>();
    for (let alert = 0; alert < alertCount; alert += 1) {
      const facts = { subject: 'Your mailbox is full', sender: { address: `it${alert % 40}@evil.example` } };
      const answer = await world.steps.receiveAlert(
        anAlert({ campaignId: 'campaign-1', emails: emailsOf(alert), facts }),
      );
      ids.add(answer.requestId);
    }
    assert.equal(ids.size, 1);
    [requestId] = [...ids] as [RequestId];
    await world.work();
    world.clock.advance(30_000);
    await world.work();
  }).timeout(30_000);
  after(() => world.close());

  it('are one card that counts messages, mailboxes, alerts and senders, and is small', () => {
    assert.equal(world.thread.posts.length, 1);
    const view = world.thread.updates.at(-1)?.view;
    assert.ok(view);
    assert.deepEqual(
      [view.emailCount, view.messageCount, view.recipientCount, view.alertCount, view.revision],
      [5_000, 500, 5_000, 500, 2],
    );
    const text = small(drawRequestCard(view, style));
    assert.match(text, /5,000 mailboxes/);
    assert.match(text, /That is 5,000 emails of 500 messages/);
    assert.match(text, /500 alerts/);
    assert.match(text, /it0@evil\[\.\]example, it1@evil\[\.\]example.* and 35 more/);
    assert.match(text, /"verb":"recipients"/);
  });

  it('show their recipients page by page, each once', async () => {
    const by = { person: ana, teamId: testChannel.teamId };
    const seen = new Set<string>();
    const pages = Math.ceil(5_000 / recipientsOnPage);
    for (const page of [1, 2, pages - 1, pages]) {
      const answer = await world.steps.click({ verb: 'recipients', requestId, revision: 2, page }, by);
      assert.ok(answer.kind === 'card' && answer.recipients);
      const { recipients } = answer;
      assert.deepEqual([recipients.page, recipients.pages, recipients.total], [page, pages, 5_000]);
      const text = small(drawRecipientsCard(answer.view, recipients, style));
      assert.match(text, /Message 73ca4154-58d8-43d0-a890-/);
      for (const { name } of recipients.messages.flatMap((message) => message.recipients)) seen.add(name);
    }
    assert.equal(seen.size, 3 * recipientsOnPage + (5_000 % recipientsOnPage || recipientsOnPage));
  });

  it('are one remediation in five calls that name every email once', async () => {
    await world.click('approve', ana, requestId);
    await world.work();

    const named = world.mailboxes.calls.flatMap(({ body }) => body.analyzedEmails);
    assert.equal(world.mailboxes.calls.length, 5);
    assert.equal(new Set(named.map((email) => JSON.stringify(email))).size, 5_000);
    assert.equal(named.length, 5_000);
  }).timeout(20_000);

  it('have one proof, for which each message is read once', async () => {
    world.mailboxes.otherwise = 'others';
    world.clock.advance(60_000);
    await world.work();
    world.clock.advance(6 * 3_600_000);
    await world.work();

    assert.equal((await world.store.request(requestId))?.state, 'verified');
    const proofs = world.thread.replies.filter(({ kind }) => kind === 'verified');
    assert.equal(proofs.length, 1);
    assert.deepEqual(messagesRead, [100, 100, 100, 100, 100]);
    const view = proofs[0]?.view;
    assert.ok(view);
    assert.match(small(drawReplyCard('verified', view, style)), /5,000 of 5,000 emails left the inbox/);
    small(drawRequestCard(view, style));
  }).timeout(20_000);
});
