import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicy } from '../../src/approval/parse-policy.ts';
import { parsed, pointers } from './policy-files.ts';

describe('any JSON whatever', () => {
  const whole = {
    approvers: { users: ['ana@contoso.com', 'ben@contoso.com'], groups: ['99999999-0000-4000-8000-00000000000a'] },
    expiresAfter: 'PT24H',
    escalateTo: { users: ['ana@contoso.com'] },
    rules: [
      {
        when: { action: ['hardDelete'], recipients: { over: 1 }, recipientIn: { users: ['ceo@contoso.com'] } },
        require: [{ from: { users: ['ana@contoso.com'] }, count: 1 }],
        reason: 'required',
      },
    ],
  };
  const places = [...placesIn(whole)];

  /** Every path to a value in it. */
  function* placesIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
    yield path;
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) yield* placesIn(inner, [...path, key]);
  }

  function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
    if (key === undefined) return by;
    if (Array.isArray(value))
      return value.map((item, index) => (String(index) === key ? replaced(item, rest, by) : item));
    return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
  }

  function isSound(json: unknown): void {
    const result = parsePolicy(json);
    if (result.kind === 'ok') return;
    assert.ok(result.problems.length > 0);
    for (const { pointer, message } of result.problems) {
      assert.match(pointer, /^(?:\/(?:[^~/]|~[01])*)*$/);
      assert.notEqual(message, '');
    }
  }

  it('is taken or refused with pointers, never thrown at', () => {
    fc.assert(fc.property(fc.jsonValue(), isSound), { numRuns: 2_000 });
    fc.assert(fc.property(fc.anything(), isSound), { numRuns: 2_000 });
  });

  it('is so too in any place of a policy', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.oneof(fc.jsonValue(), fc.anything()), (place, value) => {
        isSound(replaced(whole, place, value));
      }),
      { numRuns: 5_000 },
    );
  });

  it('makes a policy of nothing but known things', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const result = parsePolicy(replaced(whole, place, value));
        if (result.kind === 'invalid') return;
        const { approvers } = result.policy;
        assert.ok(approvers.users.length + approvers.groups.length > 0);
        assert.ok(result.policy.expiresAfterMs > 0 && Number.isSafeInteger(result.policy.expiresAfterMs));
        for (const rule of result.policy.rules) {
          for (const line of rule.require) assert.ok(line.count >= 1 && line.count <= 100);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('however big, is read in reasonable time', () => {
    const users = Array.from({ length: 2_000 }, (_, index) => `user${index}@contoso.com`);
    const lines = Array.from({ length: 20_000 }, () => ({ from: 'approvers', count: 100 }));
    assert.deepEqual(pointers({ approvers: { users }, rules: [{ when: {}, require: lines }] }), ['/rules/0/require']);
    const hundred = Array.from({ length: 100 }, () => ({ from: 'approvers', count: 1 }));
    assert.equal(parsed({ approvers: { users }, rules: [{ when: {}, require: hundred }] }).rules.length, 1);
    const rules = Array.from({ length: 10_000 }, () => ({ when: {}, require: [{ from: 'approvers', count: 100 }] }));
    assert.equal(parsed({ approvers: { users }, rules }).rules.length, 10_000);
  });
});
