import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normaliseRequestId } from '../../src/teams/request-id.ts';

describe('a request id as people type it', () => {
  const spellings: readonly [typed: string, meant: string | undefined][] = [
    ['CS-7F3K2Q', 'CS-7F3K2Q'],
    ['cs-7f3k2q', 'CS-7F3K2Q'],
    ['  cs 7f3 k2q ', 'CS-7F3K2Q'],
    ['cs\u20137f3k2q', 'CS-7F3K2Q'],
    ['CS\u00a07F3K2Q\u200b', 'CS-7F3K2Q'],
    ['7F3K2Q', 'CS-7F3K2Q'],
    ['cs7f3k2q', 'CS-7F3K2Q'],
    ['cs-oil0o1', 'CS-011001'],
    ['CSCSCS', 'CS-CSCSCS'],
    ['CS-7F3K2', undefined],
    ['CS-7F3K2QQ', undefined],
    ['CS-7F3K2U', undefined],
    ['CS-7F3K2!', undefined],
    ['', undefined],
    ['x'.repeat(100), undefined],
  ];
  for (const [typed, meant] of spellings) {
    it(`${JSON.stringify(typed).slice(0, 40)} means ${meant ?? 'nothing'}`, () => {
      assert.equal(normaliseRequestId(typed), meant);
    });
  }

  it('stays itself in any case and with any spaces between', () => {
    const letter = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    const code = fc.array(letter, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(code, fc.boolean(), fc.constantFrom('', ' ', '\u00a0'), (letters, small, space) => {
        const typed = `CS-${letters.join(space)}`;
        assert.equal(normaliseRequestId(small ? typed.toLowerCase() : typed), `CS-${letters.join('')}`);
      }),
    );
  });
});
