import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawFoundMailCard } from '../../../src/teams/cards.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { foundMailViews, foundWith, searchId, searchWith } from '../../cards/found-mail-views.ts';
import { style } from '../../cards/gallery.ts';
import { fullOf, hostileText, hostileTexts } from '../../cards/hostile.ts';
import { render } from '../../cards/render.ts';
import { buttonsOn, buttonTitles, linesOn, textOn } from '../../cards/walk.ts';

function assertSmall(card: Record<string, unknown>) {
  const json = JSON.stringify(card);
  assert.ok(Buffer.byteLength(json, 'utf8') < 25_000, `${Buffer.byteLength(json, 'utf8')} bytes of UTF-8`);
  assert.ok(Buffer.byteLength(json, 'utf16le') < 25_000, `${Buffer.byteLength(json, 'utf16le')} bytes of UTF-16`);
}
const drawn = ({ search, requested }: (typeof foundMailViews)[keyof typeof foundMailViews]) =>
  drawFoundMailCard(search, style, requested);

describe('the card of mail that was found', () => {
  it('tells of each message what it is, from whom, since when, in how many mailboxes, and where', () => {
    assert.deepEqual(linesOn(drawn(foundMailViews.three)), [
      'Email that was found',
      '3 messages were found.',
      'Looked for: from:northwind-traders[.]example subject:"invoice" last:24h',
      '1. Overdue invoice INV-20418',
      'From billing@northwind-traders[.]example, received Nov 20, 2026, 3:04 PM UTC',
      'In 2 mailboxes: Inbox',
      '2. Overdue invoice INV-20418',
      'From billing@northwind-traders[.]example, received Nov 20, 2026, 3:04 PM UTC',
      'In 1 mailbox: Junk Email and Quarantine',
      '3. (no subject)',
      'From billing@northwind-traders[.]example, received Nov 20, 2026, 3:04 PM UTC',
      'In 5,200 mailboxes, place unknown',
      'Only the first 2 of 5,200 mailboxes can be asked for from here.',
    ]);
  });

  it('has one button a message, which says which message of which search, and no more', () => {
    const buttons = buttonsOn(drawn(foundMailViews.three));

    assert.deepEqual(
      buttons.map(({ title, verb, data }) => ({ title, verb, data })),
      [1, 2, 3].map((message) => ({ title: 'Ask for removal', verb: 'request', data: { searchId, message } })),
    );
  });

  it('says so where nothing was found, with what was looked for', () => {
    const lines = linesOn(drawn(foundMailViews.nothing));

    assert.ok(lines.includes('No message was found.'));
    assert.ok(lines.includes('Looked for: to:maria.lopez@contoso.com last:90m'));
    assert.ok(lines.some((line) => line.startsWith('Email shows up here some minutes after')));
  });

  it('shows the first ten of many, and says how many there are', () => {
    const many = drawn(foundMailViews.many);
    const more = drawFoundMailCard({ ...foundMailViews.many.search, more: true }, style);

    assert.equal(buttonsOn(many).length, 10);
    assert.match(textOn(many), /37 messages were found\.[\s\S]*Shown are the newest 10 of 37\./);
    assert.match(textOn(more), /More than 37 messages were found\.[\s\S]*the newest 10 of more than 37\./);
  });

  it('has a way to the request in the place of the button that was clicked', () => {
    const card = drawn(foundMailViews.askedFor);

    assert.equal(linesOn(card)[1], 'CS-7F3K2Q waits for a decision. Its card is in the alert channel.');
    assert.deepEqual(buttonTitles(card), ['Open CS-7F3K2Q', 'Ask for removal', 'Ask for removal']);
  });

  it('says where it was asked for before, in part or all of it', () => {
    assert.match(
      linesOn(drawn(foundMailViews.askedBefore))[1] ?? '',
      /^The removal was asked for before, with CS-7F3K2Q\./,
    );
    assert.match(
      linesOn(drawn(foundMailViews.askedInPart))[1] ?? '',
      /about 1 of 2 mailboxes\. The others were asked for/,
    );
  });

  it('shows a place that is named like a part of every object as it is', () => {
    const card = drawFoundMailCard(
      searchWith({ messages: [foundWith({ places: ['constructor', '__proto__'] })] }),
      style,
    );

    assert.match(textOn(card), /: constructor and/);
  });

  for (const text of hostileTexts) {
    it(`shows a hostile subject, sender and place as text: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const criteria = { subject: text, lastMinutes: 60 };
      const message = foundWith({ subject: text, sender: `${text}@evil.example`, places: [text, '#'] });
      const card = drawFoundMailCard(searchWith({ messages: [message], criteria }), style);

      assert.doesNotMatch(textOn(card), /evil\.example|<\s*\/?\s*at\b|\{\{|\$\{|[\u202a-\u202e\u2066-\u2069\u200b]/i);
      assert.equal(buttonsOn(card).length, 1);
      assert.doesNotMatch(render(card).html, /<a\b|<img\b/i);
    });
  }

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
    '\u0301',
    '字',
    '\ud800',
    '#',
  ]) {
    it(`stays under 25 KB when everything is full of ${JSON.stringify(character)}`, () => {
      const full = (length: number) => fullOf(character, length);
      const message = foundWith({
        subject: full(1_000),
        sender: `${full(900)}@${full(90)}`,
        places: Array.from({ length: 10 }, () => full(100)),
        recipientCount: Number.MAX_SAFE_INTEGER,
      });
      const criteria = { from: full(320), to: full(320), subject: full(500), url: full(250), lastMinutes: 43_199 };
      const messages = Array.from({ length: 100 }, () => message);

      assertSmall(drawFoundMailCard(searchWith({ messages, more: true, criteria }), style));
    });
  }

  it('stays small and an Adaptive Card for anything', () => {
    const message = fc.record({
      subject: hostileText(),
      sender: hostileText(),
      places: fc.array(hostileText(100), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 20 }), hostileText(), (found, subject) => {
        const messages = found.map((part) => foundWith(part));
        const card = drawFoundMailCard(searchWith({ messages, criteria: { subject, lastMinutes: 7 } }), style);
        assertSmall(card);
        assert.deepEqual(schemaProblems(card), []);
      }),
      { numRuns: 200 },
    );
  }).timeout(30_000);
});
