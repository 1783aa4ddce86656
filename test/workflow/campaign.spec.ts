import assert from 'node:assert/strict';
import type { RemediationAnswer } from '../../src/approval/remediation.ts';
import type { AnalyzedEmail, RequestId } from '../../src/approval/request.ts';
import { drawRequestCard } from '../../src/teams/cards.ts';
import type { RequestView } from '../../src/workflow/request-view.ts';
import { anAlert, messageA } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const accepted: RemediationAnswer = { kind: 'accepted', status: 202 };
const busy: RemediationAnswer = { kind: 'notNow', status: 503, retryAfterMs: 60_000, message: 'busy' };
const refused: RemediationAnswer = { kind: 'refused', status: 400, code: 'badRequest', message: 'no' };

function recipients(count: number, from = 0): [AnalyzedEmail, ...AnalyzedEmail[]] {
  const email = (index: number) => ({
    networkMessageId: messageA,
    recipientEmailAddress: `user${from + index}@contoso.com`,
  });
  return [email(0), ...Array.from({ length: count - 1 }, (_, index) => email(index + 1))];
}

/** The card's whole text. */
function textOf(view: RequestView | undefined): string {
  assert.ok(view);
  const card = JSON.stringify(drawRequestCard(view, { locale: 'en', timeZone: 'UTC' }));
  assert.ok(Buffer.byteLength(card) < 25_000);
  return card;
}

describe('a campaign with 10,000 recipients', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function approved(...answers: RemediationAnswer[]): Promise<RequestId> {
    world.mailboxes.answerNext(...answers);
    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: recipients(10_000) }));
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    return requestId;
  }
  const lastCard = () => world.thread.updates.at(-1)?.view;

  it('is one card, and ten calls that name every email once', async () => {
    const requestId = await approved();

    assert.equal(world.thread.posts.length, 1);
    assert.match(textOf(world.thread.posts[0]?.view), /10,000 mailboxes/);
    const named = world.mailboxes.calls.flatMap(({ body }) => body.analyzedEmails);
    assert.equal(world.mailboxes.calls.length, 10);
    assert.equal(named.length, 10_000);
    assert.equal(new Set(named.map((email) => JSON.stringify(email))).size, 10_000);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.match(textOf(lastCard()), /10 of 10 batches submitted/);
  });

  it('shows how many batches are submitted while others wait', async () => {
    await approved(...Array.from({ length: 4 }, () => accepted), ...Array.from({ length: 6 }, () => busy));

    const text = textOf(lastCard());
    assert.match(text, /4 of 10 batches submitted/);
    assert.match(text, /4,000 of 10,000 emails submitted/);
    assert.match(text, /6,000 emails wait/);
  });

  it('tells exactly what failed, and sends only that again', async () => {
    const requestId = await approved(...Array.from({ length: 7 }, () => accepted), refused, refused, refused);
    const failed = textOf(lastCard());
    assert.match(failed, /7,000 of 10,000 emails submitted/);
    assert.match(failed, /3,000 emails not submitted/);
    assert.equal(world.thread.replies.at(-1)?.kind, 'failed');

    await world.click('retry', ben, requestId);
    await world.work();

    const again = world.mailboxes.calls.slice(10).flatMap(({ body }) => body.analyzedEmails);
    const before = world.mailboxes.calls.slice(0, 7).flatMap(({ body }) => body.analyzedEmails);
    assert.equal(again.length, 3_000);
    assert.equal(new Set([...before, ...again].map((email) => JSON.stringify(email))).size, 10_000);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.equal(world.thread.replies.at(-1)?.kind, 'submitted');
  });

  it('is one card too where a hundred alerts bring it together', async () => {
    world.settings.reviseEveryMs = 30_000;
    for (let index = 0; index < 100; index += 1) {
      await world.steps.receiveAlert(anAlert({ campaignId: 'campaign-1', emails: recipients(100, index * 100) }));
    }
    await world.work();
    world.clock.advance(30_000);
    await world.work();

    assert.equal(world.thread.posts.length, 1);
    const view = lastCard();
    assert.deepEqual([view?.recipientCount, view?.alertCount, view?.revision], [10_000, 100, 2]);
  });
});
