import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findJsonFlaws } from '../../src/config/json-flaws.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the flaws of a JSON text', () => {
  it('are found exactly where JSON.parse refuses it', () => {
    const near = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.string({ maxLength: 3 }))
      .map(
        ([json, at, junk]) => `${json.slice(0, at % (json.length + 1))}${junk}${json.slice(at % (json.length + 1))}`,
      );
    const signs = fc.string({ unit: fc.constantFrom(...'{}[],:"\\0123.eE+- \n\tu tfn'), maxLength: 12 });
    const texts = fc.oneof(fc.json(), near, signs, fc.string({ unit: 'binary' }));

    fc.assert(
      fc.property(texts, (text) => {
        assert.equal(findJsonFlaws(text).broken === undefined, isJson(text));
      }),
      { numRuns: 5_000 },
    );
  });

  const broken: readonly [text: string, line: number, column: number][] = [
    ['', 1, 1],
    ['{"a":1,}', 1, 8],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a": "open', 1, 7],
    ["{'a': 1}", 1, 2],
    ['{"a": 1} x', 1, 10],
    ['{"a": 01}', 1, 7],
    ['{"a": [1, 2\r\n', 2, 1],
    ['{"a": "tab\there"}', 1, 7],
  ];
  for (const [text, line, column] of broken) {
    it(`stand at line ${line}, column ${column} of ${JSON.stringify(text).slice(0, 40)}`, () => {
      assert.deepEqual(findJsonFlaws(text).broken, { line, column, isTooDeep: false });
    });
  }

  it('stand where it goes deeper than people write', () => {
    const deep = (brackets: number) => `${'['.repeat(brackets)}${']'.repeat(brackets)}`;

    assert.deepEqual(findJsonFlaws(deep(101)), { duplicates: [] });
    assert.deepEqual(findJsonFlaws(deep(102)).broken, { line: 1, column: 102, isTooDeep: true });
    assert.deepEqual(findJsonFlaws('['.repeat(1_000_000)).broken, { line: 1, column: 102, isTooDeep: true });
  });

  for (const [what, inside, isWhole] of [
    ['letters', 'x', true],
    ['escapes', '\\n', true],
    ['letters without an end', 'x', false],
  ] as const) {
    it(`are looked for in a text of some millions of ${what}`, () => {
      const { broken } = findJsonFlaws(`["${inside.repeat(15_000_000 / inside.length)}${isWhole ? '"' : ''}]`);

      assert.deepEqual(broken, isWhole ? undefined : { line: 1, column: 2, isTooDeep: false });
    });
  }

  it('hold every key that stands in one object twice, by its pointer', () => {
    const text = String.raw`{"a":{"b":1,"b":2},"a":[{"c":1},{"c":1,"\u0063":2,"c":3}],"x/y":1,"x/y":1,"__proto__":1,"b":{"a":1}}`;

    assert.deepEqual(findJsonFlaws(text), { duplicates: ['/a/b', '/a', '/a/1/c', '/a/1/c', '/x~1y'] });
  });

  it('hold of a key that a terminal would obey, or that goes on and on, what can be shown', () => {
    const twice = (key: string) => findJsonFlaws(`{${JSON.stringify(key)}:1,${JSON.stringify(key)}:2}`).duplicates;

    assert.deepEqual(twice('\u001b[2J\r\n✓ ok'), ['/\\u{1b}[2J\\u{d}\\u{a}✓ ok']);
    assert.deepEqual(twice('a\u2028\u202e\u0085~/b'), ['/a\\u{2028}\\u{202e}\\u{85}~0~1b']);
    assert.deepEqual(twice('é😀 ü'), ['/é😀 ü']);
    assert.deepEqual(twice('k'.repeat(64)), [`/${'k'.repeat(64)}`]);
    assert.deepEqual(twice(`${'k'.repeat(63)}😀`), [`/${'k'.repeat(63)}…`]);
  });
});
