/**
 * Policies that people might write, read by the service and, side by side, by a reading of the file that shares nothing
 * with it and tries every way to seat people. Clicks come from anybody, in any order, while the content changes.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approvalsOf } from '../../src/approval/lifecycle.ts';
import { contentOf } from '../../src/approval/policy-subject.ts';
import { type ApprovalRequest, isRemediating, type Origin } from '../../src/approval/request.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { anyMove, aWorld, byAlert, play } from './policy-play.ts';
import { anyGroups, anyPolicyFile, type Groups, isEntitledBy, isMetBy, type PolicyFile } from './policy-reading.ts';

const anyOrigin = fc.constantFrom<Origin>(
  byAlert,
  byAlert,
  ...[ana, ben, eve, gus].map((by): Origin => ({ kind: 'command', by })),
);
const anyMoves = fc.array(anyMove, { minLength: 1, maxLength: 25, size: 'max' });

/** What the file says of the approvals that a request holds. */
function check(file: PolicyFile, groups: Groups, request: ApprovalRequest, recipients: readonly string[]): void {
  const facts = { ...contentOf(request), recipients };
  const approvers = approvalsOf(request).map(({ by }) => by);
  for (const by of approvers) assert.ok(isEntitledBy(file, facts, by, groups, request.origin), `${by.upn} may not`);
  const isMet = approvers.length > 0 && isMetBy(file, facts, approvers, groups);
  assert.equal(isRemediating(request), isMet, `${request.state}: ${JSON.stringify(file)}`);
}

function whatHappened(before: ApprovalRequest, after: ApprovalRequest) {
  if (after === before) return 'nothing';
  if (after.state === 'rejected') return 'rejected';
  if (after.state === 'approved') return after.approvals.length > 1 ? 'byMore' : 'byOne';
  return after.state === 'pending' && approvalsOf(before).length > 0 ? 'voided' : 'other';
}

describe('whatever the policy, whoever clicks, in whatever order,', () => {
  it('a request is approved exactly when people whom the file names for it have approved what it holds', () => {
    const seen = { byOne: 0, byMore: 0, nothing: 0, voided: 0, rejected: 0, other: 0 };
    fc.assert(
      fc.property(anyPolicyFile, anyGroups, anyOrigin, anyMoves, (file, groups, origin, moves) => {
        const world = aWorld(file, groups, origin);
        for (const move of moves) {
          const before = world.request;
          play(world, move);
          seen[whatHappened(before, world.request)] += 1;
          check(file, groups, world.request, world.recipients);
        }
      }),
      { numRuns: 3_000 },
    );
    // A property about what never happens holds for anything.
    assert.ok(
      Object.values(seen).every((times) => times > 50),
      JSON.stringify(seen),
    );
  });
});
