import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Policy } from '../../src/approval/policy.ts';
import { withoutEffect } from '../../src/config/without-effect.ts';
import { aPolicy } from '../support/builders.ts';

const hour = 3_600_000;
const escalateTo = { users: ['lead@contoso.com'], groups: [] };

describe('deadlines of a policy', () => {
  const rows: readonly [title: string, over: Partial<Policy>, named: readonly string[]][] = [
    ['that all come in time are named nowhere', { remindAfterMs: hour, escalateAfterMs: 2 * hour, escalateTo }, []],
    [
      'that come when the request expires are named',
      { remindAfterMs: 24 * hour, escalateAfterMs: 25 * hour, escalateTo },
      [
        'POLICY_FILE /remindAfter (it comes only when a request expires)',
        'POLICY_FILE /escalateAfter (it comes only when a request expires)',
      ],
    ],
    ['without people', { escalateAfterMs: hour }, ['POLICY_FILE /escalateAfter (escalateTo names nobody)']],
    ['without a time', { escalateTo }, ['POLICY_FILE /escalateTo (escalateAfter says no time)']],
  ];
  for (const [title, over, named] of rows) {
    it(title, () => assert.deepEqual(withoutEffect(aPolicy(over)), named));
  }
});
