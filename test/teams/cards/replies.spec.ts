import assert from 'node:assert/strict';
import { drawHelpCard, drawPendingCard, drawReplyCard } from '../../../src/teams/cards.ts';
import { replyKinds } from '../../../src/workflow/reply-kind.ts';
import { style, summaryWith } from '../../cards/gallery.ts';
import {
  batchWith,
  duplicate,
  expired,
  failed,
  replyViews,
  submitted,
  trackingLink,
  unclear,
  viewWith,
} from '../../cards/views.ts';
import { buttonsOn, buttonTitles, linesOn, textOn } from '../../cards/walk.ts';

describe('a reply in the thread', () => {
  for (const kind of replyKinds) {
    it(`names the request: ${kind}`, () => {
      assert.match(linesOn(drawReplyCard(kind, replyViews[kind], style))[0] ?? '', /^CS-7F3K2Q · /);
    });
  }

  it('tells approver, action and count of a submission, with the tracking link as a button', () => {
    const card = drawReplyCard('submitted', submitted, style);

    assert.match(textOn(card), /Approved by ana_b@contoso\.com\./);
    assert.match(textOn(card), /Soft delete from 2 mailboxes\./);
    assert.match(textOn(card), /CS-7F3K2Q · Submitted to Microsoft Defender\n[\s\S]*^Not yet verified:/m);
    assert.deepEqual(
      buttonsOn(card).map(({ title, url }) => [title, url]),
      [['Track in Action center', trackingLink]],
    );
  });

  it('names everybody who approved, last the person whose approval completed the quorum', () => {
    const decisions = [
      ...submitted.decisions,
      { ...submitted.decisions[0], upn: 'ben@contoso.com' },
    ] as typeof submitted.decisions;

    assert.match(
      textOn(drawReplyCard('submitted', { ...submitted, decisions }, style)),
      /Approved by ana_b@contoso\.com and ben@contoso\.com\./,
    );
  });

  it('leads to the history and says so where Graph gave no link', () => {
    const { trackingLink: _link, ...batch } = batchWith();

    const card = drawReplyCard('submitted', { ...submitted, batches: [batch] }, style);

    assert.match(textOn(card), /gave no tracking link/);
    assert.deepEqual(buttonTitles(card), ['Open Action center history']);
  });

  it('says dry run, and that nothing was sent', () => {
    const card = drawReplyCard('submitted', viewWith({ ...submitted, dryRun: true }), style);

    assert.match(textOn(card), /dry run/);
    assert.match(textOn(card), /Nothing was sent to Microsoft Graph/);
    assert.doesNotMatch(textOn(card), /submitted/i);
    assert.deepEqual(buttonTitles(card), []);
  });

  it('names the permission that is missing', () => {
    assert.match(textOn(drawReplyCard('failed', failed, style)), /SecurityAnalyzedMessage\.ReadWrite\.All/);
  });

  it('says when what was already submitted is tried again', () => {
    const text = textOn(drawReplyCard('alreadySubmitted', duplicate, style));

    assert.match(text, /already submitted/);
    assert.match(text, /tried again on Nov 20, 2026, 5:04 PM UTC/);
  });

  it('says that what was already submitted counts where the same action had been sent', () => {
    const view = viewWith({ ...submitted, batches: [batchWith({ state: 'duplicate' })] });

    assert.match(textOn(drawReplyCard('alreadySubmitted', view, style)), /already submitted[\s\S]*count as done/);
  });

  it('does not pretend to know what an unclear answer means', () => {
    const card = drawReplyCard('unclear', unclear, style);

    assert.match(textOn(card), /may or may not have taken the order/);
    assert.match(textOn(card), /The mailboxes are checked before anything is sent again\./);
    assert.deepEqual(buttonTitles(card), ['Open Action center history']);
  });

  it('says that an expired request did nothing', () => {
    const text = textOn(drawReplyCard('expired', expired, style));

    assert.match(text, /^CS-7F3K2Q · Expired\nNobody decided in time, so nothing was done\./);
    assert.match(text, /What was asked for: Soft delete from 2 mailboxes\./);
  });
});

describe('the list of open requests', () => {
  const list = { total: 2, offset: 0, requests: [summaryWith(), summaryWith({ id: 'CS-B1TQ5Z', recipientCount: 1 })] };

  it('names every request with what is asked, and a button that opens it', () => {
    const card = drawPendingCard(list, style);

    assert.match(textOn(card), /2 requests wait for a decision\./);
    assert.match(textOn(card), /CS-B1TQ5Z High severity\. Soft delete from 1 mailbox\./);
    const [, second] = buttonsOn(card);
    assert.deepEqual(second?.['data'], { requestId: 'CS-B1TQ5Z', revision: 1 });
    assert.deepEqual(buttonTitles(card), ['Open CS-7F3K2Q', 'Open CS-B1TQ5Z']);
  });

  it('tells what each is about, cut and made safe, and says a state only where it is another', () => {
    const requests = [
      summaryWith({ subject: `Pay at evil.example ${'x'.repeat(200)}` }),
      summaryWith({ requestedBy: 'mia_k@contoso.com', state: 'partiallyApproved' }),
    ];

    const text = textOn(drawPendingCard({ total: 2, offset: 0, requests }, style));

    assert.match(text, /^Subject: Pay at evil\[\.\]example x+…\nCreated Nov/m);
    assert.match(text, /^Requested by mia_k@contoso\.com\.\nWaiting for more approvals\. Created Nov/m);
    assert.equal(text.match(/Waiting for a decision/g)?.length, 1);
  });

  it('says which part of a longer list it shows', () => {
    assert.match(
      textOn(drawPendingCard({ ...list, total: 12, offset: 5 }, style)),
      /Shown: 6 to 7 of 12, oldest first\./,
    );
  });

  it('says so when nothing waits', () => {
    const card = drawPendingCard({ total: 0, offset: 0, requests: [] }, style);

    assert.match(textOn(card), /No request waits for a decision\./);
    assert.doesNotMatch(textOn(card), /Shown/);
  });
});

describe('the help card', () => {
  for (const command of ['help', 'pending', 'show', 'request', 'alerts here', 'alerts off', 'whoami']) {
    it(`explains ${command}`, () => {
      assert.ok(linesOn(drawHelpCard(style)).some((line) => line.startsWith(command)));
    });
  }
});
