import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type RequestId, requestStates, severities } from '../../../src/approval/request.ts';
import { drawSummaryCard } from '../../../src/teams/cards.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import type { ListedRequest } from '../../../src/workflow/summary-view.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { listedWith, partlyDecided, style } from '../../cards/gallery.ts';
import { fullOf, hostileText, hostileTexts } from '../../cards/hostile.ts';
import { render } from '../../cards/render.ts';
import { buttonsOn, linesOn, textOn } from '../../cards/walk.ts';

/** As many as the step lists on one card. */
const most = 20;
const foreignTags = /<(?:a|strong|em|b|i|s|code|img|at|script|h[1-6]|li|ul|blockquote)\b/i;

function many(count: number, changes: Partial<ListedRequest> = {}): ListedRequest[] {
  return Array.from({ length: count }, (_none, index) =>
    listedWith({ requestId: `CS-${String(index).padStart(6, '0')}`, ...changes }),
  );
}

function assertSmall(card: Record<string, unknown>): void {
  const json = JSON.stringify(card);
  assert.ok(Buffer.byteLength(json, 'utf8') < 25_000);
  assert.ok(json.length * 2 < 25_000, `${json.length * 2} bytes of UTF-16`);
}

describe('the summary of a burst', () => {
  it('says in plain sentences how many came, and what to do', () => {
    const [title, left, first] = linesOn(drawSummaryCard({ requests: many(18) }, style));

    assert.equal(title, '18 requests came in at once');
    assert.equal(left, 'Each waits for a decision; open one to decide it.');
    assert.equal(first, 'CS-000000 · High severity · 2 mailboxes · Your mailbox is full');
  });

  it('has a button for each request that opens it, with nothing in its data that decides', () => {
    const buttons = buttonsOn(drawSummaryCard({ requests: many(most) }, style));

    assert.equal(buttons.length, most);
    assert.deepEqual(
      buttons.map(({ verb, data }) => [verb, data]),
      many(most).map(({ requestId }) => ['open', { requestId, revision: 1 }]),
    );
    assert.equal(new Set(buttons.map(({ title }) => title)).size, most);
  });

  it('shows what became of each', () => {
    const lines = linesOn(drawSummaryCard(partlyDecided, style));

    assert.deepEqual(lines, [
      '5 requests came in at once',
      '2 of 5 still wait for a decision; open one to decide it.',
      'CS-7F3K2Q · High severity · 2 mailboxes · Your mailbox is full',
      'CS-C2VR6A · High severity · 2 mailboxes · Your mailbox is full · Waiting for more approvals · approved by ben@contoso.com · has its own card',
      'CS-9XW4M0 · Medium severity · 2 mailboxes · Your mailbox is full · Submitted to Microsoft Defender · approved by ana_b@contoso.com',
      'CS-F0HN8D · Medium severity · 2 mailboxes · Your mailbox is full · Rejected by ben@contoso.com',
      'CS-B1TQ5Z · Low severity · 37 mailboxes · Your mailbox is full · Expired',
    ]);
  });

  it('says when nothing is left to decide', () => {
    const decided = [...many(2, { state: 'rejected' }), ...many(1, { state: 'submitted' })];
    const late = [...decided, ...many(1, { state: 'expired' })];

    assert.equal(linesOn(drawSummaryCard({ requests: decided }, style))[1], 'All are decided.');
    assert.equal(linesOn(drawSummaryCard({ requests: late }, style))[1], 'None of them waits for a decision any more.');
  });

  it('speaks of one request as of one', () => {
    const alone = textOn(drawSummaryCard({ requests: many(1) }, style));
    const lastOne = textOn(drawSummaryCard({ requests: [...many(2, { state: 'expired' }), ...many(1)] }, style));

    assert.match(alone, /^1 request\nIt waits for a decision; open it to decide it\./);
    assert.match(lastOne, /1 of 3 still waits for a decision; open it to decide it\./);
  });

  it('shows a whole ordinary subject on a full card, and cuts a long one with dots', () => {
    const ordinary = drawSummaryCard({ requests: many(most) }, style);
    const long = drawSummaryCard({ requests: many(most, { subject: 'Pay now '.repeat(50) }) }, style);

    assert.match(textOn(ordinary), /Your mailbox is full$/);
    assert.match(textOn(long), /Pay now Pay now .*…$/);
  });

  for (const character of [
    'x',
    '"',
    '\\',
    '\u202e',
    '\u0001',
    '\n',
    'a.',
    '{',
    '😀',
    '👩‍👩‍👧‍👦',
    'ᄀ',
    '\u0301',
    '字',
    '\ud800',
  ]) {
    it(`stays under 25 KB when everything is full of ${JSON.stringify(character)}`, () => {
      for (const state of requestStates) {
        const changes = { subject: fullOf(character, 998), decidedBy: fullOf(character, 320), revision: 99_999, state };
        assertSmall(drawSummaryCard({ requests: many(most, { ...changes, recipientCount: 10_000 }) }, style));
      }
    });
  }

  for (const text of hostileTexts) {
    it(`shows as text: ${JSON.stringify(text)}`, () => {
      const { html, complaints } = render(
        drawSummaryCard({ requests: many(2, { subject: text, decidedBy: text, state: 'rejected' }) }, style),
      );

      assert.deepEqual(complaints, []);
      assert.doesNotMatch(html, foreignTags);
    });
  }

  it('is a small, valid card whatever comes in', () => {
    const listed = fc.record({
      requestId: fc.constant<RequestId>('CS-7F3K2Q'),
      revision: fc.integer({ min: 1, max: 99_999 }),
      state: fc.constantFrom(...requestStates),
      severity: fc.constantFrom(...severities),
      action: fc.constant('softDelete' as const),
      recipientCount: fc.integer({ min: 0, max: 10_000 }),
      subject: hostileText(998),
      decidedBy: hostileText(320),
      hasOwnCard: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(listed, { minLength: 1, maxLength: most }), (requests) => {
        const card = drawSummaryCard({ requests }, style);
        assertSmall(card);
        assert.deepEqual(schemaProblems(card), []);
        assert.doesNotMatch(render(card).html, foreignTags);
      }),
      { numRuns: 60 },
    );
  }).timeout(30_000);

  it('says on a locked phone how many wait, and no word of any mail', () => {
    const words = wordsFor('en-US');

    assert.equal(words.summaryNotification({ requests: many(12) }), '12 requests wait for a decision');
    assert.equal(words.summaryNotification({ requests: many(1) }), '1 request waits for a decision');
  });
});
