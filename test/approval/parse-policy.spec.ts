import assert from 'node:assert/strict';
import { parsePolicy } from '../../src/approval/parse-policy.ts';
import { remediationActions, severities } from '../../src/approval/request.ts';
import { ana, ben } from '../support/people.ts';
import { approvers, parsed, pointers, two, withLine, withRule, withWhen } from './policy-files.ts';

const hour = 60 * 60_000;

describe('a policy file', () => {
  it('needs no more than approvers', () => {
    assert.deepEqual(parsed({ approvers: { users: ['ana@contoso.com'] } }), {
      approvers: { users: ['ana@contoso.com'], groups: [] },
      guests: false,
      requesterMayApprove: false,
      expiresAfterMs: 24 * hour,
      rules: [],
    });
  });

  it('is read in full', () => {
    const json = {
      $schema: './policy.schema.json',
      approvers: { users: ['ana@contoso.com', ben.objectId.toUpperCase(), ' eve@contoso.com '], groups: [] },
      guests: true,
      requesterMayApprove: true,
      expiresAfter: 'PT8H',
      remindAfter: 'PT1H',
      escalateAfter: 'PT4H',
      escalateTo: { users: ['lead@contoso.com'] },
      rules: [
        { when: { action: ['hardDelete'] }, require: [{ from: 'approvers', count: 2 }], reason: 'required' },
        {
          when: { recipients: { over: 100 }, severity: ['low', 'high'], remediateSendersCopy: false },
          require: [
            { from: 'approvers', count: 1 },
            { from: { users: ['lead@contoso.com'] }, count: 1 },
          ],
        },
        { when: { recipientIn: { users: ['ceo@contoso.com'] } }, reason: 'required' },
      ],
    };
    assert.deepEqual(parsed(json), {
      approvers: { users: ['ana@contoso.com', ben.objectId.toUpperCase(), 'eve@contoso.com'], groups: [] },
      guests: true,
      requesterMayApprove: true,
      expiresAfterMs: 8 * hour,
      remindAfterMs: hour,
      escalateAfterMs: 4 * hour,
      escalateTo: { users: ['lead@contoso.com'], groups: [] },
      rules: [
        {
          when: { action: ['hardDelete'] },
          require: [{ from: 'approvers', count: 2 }],
          reasonRequired: true,
        },
        {
          when: { recipientsOver: 100, severity: ['low', 'high'], remediateSendersCopy: false },
          require: [
            { from: 'approvers', count: 1 },
            { from: { users: ['lead@contoso.com'], groups: [] }, count: 1 },
          ],
          reasonRequired: false,
        },
        { when: { recipientIn: { users: ['ceo@contoso.com'], groups: [] } }, require: [], reasonRequired: true },
      ],
    });
  });

  /** The documented example, its groups replaced by people who are listed. */
  function documented(users: readonly string[]) {
    return {
      approvers: { users, groups: [] },
      guests: false,
      requesterMayApprove: false,
      expiresAfter: 'PT24H',
      remindAfter: 'PT1H',
      escalateAfter: 'PT4H',
      escalateTo: { users: ['lead@contoso.com'] },
      rules: [
        { when: { action: ['hardDelete'] }, require: [{ from: 'approvers', count: 2 }], reason: 'required' },
        {
          when: { recipients: { over: 100 } },
          require: [
            { from: 'approvers', count: 1 },
            { from: { users: ['lead@contoso.com'] }, count: 1 },
          ],
        },
        { when: { recipientIn: { users: ['ceo@contoso.com'] } }, require: [{ from: 'approvers', count: 2 }] },
      ],
    };
  }

  it('may look like the documented example', () => {
    const policy = parsed(documented(['ana@contoso.com', 'ben@contoso.com']));
    assert.deepEqual([policy.expiresAfterMs, policy.rules.length], [24 * hour, 3]);
  });

  it('is refused where it asks for two of the one approver that it lists', () => {
    assert.deepEqual(pointers(documented(['ana@contoso.com'])), ['/rules/0/require', '/rules/2/require']);
  });

  it('takes guest UPNs as Entra writes them', () => {
    const guest = 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com';
    assert.deepEqual(parsed({ approvers: { users: [guest] } }).approvers.users, [guest]);
  });

  it('takes every action and every severity in a rule', () => {
    const { rules } = parsed(withWhen({ action: remediationActions, severity: severities }));
    assert.deepEqual(rules[0]?.when, { action: remediationActions, severity: severities });
  });

  it('takes the least and the most of what can be counted', () => {
    const least = withRule({ when: { recipients: { over: 0 } }, require: [{ from: 'approvers', count: 1 }] });
    assert.deepEqual(parsed({ ...least, expiresAfter: 'PT0.001S' }).expiresAfterMs, 1);
    assert.deepEqual(parsed({ ...least, expiresAfter: 'P36500D' }).expiresAfterMs, 36_500 * 24 * hour);
    const users = Array.from({ length: 100 }, (_, index) => `user${index}@contoso.com`);
    const most = { approvers: { users }, rules: [{ when: {}, require: [{ from: 'approvers', count: 100 }] }] };
    assert.equal(parsed(most).rules.length, 1);
  });

  it('does not write to what it reads', () => {
    const json = Object.freeze({ approvers: Object.freeze({ users: Object.freeze([' ana@contoso.com ']) }) });
    assert.deepEqual(parsed(json).approvers.users, ['ana@contoso.com']);
  });
});

describe('groups in a policy file', () => {
  const analysts = '99999999-0000-4000-8000-00000000000A';
  const leads = '99999999-0000-4000-8000-00000000000b';

  it('stand wherever people do, alone or beside users', () => {
    const {
      approvers: named,
      escalateTo,
      rules,
    } = parsed({
      approvers: { groups: [analysts] },
      escalateTo: { groups: [leads] },
      rules: [
        { when: { recipientIn: { groups: [leads] } }, require: [{ from: { groups: [` ${leads} `] }, count: 1 }] },
        { when: { recipientIn: { users: [ana.objectId], groups: [analysts] } }, require: two },
      ],
    });
    assert.deepEqual(named, { users: [], groups: [analysts] });
    assert.deepEqual(escalateTo, { users: [], groups: [leads] });
    assert.deepEqual(rules[0]?.require, [{ from: { users: [], groups: [leads] }, count: 1 }]);
    assert.deepEqual(rules[0]?.when.recipientIn, { users: [], groups: [leads] });
    assert.deepEqual(rules[1]?.when.recipientIn, { users: [ana.objectId], groups: [analysts] });
  });

  it('may hold anybody, so that a count above the users that are listed can be met', () => {
    const rules = [{ when: {}, require: [{ from: 'approvers', count: 3 }] }];
    assert.equal(parsed({ approvers: { users: [ana.upn], groups: [analysts] }, rules }).rules.length, 1);
    assert.deepEqual(pointers({ approvers: { users: [ana.upn, ben.upn] }, rules }), ['/rules/0/require']);
  });

  it('do not make up for a line without one', () => {
    const require = [
      { from: { groups: [leads] }, count: 5 },
      { from: { users: [ana.upn] }, count: 2 },
    ];
    assert.deepEqual(pointers({ approvers: { groups: [analysts] }, rules: [{ when: {}, require }] }), [
      '/rules/0/require',
    ]);
  });

  it('do not lift the limit of a hundred people', () => {
    const line = { from: { groups: [leads] }, count: 100 };
    assert.equal(parsed({ approvers, rules: [{ when: {}, require: [line] }] }).rules.length, 1);
    assert.deepEqual(pointers({ approvers, rules: [{ when: {}, require: [line, line] }] }), ['/rules/0/require']);
  });
});

describe('a rule that nobody could ever meet', () => {
  const lead = { users: ['lead@contoso.com'] };
  const impossible: [string, unknown[]][] = [
    ['more approvers than are listed', [{ from: 'approvers', count: 3 }]],
    ['more approvers than are listed, over two lines', [...two, { from: 'approvers', count: 1 }]],
    ['two leads, of whom there is one', [{ from: lead, count: 2 }]],
    [
      'one lead twice',
      [
        { from: lead, count: 1 },
        { from: lead, count: 1 },
      ],
    ],
    ['the same user twice, in another case', [{ from: { users: ['lead@contoso.com', 'LEAD@contoso.com'] }, count: 2 }]],
    ['both approvers, and one of them again', [...two, { from: { users: [ana.upn.toUpperCase()] }, count: 1 }]],
    [
      'more than a hundred people in all',
      [
        { from: 'approvers', count: 100 },
        { from: lead, count: 1 },
      ],
    ],
  ];
  for (const [what, require] of impossible) {
    it(`is refused: ${what}`, () => {
      const json = {
        approvers,
        rules: [
          { when: {}, require: two },
          { when: {}, require },
        ],
      };
      assert.deepEqual(pointers(json), ['/rules/1/require']);
    });
  }

  const possible: [string, unknown[]][] = [
    ['as many approvers as are listed', two],
    ['everybody, line by line', [...two, { from: lead, count: 1 }]],
    [
      'people who fit two lines, where it comes out even',
      [
        { from: 'approvers', count: 1 },
        { from: { users: [ana.upn] }, count: 1 },
      ],
    ],
  ];
  for (const [what, require] of possible) {
    it(`is another thing than a strict one: ${what}`, () => {
      assert.equal(parsed(withRule({ when: {}, require })).rules.length, 1);
    });
  }

  it('is told how many are listed, and whether some would have to count twice', () => {
    const alone = parsePolicy(withLine({ from: { users: [ana.upn, ana.upn.toUpperCase()] }, count: 2 }));
    const twice = parsePolicy(
      withRule({
        when: {},
        require: [
          { from: { users: [ana.upn, ben.upn, 'eve@contoso.com'] }, count: 1 },
          { from: { users: [ana.upn] }, count: 2 },
          { from: { groups: ['c2a7e9d4-1b60-4f8d-8c35-5e6d7f8091a2'] }, count: 1 },
        ],
      }),
    );
    const messages = [alone, twice].map((result) => result.kind === 'invalid' && result.problems[0]?.message);
    assert.deepEqual(messages, [
      'asks for 2 different people, but 1 is listed',
      'asks for 3 different people, but 3 are listed who cannot fill every line, because nobody fills two',
    ]);
  });

  it('is told how many people it asks for', () => {
    const result = parsePolicy(withLine({ from: 'approvers', count: 3 }));
    assert.deepEqual(result, {
      kind: 'invalid',
      problems: [{ pointer: '/rules/0/require', message: 'asks for 3 different people, but 2 are listed' }],
    });
  });
});
