import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readArguments } from '../../src/cli/audit/read-arguments.ts';

describe('the arguments of npm run audit', () => {
  for (const [line, expected] of [
    ['verify', { command: 'verify', publicKeys: [] }],
    [
      'verify --file f --checkpoint=c --public-key a --public-key b',
      { command: 'verify', file: 'f', checkpoint: 'c', publicKeys: ['a', 'b'] },
    ],
    ['export', { command: 'export', format: 'jsonl' }],
    [
      'export --format csv --from 2026-11-01 --to 2026-11-01 --checkpoint c',
      { command: 'export', format: 'csv', from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2), checkpoint: 'c' },
    ],
    ['--help', { command: 'help' }],
    ['verify -h', { command: 'help' }],
    ['export --help', { command: 'help' }],
  ] as const) {
    it(`are understood: ${line}`, () => assert.deepEqual(readArguments(line.split(' ')), expected));
  }

  for (const [line, sentence] of [
    ['repair', /^There is only verify and export\.$/],
    ['--file f', /^What is to be done comes first/],
    ['verify --fiel x', /^Unknown option '--fiel'\.$/],
    ['verify x', /^Unexpected argument 'x'\.?/],
    ['verify --format csv', /^Unknown option '--format'/],
    ['export --public-key x', /^Unknown option '--public-key'/],
    ['export --format xml', /^--format is jsonl .* or csv/],
    ['export --from 2026-02-30', /^--from and --to are dates/],
    ['export --to yesterday', /^--from and --to are dates/],
    ['export --from 2026-11-02 --to 2026-11-01', /^--from must be before --to\.$/],
  ] as const) {
    it(`are refused with a sentence: ${line}`, () => {
      const asked = readArguments(line.split(' '));

      assert.ok(asked.command === 'wrong');
      assert.match(asked.sentence, sentence);
    });
  }
});
