import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAddress, isGuid } from '../../../src/approval/ids.ts';
import { findInText } from '../../../src/teams/post/find-in-text.ts';
import { readPost } from '../../../src/teams/post/read-post.ts';
import { card, first, hostilePosts, html, posts, second, tenantId, text } from './posts.ts';

const find = (post: unknown, notMessages: readonly string[] = []) => findInText(readPost(post), notMessages);

describe('what is found in a post', () => {
  for (const [name, sample] of Object.entries({ ...posts, ...hostilePosts })) {
    it(`is what a person would read out of ${name}`, () => {
      const { messageIds = [], recipients = [], severity, subject } = sample;

      const found = find(sample.post);

      assert.deepEqual(found.messageIds, messageIds);
      assert.deepEqual(found.recipients, recipients);
      assert.equal(found.severity, severity);
      assert.equal(found.subject, subject);
      assert.equal(found.messageIdsAreNamed, sample.idsNamed ?? messageIds.length > 0);
      assert.equal(found.recipientsAreNamed, sample.recipientsNamed ?? recipients.length > 0);
    });
  }

  it("is never the tenant's own id, whatever the post says of it", () => {
    assert.deepEqual(find(text(`${tenantId} and ${first}`), [tenantId]).messageIds, [first]);
  });

  it('is each id and each address once, in its first spelling', () => {
    const found = find(text(`NMID: ${first}\nNMID: ${first.toUpperCase()}\nTo: Ana@contoso.com, ana@CONTOSO.com`));

    assert.deepEqual([found.messageIds, found.recipients], [[first], ['Ana@contoso.com']]);
  });

  it('is no sender, also where the address stands elsewhere without a label', () => {
    assert.deepEqual(find(text('Sender: x@evil.example\nx@evil.example again, and ana@contoso.com')).recipients, [
      'ana@contoso.com',
    ]);
  });

  it('is a sender too where a label calls the same address a recipient', () => {
    assert.deepEqual(find(text('From: ana@contoso.com\nTo: ana@contoso.com')).recipients, ['ana@contoso.com']);
  });
});

describe('finding in a post', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'<>&;:@|\t\n"\'=-[](){}'.split('')),
    fc.constantFrom(
      '<table><tr><td>',
      '</td>',
      '<a href="',
      'mailto:',
      'https://',
      'Recipient',
      'Subject:',
      first,
      second,
      '&#',
      '[at]',
      '[.]',
    ),
    fc.constantFrom('ana@contoso.com', 'To: ', 'NMID', 'tenant ', '<script>', '</script>', '\u202e', '\ud800', '✔️'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const words = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  it('never throws, and finds only ids and addresses', () => {
    const payload = fc.oneof(
      fc.record({ subject: words, body: fc.record({ content: words, contentType: fc.constantFrom('html', 'text') }) }),
      fc.record({
        attachments: fc.array(fc.record({ contentType: fc.constant('x.card'), content: fc.oneof(words, fc.json()) })),
      }),
      words.map((title) =>
        card({ facts: [{ title, value: title }], columns: [title], cells: [{ text: title }], text: title }),
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(payload, (post) => {
        const { messageIds, recipients, subject } = find(post);
        assert.ok(messageIds.every(isGuid));
        assert.ok(recipients.every(isAddress));
        assert.ok((subject ?? '').length <= 300);
      }),
      { numRuns: 2_000 },
    );
  });

  const repeated = (unit: string) => unit.repeat(Math.ceil(250_000 / unit.length));
  const floods = [
    '<',
    '<a ',
    '<a href="',
    '<td>',
    '<td>a',
    'a',
    '@',
    'a@',
    'to:',
    'Recipient: ',
    '&#',
    '&amp',
    '[at]',
    ' - ',
    '|',
    'aaaaaaa-',
    'https://a ',
    'http://',
    '\n',
    'é\u0301',
    '((((',
    '******',
    'to to to to to:',
    `${first} `,
    'ana@contoso.com ',
    '<table><tr>',
    '\t:',
  ];
  for (const unit of floods) {
    it(`takes bounded time for a quarter of a megabyte of ${JSON.stringify(unit)}`, () => {
      const started = performance.now();
      find(html(repeated(unit)));
      find(text(repeated(unit)));
      find(card({ body: [{ type: 'TextBlock', text: repeated(unit) }] }));
      assert.ok(performance.now() - started < 3_000);
    });
  }

  /** As long as a line is read. */
  const longestLine = 8_000;
  const halves = ['"', ')', ' ', 'x:', '=', 'to:', ' - ', '(1) ', '.', 'http://', '@', 'a', '[', '\u0301', '高'];
  for (const left of halves) {
    it(`takes bounded time for lines that begin or end with ${JSON.stringify(left)}, again and again`, () => {
      const started = performance.now();
      for (const right of halves) {
        const half = (unit: string) => unit.repeat(longestLine / 2 / unit.length);
        find(text(`${half(left)}${half(right)}\n${half(right)}${half(left)}`));
      }
      assert.ok(performance.now() - started < 3_000);
    });
  }

  it('takes bounded time for thousands of links to mailboxes in one long line', () => {
    const links = Array.from({ length: 10_000 }, (_, at) => `<a href="mailto:${at}@b">x</a>`);
    const started = performance.now();
    find(html(`${'x'.repeat(200_000)}${links.join('')}`));
    assert.ok(performance.now() - started < 1_500);
  });

  const nestedColumns = (depth: number): object =>
    depth === 0
      ? { text: 'a\n'.repeat(20_000) }
      : { type: 'ColumnSet', columns: [nestedColumns(depth - 1), { text: 'b' }] };
  const hugeCards: Readonly<Record<string, object>> = {
    'columns in columns': nestedColumns(35),
    'thousands of columns beside a tall one': {
      type: 'ColumnSet',
      columns: [nestedColumns(0), ...Array.from({ length: 3_000 }, () => ({ text: 'x' }))],
    },
    'thousands of facts': { facts: Array.from({ length: 9_000 }, () => ({ title: 'To', value: 'a@contoso.com' })) },
  };
  for (const [name, content] of Object.entries(hugeCards)) {
    it(`takes bounded time for a card of ${name}`, () => {
      const started = performance.now();
      find(card(content));
      assert.ok(performance.now() - started < 3_000);
    });
  }
});
