import assert from 'node:assert/strict';
import { type Alert, isResolved, type RequestId } from '../../src/approval/request.ts';
import { drawRequestCard } from '../../src/teams/cards.ts';
import { style } from '../cards/gallery.ts';
import { buttonsOn, textOn } from '../cards/walk.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { readers, sampleRecords } from './records.ts';

describe('the card of a vendor’s record', () => {
  let world: StepWorld;
  before(async () => {
    world = await startStepWorld();
  });
  after(() => world.close());

  async function cardOf(requestId: RequestId) {
    await world.work();
    const views = [...world.thread.posts, ...world.thread.updates].map(({ view }) => view);
    const view = views.findLast((one) => one.requestId === requestId);
    assert.ok(view);
    return drawRequestCard(view, style);
  }

  /** What the source said must stand there, defanged where a click would lead to the attacker. */
  function mustTell(text: string, { severity, facts, emails }: Alert): void {
    const { title, subject, sender } = facts;
    const [account, domain = ''] = sender?.address?.split('@') ?? [];
    const from = account === undefined ? undefined : `${account}@${domain.replaceAll('.', '[.]')}`;
    const mailboxes = emails.filter(isResolved).map((email) => email.recipientEmailAddress);
    const named = { low: 'Low severity', medium: 'Medium severity', high: 'High severity' }[severity];
    for (const fact of [named, title, subject, from, ...mailboxes]) {
      assert.ok(fact === undefined || text.includes(fact), `${fact} in ${text}`);
    }
  }

  for (const [name, { route, record }] of sampleRecords) {
    it(`tells what the record tells: ${name}`, async () => {
      // A source of its own each: none joins another's request.
      const read = readers[route](record, name);
      assert.equal(read.kind, 'alerts');
      for (const alert of read.alerts) {
        const answer = await world.steps.receiveAlert({ ...alert, campaignId: `${name}-${alert.alertId}` });
        const card = await cardOf(answer.requestId);
        mustTell(textOn(card), alert);
        const verbs = buttonsOn(card).map(({ verb }) => verb);
        assert.equal(verbs.includes('approve'), alert.emails.length > 0);
        assert.equal(verbs.includes('find'), alert.emails.length === 0);
      }
    });
  }
});
