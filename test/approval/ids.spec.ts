import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAddress, isGuid, mailboxOf, parseRequestId } from '../../src/approval/ids.ts';

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
      assert.equal(parseRequestId(typed), meant);
    });
  }

  it('stays itself in any case and with any spaces between', () => {
    const letter = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    const code = fc.array(letter, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(code, fc.boolean(), fc.constantFrom('', ' ', '\u00a0'), (letters, small, space) => {
        const typed = `CS-${letters.join(space)}`;
        assert.equal(parseRequestId(small ? typed.toLowerCase() : typed), `CS-${letters.join('')}`);
      }),
    );
  });
});

describe('an address', () => {
  const longest = `${'a'.repeat(64)}@${'b'.repeat(255)}`;
  const taken = ['ana@contoso.com', "o'neil+x=1@contoso.com", 'ana@localhost', 'jörg@müller.example'];
  // Of other scripts, and in every form that their letters have without becoming ASCII ones.
  const international = [
    'jo\u0308rg@contoso.com',
    'ท\u0e33@ไทย.example',
    '収\uff72@例え.example',
    'ana.@contoso.com',
    longest,
  ];
  const refused = [
    '',
    'ana',
    '@contoso.com',
    'ana@',
    'a@b@c',
    'ana @contoso.com',
    'ana@contoso.com,ben@contoso.com',
    '<ana@contoso.com>',
    '"ana"@contoso.com',
    'ana@[10.0.0.1]',
    'ana@contoso.com.',
    'ana@.contoso.com',
    'ana@contoso\u3002com',
    '\uff41na@contoso.com',
    'ana@\uff43ontoso.com',
    'ana\uff20evil@contoso.com',
    '\u212aim@contoso.com',
    'o\ufb03ce@contoso.com',
    'ana@contoso.com\n',
    'ana\u202e@contoso.com',
    'ana\ud800@contoso.com',
    `${longest}b`,
    7,
    undefined,
  ];
  for (const value of [...taken, ...international]) {
    it(`is ${value.slice(0, 40)}`, () => {
      assert.ok(isAddress(value));
    });
  }
  for (const value of refused) {
    it(`is not ${String(JSON.stringify(value)).slice(0, 40)}`, () => {
      assert.ok(!isAddress(value));
    });
  }
});

describe('the mailbox of an address', () => {
  const spellings = [
    ['CEO@contoso.com', 'ceo@Contoso.com'],
    ['ceo+x@contoso.com', 'ceo@contoso.com'],
    ['ceo+x+y@contoso.com', 'ceo+z@contoso.com'],
    ['jo\u0308rg@contoso.com', 'jörg@contoso.com'],
  ] as const;
  for (const [one, other] of spellings) {
    it(`is the same for ${one} and ${other}`, () => assert.equal(mailboxOf(one), mailboxOf(other)));
  }
  const apart = [
    ['ceo@contoso.com', 'coo@contoso.com'],
    ['ceo@contoso.com', 'ceo@fabrikam.com'],
    ['ceo@contoso.com', 'ceo@x+contoso.com'],
    ['+ceo@contoso.com', '+coo@contoso.com'],
    ['jörg@contoso.com', 'jorg@contoso.com'],
  ] as const;
  for (const [one, other] of apart) {
    it(`is another one for ${one} and ${other}`, () => assert.notEqual(mailboxOf(one), mailboxOf(other)));
  }
});

describe('a GUID', () => {
  it('is 32 hexadecimal digits in five groups, in any case', () => {
    fc.assert(fc.property(fc.uuid(), (id) => isGuid(id) && isGuid(id.toUpperCase())));
  });
  for (const value of [
    '',
    '6f1c2d3e4b5a4c6d8e7f0a1b2c3d4e5f',
    '{6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f}',
    '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f\n',
    7,
  ]) {
    it(`is not ${JSON.stringify(value)}`, () => {
      assert.ok(!isGuid(value));
    });
  }
});
