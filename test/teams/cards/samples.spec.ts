import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fillTemplate, type TemplateName } from '../../../src/teams/cards/template.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { render } from '../../cards/render.ts';
import { sampleData } from '../../cards/sample-data.ts';
import { stringsIn } from '../../cards/walk.ts';

const cards = new URL('../../../cards/', import.meta.url);
const jsonIn = (folder: URL) =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
const read = (name: string): object => JSON.parse(readFileSync(new URL(`samples/${name}.json`, cards), 'utf8'));
const templateOf = (sample: string) => sample.split('.')[0] as TemplateName;

describe('the samples for the card designer', () => {
  const samples = jsonIn(new URL('samples/', cards));

  it('show every template, and no template that is not there', () => {
    assert.deepEqual([...new Set(samples.map(templateOf))].sort(), jsonIn(cards).sort());
  });

  it('are the ones that this suite knows', () => {
    assert.deepEqual(samples.sort(), Object.keys(sampleData()).sort());
  });

  for (const [name, data] of Object.entries(sampleData())) {
    it(`hold the data that the service fills in: ${name}`, () => {
      assert.deepEqual(read(name), JSON.parse(JSON.stringify(data)), 'run: node test/cards/sample-data.ts');
    });

    it(`make a good card: ${name}`, () => {
      const card = fillTemplate(templateOf(name), read(name));

      assert.deepEqual(schemaProblems(card), []);
      assert.deepEqual(render(card).complaints, []);
      assert.deepEqual(
        stringsIn(card).filter((text) => text.includes('\u0024{')),
        [],
      );
    });
  }
});
