import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawReplyCard, drawRequestCard } from '../../../src/teams/cards.ts';
import { replyKinds } from '../../../src/workflow/reply-kind.ts';
import type { RequestView } from '../../../src/workflow/request-view.ts';
import { arbitraryView } from '../../cards/arbitrary-view.ts';
import { gallery, style } from '../../cards/gallery.ts';
import { hostileTexts } from '../../cards/hostile.ts';
import { mentionsDrawn } from '../../cards/mentions.ts';
import { clickOn, render } from '../../cards/render.ts';
import { ana, batchWith, partlyApproved, viewWith, waiting } from '../../cards/views.ts';
import { aQuorum } from '../../support/builders.ts';

/** The hostile text in every place where text comes from outside. */
function viewFullOf(text: string, changes: Partial<RequestView> = {}): RequestView {
  return viewWith({
    recipients: [text],
    messageIds: [text],
    facts: {
      title: text,
      description: text,
      subject: text,
      sender: { address: text, displayName: text },
      receivedAt: text,
      threatTypes: [text],
      urls: [text],
      attachments: [{ fileName: text }],
      deliveryLocation: text,
      internetMessageId: text,
      link: text,
    },
    sources: [text],
    requestedBy: { upn: text, because: text },
    quorum: aQuorum([text]),
    decisions: [{ ...ana, upn: text, reason: text }],
    batches: [batchWith({ state: 'refused', trackingLink: text, problem: { code: 'other', message: text } })],
    withdrawnBy: text,
    ...changes,
  });
}

/** Tags that Markdown, HTML or a mention would bring; the renderer itself uses none of them for our cards. */
const foreignTags = /<(?:a|strong|em|b|i|s|code|img|at|script|h[1-6]|li|ul|blockquote)\b/i;

describe("a card in Microsoft's renderer", () => {
  for (const [name, card] of gallery()) {
    it(`is drawn without complaint: ${name}`, () => {
      const { html, complaints } = render(mentionsDrawn(card));

      assert.deepEqual(complaints, []);
      assert.ok(html.length > 500);
      assert.doesNotMatch(html, foreignTags);
    });
  }

  for (const text of hostileTexts) {
    it(`shows as text: ${JSON.stringify(text)}`, () => {
      const states = ['pending', 'partiallyApproved', 'failed', 'rejected', 'withdrawn'] as const;
      const cards = [
        ...states.map((state) => drawRequestCard(viewFullOf(text, { state }), style)),
        ...replyKinds.map((kind) => drawReplyCard(kind, viewFullOf(text, { state: 'failed' }), style)),
      ];
      for (const card of cards) {
        const { html, complaints } = render(card);
        assert.deepEqual(complaints, []);
        assert.doesNotMatch(html, foreignTags);
      }
    });
  }

  it('keeps the letters of Markdown, macros and mentions in sight', () => {
    const subject = '**now** {{DATE(2026-01-02T03:04:05Z)}} <at>Ana</at> [x](https://evil.example)';

    const { html } = render(drawRequestCard(viewWith({ facts: { subject } }), style));

    assert.ok(html.includes('**now** { {DATE(2026-01-02T03:04:05Z)} } ‹at&gt;Ana‹/at&gt; [x](hxxps://evil[.]example)'));
  });

  it('never draws a link or markup, whatever comes in', () => {
    fc.assert(
      fc.property(arbitraryView(), (view) => {
        assert.doesNotMatch(render(drawRequestCard(view, style)).html, foreignTags);
      }),
      { numRuns: 100 },
    );
  }).timeout(30_000);

  it('would show a link if a sentence of ours held mail text, so that these tests can fail', () => {
    const body = [{ type: 'TextBlock', text: '[x](https://evil.example) www.evil.example', wrap: true }];

    assert.match(render({ type: 'AdaptiveCard', version: '1.5', body }).html, foreignTags);
  });

  it('would expand a date macro in a TextRun, so that these tests can fail', () => {
    const inlines = [{ type: 'TextRun', text: '{{DATE(2026-01-02T03:04:05Z)}}' }];
    const body = [{ type: 'RichTextBlock', inlines }];

    assert.doesNotMatch(render({ type: 'AdaptiveCard', version: '1.5', body }).html, /DATE/);
  });
});

describe("a click in Microsoft's renderer", () => {
  it('sends the folded inputs with Approve, as they stand on the card', () => {
    assert.deepEqual(clickOn(drawRequestCard(waiting, style), 'approve'), {
      requestId: 'CS-7F3K2Q',
      revision: 1,
      action: 'softDelete',
      severity: 'high',
      remediateSendersCopy: 'false',
    });
  });

  it('sends no inputs when an approval is taken back', () => {
    assert.deepEqual(clickOn(drawRequestCard(partlyApproved, style), 'revoke'), {
      requestId: 'CS-7F3K2Q',
      revision: 1,
    });
  });
});
