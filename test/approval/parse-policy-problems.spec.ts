import assert from 'node:assert/strict';
import { parsePolicy } from '../../src/approval/parse-policy.ts';
import { ana } from '../support/people.ts';
import { approvers, pointers, two, withLine, withRule, withWhen } from './policy-files.ts';

const group = '99999999-0000-4000-8000-00000000000a';

describe('a wrong policy file', () => {
  const bad: [string, unknown, string[]][] = [
    ['nothing', undefined, ['']],
    ['null', null, ['']],
    ['a text', 'approvers', ['']],
    ['a number', 7, ['']],
    ['a list', [approvers], ['']],
    ['no approvers', {}, ['/approvers']],
    ['approvers that are a list', { approvers: [ana.upn] }, ['/approvers']],
    ['approvers that are null', { approvers: null }, ['/approvers']],
    ['approvers without users', { approvers: {} }, ['/approvers']],
    ['approvers with an empty list', { approvers: { users: [], groups: [] } }, ['/approvers']],
    ['users that are a text', { approvers: { users: ana.upn } }, ['/approvers/users']],
    ['users that are null', { approvers: { users: null } }, ['/approvers/users']],
    ['a user that is a number', { approvers: { users: [ana.upn, 7] } }, ['/approvers/users/1']],
    ['a user that is empty', { approvers: { users: [''] } }, ['/approvers/users/0']],
    ['a user that is blank', { approvers: { users: [' \t'] } }, ['/approvers/users/0']],
    ['a user by display name', { approvers: { users: ['Ana Ferrer'] } }, ['/approvers/users/0']],
    ['a user by alias', { approvers: { users: ['ana'] } }, ['/approvers/users/0']],
    ['a user without a name', { approvers: { users: ['@contoso.com'] } }, ['/approvers/users/0']],
    ['a user without a domain', { approvers: { users: ['ana@'] } }, ['/approvers/users/0']],
    ['two users in one text', { approvers: { users: ['ana@contoso.com, ben@contoso.com'] } }, ['/approvers/users/0']],
    ['an invisible character in a UPN', { approvers: { users: ['ana@conto\u200bso.com'] } }, ['/approvers/users/0']],
    ['half an object id', { approvers: { users: [ana.objectId.slice(0, 20)] } }, ['/approvers/users/0']],
    ['an object id with more behind it', { approvers: { users: [`${ana.objectId}0`] } }, ['/approvers/users/0']],
    ['groups that are a text', { approvers: { users: [ana.upn], groups: group } }, ['/approvers/groups']],
    ['groups that are null', { approvers: { users: [ana.upn], groups: null } }, ['/approvers/groups']],
    ['a group by name', { approvers: { groups: ['SOC leads'] } }, ['/approvers/groups/0']],
    ['a group by address', { approvers: { groups: [group, 'soc@contoso.com'] } }, ['/approvers/groups/1']],
    ['a group that is a number', { approvers: { groups: [7] } }, ['/approvers/groups/0']],
    ['a group id without dashes', { approvers: { groups: [group.replaceAll('-', '')] } }, ['/approvers/groups/0']],
    ['a group id in braces', { approvers: { groups: [`{${group}}`] } }, ['/approvers/groups/0']],
    ['a schema that is no text', { approvers, $schema: {} }, ['/$schema']],
    ['an unknown key in approvers', { approvers: { ...approvers, user: [] } }, ['/approvers/user']],
    ['an unknown key', { approvers, quorum: 2 }, ['/quorum']],
    ['a key in another case', { approvers, Guests: true }, ['/Guests']],
    ['a key that a pointer must escape', { approvers, 'a/b~c': 1 }, ['/a~1b~0c']],
    ['an empty key', { approvers, '': 1 }, ['/']],
    [
      'a prototype',
      JSON.parse('{"approvers":{"users":["ana@contoso.com"]},"__proto__":{"guests":true}}'),
      ['/__proto__'],
    ],
    ['guests as a text', { approvers, guests: 'false' }, ['/guests']],
    ['guests as null', { approvers, guests: null }, ['/guests']],
    ['requesterMayApprove as a number', { approvers, requesterMayApprove: 1 }, ['/requesterMayApprove']],
    ['a deadline as a number', { approvers, expiresAfter: 3600 }, ['/expiresAfter']],
    ['a deadline of nothing', { approvers, expiresAfter: 'PT0S' }, ['/expiresAfter']],
    ['a deadline before the beginning', { approvers, expiresAfter: '-PT1H' }, ['/expiresAfter']],
    ['a deadline in months', { approvers, expiresAfter: 'P1M' }, ['/expiresAfter']],
    ['a deadline beyond all dates', { approvers, expiresAfter: 'P10000000W' }, ['/expiresAfter']],
    ['a deadline of a little over nothing', { approvers, expiresAfter: 'PT0.0004S' }, ['/expiresAfter']],
    ['a deadline that is null', { approvers, expiresAfter: null }, ['/expiresAfter']],
    ['a reminder in words', { approvers, remindAfter: 'an hour' }, ['/remindAfter']],
    ['an escalation at once', { approvers, escalateAfter: 'PT0S' }, ['/escalateAfter']],
    ['an escalation to nobody', { approvers, escalateTo: { users: [] } }, ['/escalateTo']],
    ['an escalation to a name', { approvers, escalateTo: 'lead@contoso.com' }, ['/escalateTo']],
    ['rules that are an object', { approvers, rules: {} }, ['/rules']],
    ['rules that are null', { approvers, rules: null }, ['/rules']],
    ['a rule that is a text', withRule('two'), ['/rules/0']],
    ['a rule that is empty', withRule({}), ['/rules/0/require', '/rules/0/when']],
    ['a rule without a condition', withRule({ require: two }), ['/rules/0/when']],
    ['a rule that asks for nothing', withRule({ when: {} }), ['/rules/0/require']],
    ['a rule that asks for an empty list', withRule({ when: {}, require: [] }), ['/rules/0/require']],
    ['a rule whose lines are an object', withRule({ when: {}, require: two[0] }), ['/rules/0/require']],
    ['a rule with an unknown key', withRule({ when: {}, require: two, unless: {} }), ['/rules/0/unless']],
    ['a reason that is true', withRule({ when: {}, require: two, reason: true }), ['/rules/0/reason']],
    ['a reason that is null', withRule({ when: {}, reason: null }), ['/rules/0/reason']],
    ['an unknown condition', withWhen({ sender: 'x' }), ['/rules/0/when/sender']],
    ['an unknown action', withWhen({ action: ['softDelete', 'delete'] }), ['/rules/0/when/action/1']],
    ['an action outside a list', withWhen({ action: 'hardDelete' }), ['/rules/0/when/action']],
    ['no action', withWhen({ action: [] }), ['/rules/0/when/action']],
    ['an unknown severity', withWhen({ severity: ['High'] }), ['/rules/0/when/severity/0']],
    ['no severity', withWhen({ severity: [] }), ['/rules/0/when/severity']],
    ['recipients as a number', withWhen({ recipients: 100 }), ['/rules/0/when/recipients']],
    ['recipients without a limit', withWhen({ recipients: {} }), ['/rules/0/when/recipients/over']],
    ['fewer than no recipients', withWhen({ recipients: { over: -1 } }), ['/rules/0/when/recipients/over']],
    ['half a recipient', withWhen({ recipients: { over: 1.5 } }), ['/rules/0/when/recipients/over']],
    ['a limit as a text', withWhen({ recipients: { over: '100' } }), ['/rules/0/when/recipients/over']],
    ['a limit beyond counting', withWhen({ recipients: { over: 1e300 } }), ['/rules/0/when/recipients/over']],
    [
      'an unknown key beside the limit',
      withWhen({ recipients: { over: 1, under: 2 } }),
      ['/rules/0/when/recipients/under'],
    ],
    ['recipients among nobody', withWhen({ recipientIn: { users: [] } }), ['/rules/0/when/recipientIn']],
    [
      'recipients in a group by name',
      withWhen({ recipientIn: { groups: ['VIP'] } }),
      ['/rules/0/when/recipientIn/groups/0'],
    ],
    ['a recipient by name', withWhen({ recipientIn: { users: ['The CEO'] } }), ['/rules/0/when/recipientIn/users/0']],
    [
      'recipients by a domain',
      withWhen({ recipientIn: { users: ['@contoso.com'] } }),
      ['/rules/0/when/recipientIn/users/0'],
    ],
    ["a sender's copy as a text", withWhen({ remediateSendersCopy: 'true' }), ['/rules/0/when/remediateSendersCopy']],
    ['a line that is a number', withLine(2), ['/rules/0/require/0']],
    ['a line without anything', withLine({}), ['/rules/0/require/0/from', '/rules/0/require/0/count']],
    ['a line from an unknown set', withLine({ from: 'leads', count: 1 }), ['/rules/0/require/0/from']],
    [
      'a line from a group by name',
      withLine({ from: { groups: ['leads'] }, count: 1 }),
      ['/rules/0/require/0/from/groups/0'],
    ],
    ['a line from nobody', withLine({ from: { users: [], groups: [] }, count: 1 }), ['/rules/0/require/0/from']],
    ['a line from null', withLine({ from: null, count: 1 }), ['/rules/0/require/0/from']],
    ['a line without a count', withLine({ from: 'approvers' }), ['/rules/0/require/0/count']],
    ['a line that asks for nobody', withLine({ from: 'approvers', count: 0 }), ['/rules/0/require/0/count']],
    ['a line that asks for a text', withLine({ from: 'approvers', count: '2' }), ['/rules/0/require/0/count']],
    ['a line that asks for a crowd', withLine({ from: 'approvers', count: 101 }), ['/rules/0/require/0/count']],
    ['a line with an unknown key', withLine({ from: 'approvers', count: 1, of: 2 }), ['/rules/0/require/0/of']],
  ];
  for (const [what, json, expected] of bad) {
    it(`is refused for ${what}`, () => assert.deepEqual(pointers(json), expected));
  }

  it('is told all its mistakes at once', () => {
    const json = {
      approvers: { users: [7] },
      guests: 1,
      remindAfter: 'soon',
      rules: [7, { when: { action: ['x'] } }],
      x: 1,
    };
    assert.deepEqual(pointers(json).sort(), [
      '/approvers/users/0',
      '/guests',
      '/remindAfter',
      '/rules/0',
      '/rules/1/require',
      '/rules/1/when/action/0',
      '/x',
    ]);
  });

  const messages: [string, unknown, string][] = [
    ['who can be named', { approvers: { users: ['ana'] } }, 'must be a UPN (name@domain) or an Entra object id'],
    [
      'what a group is',
      { approvers: { groups: ['SOC leads'] } },
      "must be an Entra group id (a GUID, as the group's page in Entra shows it), not a name or an address",
    ],
    [
      'how recipients are named',
      withWhen({ recipientIn: { users: ['The CEO'] } }),
      'must be a mail address (name@domain) or an Entra object id',
    ],
    ['what people are', { approvers: {} }, 'must name at least one user or group'],
    [
      'who can be asked',
      withLine({ from: 'leads', count: 1 }),
      'must be "approvers", or an object with users, groups or both',
    ],
    ['what is known', { approvers: { ...approvers, x: 1 } }, 'is not known here; known are users, groups'],
    ['the range of a count', withLine({ from: 'approvers', count: 0 }), 'must be a whole number from 1 to 100'],
    ['the range of a limit', withWhen({ recipients: { over: -1 } }), 'must be a whole number, 0 or more'],
    [
      'the most that can be asked for',
      withRule({ when: {}, require: [...two, { from: 'approvers', count: 99 }] }),
      'asks for more than 100 people',
    ],
  ];
  for (const [what, json, message] of messages) {
    it(`is answered with ${what}`, () => {
      const result = parsePolicy(json);
      assert.ok(result.kind === 'invalid');
      assert.deepEqual(
        result.problems.map((problem) => problem.message),
        [message],
      );
    });
  }

  it('never has its values repeated', () => {
    const result = parsePolicy({
      approvers: { users: ['Hush hush'], groups: ['hush'] },
      guests: 'hush',
      rules: ['hush', { when: {}, require: [{ from: 'hush', count: 'hush' }] }],
    });
    assert.doesNotMatch(JSON.stringify(result), /hush/i);
  });
});
