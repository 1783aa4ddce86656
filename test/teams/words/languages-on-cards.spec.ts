import assert from 'node:assert/strict';
import { schemaProblems } from '../../cards/card-schema.ts';
import { gallery } from '../../cards/gallery.ts';
import { nodes, stringsIn } from '../../cards/walk.ts';
import { translations } from './translations.ts';

const english = gallery('en-US');

for (const { language, home } of [{ language: 'en', home: 'en-US' }, ...translations]) {
  describe(`a card in language ${language}`, () => {
    for (const [name, card] of gallery(home)) {
      it(`is a good and small card: ${name}`, () => {
        const json = JSON.stringify(card);

        assert.deepEqual(schemaProblems(card), []);
        assert.ok(Math.max(Buffer.byteLength(json), json.length * 2) <= 24_500, `${json.length} characters`);
        assert.deepEqual(
          stringsIn(card).filter((text) => text.includes('\u0024{')),
          [],
        );
      });

      it(`tells a screen reader its language, and what it is about: ${name}`, () => {
        assert.equal(card['lang'], language);
        for (const key of ['speak', 'fallbackText']) {
          assert.match(String(card[key]), /\p{L}{2}/u);
          if (language !== 'en') assert.notEqual(card[key], english.get(name)?.[key]);
        }
      });

      it(`names what can be filled in or seen: ${name}`, () => {
        for (const node of nodes(card)) {
          if (isNamed(node)) assert.match(String(node['label'] ?? node['altText'] ?? node['title']), /\p{L}{2}/u);
        }
      });
    }
  });
}

function isNamed({ type }: Readonly<Record<string, unknown>>): boolean {
  return /^(?:Input|Action|Chart)\.|^Image$/.test(String(type));
}
