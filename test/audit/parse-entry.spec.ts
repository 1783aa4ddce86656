import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseCheckpoints } from '../../src/audit/parse-checkpoints.ts';
import { parseEntries } from '../../src/audit/parse-entry.ts';
import { readLines } from '../../src/audit/read-lines.ts';
import { checkpointOver } from '../support/checkpoints.ts';

async function* piecesOf(pieces: readonly (Buffer | string)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}

async function found(pieces: readonly (Buffer | string)[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const entries of parseEntries(readLines(piecesOf(pieces)))) all.push(...entries);
  return all;
}

describe('the lines of an export', () => {
  it('are read whatever the pieces are in which the file comes, and without a last line end', async () => {
    const text = Buffer.from('{"a":"ä"}\n\n{"b":1}\r\n{"c":2}');
    const expected = [
      { value: { a: 'ä' }, line: 1 },
      { value: { b: 1 }, line: 3 },
      { value: { c: 2 }, line: 4 },
    ];

    for (let cut = 0; cut <= text.length; cut += 1) {
      assert.deepEqual(await found([text.subarray(0, cut), text.subarray(cut)]), expected);
    }
  });

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const [what, line, flaw] of [
    ['no JSON', '{"a":', 'notJson'],
    ['CSV', 'seq,at,tenantId', 'notJson'],
    ['JSON without an end to its depth', `{"a" :${deep}}`, 'notJson'],
    ['a list', '[1]', 'notAnObject'],
    ['a number', '7', 'notAnObject'],
    ['nothing, as JSON says it', 'null', 'notAnObject'],
    ['a key twice', '{"a":1,"a":2}', 'keyTwice'],
    ['a key twice, once written as an escape', '{"a":{"b":1,"\\u0062":2}}', 'keyTwice'],
    ['a number with more digits than a program reads', '{"a":1.00000000000000000001}', 'numberText'],
    ['a number with a fraction of nothing', '{"a":[1.0]}', 'numberText'],
    ['a number with an exponent', '{"a":10e-1}', 'numberText'],
    ['a number below no other', '{"a":-0}', 'numberText'],
    ['a number above all numbers', '{"a":1e999}', 'numberText'],
    ['a number that is rounded', '{"a":9007199254740993}', 'numberText'],
    ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'notUtf8'],
  ] as const) {
    it(`are no entry where they hold ${what}`, async () => {
      assert.deepEqual(await found([line, '\n']), [{ flaw, line: 1 }]);
    });
  }

  it('may be laid out otherwise, with numbers as JSON.stringify writes them, and digits in texts as they like', async () => {
    const value = { text: '1.0 "2.0" \\', 'key 3.0': [-1.5, 0, 1e21, 3.5e-7], b: 'x'.repeat(2_000_000) };

    const lines = JSON.stringify(value).replaceAll(',', ' , ').replace('1.0 ', '1\\u002e0 ');

    assert.deepEqual(await found([lines]), [{ value, line: 1 }]);
  });

  it('are not gathered without an end: a line longer than any entry is named, and what follows is read', async () => {
    const part = Buffer.alloc(1_048_576, 0x20);

    const all = await found([...Array<Buffer>(40).fill(part), '\n{"a":1}\n']);

    assert.deepEqual(all, [
      { flaw: 'tooLong', line: 1 },
      { value: { a: 1 }, line: 2 },
    ]);
  });
});

describe('a file of checkpoints', () => {
  const one = checkpointOver({ seq: 9, hash: 'a'.repeat(64) });
  const other = checkpointOver({ seq: 4, hash: 'b'.repeat(64) });

  it('holds one a line, in any order', () => {
    const text = `\ufeff${JSON.stringify(one)}\r\n\n${JSON.stringify(other)}\n`;

    assert.deepEqual(parseCheckpoints(text), [other, one]);
  });

  for (const [what, text] of [
    ['nothing', '\n'],
    ['something else between them', `${JSON.stringify(one)}\nhello\n`],
    ['a field less', JSON.stringify({ ...one, entries: undefined })],
    ['a field more', JSON.stringify({ ...one, more: 1 })],
    ['a number that is none', JSON.stringify({ ...one, seq: '9' })],
    ['a number in other words', JSON.stringify(one).replace('"seq":9', '"seq":9.0')],
    ['a field twice', JSON.stringify(one).replace('{', '{"seq":8,')],
    ['a hash that is none', JSON.stringify({ ...one, hash: 'x' })],
  ] as const) {
    it(`is none where it holds ${what}`, () => assert.equal(parseCheckpoints(text), undefined));
  }
});
