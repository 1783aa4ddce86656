import assert from 'node:assert/strict';
import { japaneseWords } from '../../../src/teams/words/ja/catalogue.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import { gallery } from '../../cards/gallery.ts';
import { stringsIn } from '../../cards/walk.ts';
import { argumentsFor } from './sentence-arguments.ts';
import { entriesOf } from './walk-words.ts';

const words = wordsFor('ja');

/** A blank beside punctuation that has room of its own, or Latin punctuation behind a Japanese letter. */
const ill = /[。、」？]\s|\s[、」？]|[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}][.,!?;]/u;

describe('Japanese', () => {
  for (const { path, said } of entriesOf(japaneseWords('ja-JP'))) {
    it(`has its own punctuation: ${path}`, () => {
      const told = typeof said === 'string' ? [said] : argumentsFor(path, said, 'many').map((given) => said(given));

      for (const sentence of told) assert.doesNotMatch(sentence, ill);
    });
  }

  for (const [name, card] of gallery('ja-JP')) {
    it(`puts no blank between sentences: ${name}`, () => {
      for (const text of stringsIn(card)) assert.doesNotMatch(text, ill);
    });
  }

  it('joins sentences as each language does', () => {
    assert.equal(words.formats.sentences(['承認できます。', '判断待ちです。']), '承認できます。判断待ちです。');
    assert.equal(wordsFor('en').formats.sentences(['One.', 'Two.']), 'One. Two.');
  });

  it('lists with its own comma, and no "and"', () => {
    assert.equal(
      words.list({ shown: ['a@contoso.com', 'b@contoso.com'], more: 37 }),
      'a@contoso.com、b@contoso.com、ほか 37 件',
    );
  });

  it('writes dates, shares and durations as Japan does', () => {
    const at = Date.UTC(2026, 10, 20, 15, 4);

    assert.equal(words.formats.time(at, 'Asia/Tokyo'), '2026年11月21日 0:04 JST');
    assert.equal(words.formats.percent(0.9912), '99.1%');
    assert.equal(words.formats.duration(90_000), '1.5 分');
  });
});
