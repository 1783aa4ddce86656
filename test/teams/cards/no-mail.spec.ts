import assert from 'node:assert/strict';
import {
  drawPendingCard,
  drawReplyCard,
  drawRequestCard,
  drawSummaryCard,
  drawWhoCanApproveCard,
} from '../../../src/teams/cards.ts';
import { gallery, listedWith, style, summaryWith } from '../../cards/gallery.ts';
import { noMailViews } from '../../cards/no-mail-views.ts';
import { buttonsOn, linesOn, textOn } from '../../cards/walk.ts';

const named = 'The source of the alert named no message in a mailbox, so nothing can be removed yet.';

describe('the card of a request whose alert named no message', () => {
  it('tells what the source said, that nothing can be removed yet, and what to do', () => {
    assert.deepEqual(linesOn(drawRequestCard(noMailViews.asked, style)), [
      'High severity · CS-7F3K2Q',
      'Which email is it?',
      'Alert: Email reported by user as phish',
      'Subject: Your mailbox is full',
      'From: IT Help <it.help@evil[.]example>',
      'Received: Nov 20, 2026, 2:58 PM UTC',
      'Reported by defender (1 alert).',
      named,
      'Find the mail, and ask for its removal where it is found. Reject this request when it is dealt with, or when there is nothing to do.',
      'The same search, to be typed: find from:it.help@evil[.]example subject:"Your mailbox is full" last:2d',
      'Asked for from what was found: CS-C2VR6A. Reject this request when it is dealt with.',
      'Decide before Nov 21, 2026, 3:04 PM UTC. After that the request expires and nothing is done.',
    ]);
  });

  it('offers to find the mail and to reject, and nothing else: no approval, no choice', () => {
    for (const view of [noMailViews.waiting, noMailViews.asked, noMailViews['too little known']]) {
      const card = drawRequestCard(view, style);
      const verbs = buttonsOn(card).flatMap(({ verb }) => (verb === undefined ? [] : [verb]));
      assert.deepEqual(verbs, ['find', 'reject']);
      assert.doesNotMatch(JSON.stringify(card), /Input\.(?:ChoiceSet|Toggle)/);
    }
  });

  it('says how to search where too little is known to search by itself', () => {
    const text = textOn(drawRequestCard(noMailViews['too little known'], style));
    assert.match(text, /somebody has to say what to look for\. Type, for example: find from:evil\.example/);
    assert.doesNotMatch(text, /The same search/);
  });

  it('leaves out of old replies and lists what there is nothing to say of', () => {
    const cards = [...gallery()].flatMap(([name, card]) => (name.includes('no mail') ? [textOn(card)] : []));
    assert.ok(cards.length > 8);
    for (const text of cards) assert.doesNotMatch(text, /\b0 |mailboxes:/i);
  });

  it('ends without a word of approvals or of what was asked for', () => {
    assert.match(textOn(drawRequestCard(noMailViews.rejected, style)), /there was nothing to remove\./);
    assert.deepEqual(linesOn(drawReplyCard('expired', noMailViews.expired, style)), [
      'CS-7F3K2Q · Expired',
      'Nobody dealt with this in time, so nothing was done.',
      'The alert named no message in a mailbox, so there was nothing to remove.',
    ]);
  });

  it('is reminded of by what can be done', () => {
    for (const kind of ['reminded', 'escalated'] as const) {
      const text = textOn(drawReplyCard(kind, noMailViews.waiting, style));
      assert.match(text, /find the mail from the card above, or reject the request there\./);
      assert.doesNotMatch(text, /approval|nobody decided/i);
    }
  });

  it('says in lists that no message is named', () => {
    const listed = listedWith({ recipientCount: 0 });
    const summary = summaryWith({ emailCount: 0, recipientCount: 0 });
    assert.match(textOn(drawSummaryCard({ requests: [listed, listedWith()] }, style)), / · no message named · /);
    assert.match(textOn(drawPendingCard({ total: 1, offset: 0, requests: [summary] }, style)), /No message named\./);
    assert.match(
      textOn(drawWhoCanApproveCard(noMailViews.waiting, style)),
      /Nobody can approve this before a message in a mailbox is named\./,
    );
  });
});
