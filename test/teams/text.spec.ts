import assert from 'node:assert/strict';
import { plainAddress, plainText, verbatim } from '../../src/teams/text.ts';

const plain = (text: string) => plainText(text, { max: 500 });

describe('text from a mail', () => {
  const cases: readonly [does: string, text: string, shown: string][] = [
    ['defangs a web address', 'see https://evil.example/login now', 'see hxxps://evil[.]example/login now'],
    ['defangs in any case', 'HTTP://EVIL.EXAMPLE', 'hxxp://EVIL[.]EXAMPLE'],
    [
      'defangs an address inside an address',
      'http://a.example?u=http://b.example',
      'hxxp://a[.]example?u=hxxp://b[.]example',
    ],
    ['defangs an address that follows a word', '_http://evil.example', '_hxxp://evil[.]example'],
    ['defangs other schemes', 'ftp://evil.example', 'ftp[:]//evil[.]example'],
    ['defangs script addresses', 'javascript:alert(1)', 'javascript[:]alert(1)'],
    ['defangs www and bare domains', 'www.evil.example evil.example', 'www[.]evil[.]example evil[.]example'],
    ['defangs IP addresses', '10.0.0.1', '10[.]0[.]0[.]1'],
    ['defangs a domain with decomposed accents', 'cafe\u0301.example', 'cafe\u0301[.]example'],
    ['defangs a domain of emoji', 'i❤.example', 'i❤[.]example'],
    ['defangs dots of other widths', 'evil．example evil。example', 'evil[.]example evil[.]example'],
    ['leaves the end of a Japanese sentence', '開いて。次へ', '開いて。次へ'],
    ['leaves amounts, versions and abbreviations', 'pay 3.14, e.g. v1 (U.S.)', 'pay 3.14, e.g. v1 (U.S.)'],
    ['leaves a colon in prose', 'Your data: all of it', 'Your data: all of it'],
    ['breaks a date macro', '{{DATE(2026-01-02T03:04:05Z)}}', '{ {DATE(2026-01-02T03:04:05Z)} }'],
    ['breaks stacked braces', '{{{{x}}}}', '{ { { {x} } } }'],
    ['breaks a template binding', '\u0024{secret}', '$ {secret}'],
    ['breaks a mention', '<at>Ana</at>', '‹at>Ana‹/at>'],
    ['breaks a spaced mention', '< / AT >', '‹ / AT >'],
    ['leaves other angle brackets', 'a < b <attic>', 'a < b <attic>'],
    ['shows text that turns the reading direction', 'exe.\u202efdp', 'exe.⟦U+202E⟧fdp'],
    ['shows characters without width', 'ev\u200bil\ufeff', 'ev⟦U+200B⟧il⟦U+FEFF⟧'],
    ['shows control characters', 'a\0b\u001b', 'a⟦U+0000⟧b⟦U+001B⟧'],
    ['shows hidden tag characters', 'a\u{e0041}', 'a⟦U+E0041⟧'],
    ['shows blank letters', '\u3164\u2800', '⟦U+3164⟧⟦U+2800⟧'],
    ['shows line breaks on one line', 'a\r\nb\nc\u2028d', 'a ⏎ b ⏎ c ⏎ d'],
    ['turns odd spaces into spaces', 'a\u00a0b\tc\u3000d', 'a b c d'],
    ['replaces half characters', 'a\ud800b', 'a\ufffdb'],
    ['keeps whole emoji', '👩‍💻 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍💻 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['keeps other scripts', 'שלום עולם नमस्ते', 'שלום עולם नमस्ते'],
    ['thins out stacked accents', `Z${'\u0301'.repeat(40)}!`, `Z${'\u0301'.repeat(4)}⟦…⟧!`],
  ];
  for (const [does, text, shown] of cases) {
    it(does, () => {
      assert.equal(plain(text), shown);
    });
  }

  const note = ({ characters }: { characters: number }) => ` (+${characters})`;

  it('says how long a cut text was, in the words of the reader, in whole characters', () => {
    assert.equal(plainText('😀'.repeat(40), { max: 3, note }), '😀😀😀 (+40)');
  });

  it('never leaves half of a marker behind', () => {
    assert.equal(plainText('ab\u202ecd', { max: 5, note }), 'ab (+5)');
    assert.equal(plainText('ab.cd', { max: 3, note }), 'ab (+5)');
  });

  it('says so when only looking at the beginning was worth it', () => {
    const text = `Z${'\u0301'.repeat(5_000)}end`;

    assert.match(plainText(text, { max: 20, note }), / \(\+5004\)$/);
  });

  it('loses nothing to a bracket that it had before', () => {
    assert.equal(plainText(`⟦${'a'.repeat(20)}`, { max: 12 }), `⟦${'a'.repeat(11)}…`);
  });

  for (const unit of ['⟦', '<', '<at', '{', ':/', 'a.', '\u0301', 'javascript', '👩\u200d']) {
    it(`takes bounded time for much of ${JSON.stringify(unit)}, with blanks or brackets behind it`, () => {
      const started = performance.now();
      for (const rest of [' ', '⟧', unit]) {
        plainText(unit + rest.repeat(60_000), { max: 4_000 });
        plainText(unit.repeat(30_000 / unit.length) + rest.repeat(30_000), { max: 4_000 });
      }
      assert.ok(performance.now() - started < 1_500);
    });
  }

  it('needs no language for a cut where it has no words of the reader', () => {
    assert.equal(plainText('abcdef', { max: 2 }), 'ab…');
  });
});

describe("a sender's address", () => {
  const cases: readonly [address: string, shown: string][] = [
    ['it@evil.example', 'it@evil[.]example'],
    ['it.help@sub.evil.example', 'it.help@sub[.]evil[.]example'],
    ['www.evil.example@x.example', 'www[.]evil[.]example@x[.]example'],
    ['https://evil.example/@x.example', 'hxxps://evil[.]example/@x[.]example'],
    ['no-at-sign.example', 'no-at-sign[.]example'],
    ['a\u202eb@evil.example', 'a⟦U+202E⟧b@evil[.]example'],
  ];
  for (const [address, shown] of cases) {
    it(`cannot be clicked: ${JSON.stringify(address)}`, () => {
      assert.equal(plainAddress(address, { max: 320 }), shown);
    });
  }
});

describe('names of our own people and mailboxes', () => {
  it('stay as they are', () => {
    const upn = "mia_o'neil.k+x#EXT#@contoso.onmicrosoft.com";

    assert.equal(verbatim(upn, { max: 320 }), upn);
  });

  it('are changed only where a character could mislead or act', () => {
    assert.equal(verbatim('{{DATE(x)}}\u202e<at>@contoso.com', { max: 320 }), '{ {DATE(x)} }⟦U+202E⟧‹at>@contoso.com');
  });
});
