/** Policy files that are right but for what is given, and what comes of reading one. */
import assert from 'node:assert/strict';
import { parsePolicy } from '../../src/approval/parse-policy.ts';
import type { Policy } from '../../src/approval/policy.ts';
import { ana, ben } from '../support/people.ts';

export const approvers = { users: [ana.upn, ben.upn] };
export const two = [{ from: 'approvers', count: 2 }];

export function parsed(json: unknown): Policy {
  const result = parsePolicy(json);
  assert.ok(result.kind === 'ok', JSON.stringify(result));
  return result.policy;
}

export function pointers(json: unknown): string[] {
  const result = parsePolicy(json);
  assert.ok(result.kind === 'invalid', 'the policy was taken');
  return result.problems.map((problem) => problem.pointer);
}

export function withRule(rule: unknown) {
  return { approvers, rules: [rule] };
}
export function withWhen(when: unknown) {
  return withRule({ when, require: two });
}
export function withLine(line: unknown) {
  return withRule({ when: {}, require: [line] });
}
