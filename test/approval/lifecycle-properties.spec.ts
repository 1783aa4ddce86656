/**
 * The state machine against a model that knows only what must always hold. Sequences mix what is right with what is
 * stale, forged, late, repeated and out of order, from several people who spell their object ids differently.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approvalsOf, type LifecycleEvent, transition } from '../../src/approval/lifecycle.ts';
import {
  type ApprovalRequest,
  type Decision,
  isOpen,
  isRemediating,
  type Person,
  type RequestState,
  remediatingStates,
  requestStates,
} from '../../src/approval/request.ts';
import { ana, ben, eve } from '../support/people.ts';
import { aRevision, deepFrozen, expiresAt, pending } from './samples.ts';

const people: readonly Person[] = [ana, ben, eve].flatMap((one) => [
  one,
  { ...one, objectId: one.objectId.toUpperCase() },
]);

/** One click or one thing that happened, not yet tied to the request that it will meet. */
type Move = (request: ApprovalRequest) => LifecycleEvent;

const anyPerson = fc.constantFrom(...people);
const anyTime = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: expiresAt - 1 }), weight: 6 },
  { arbitrary: fc.constantFrom(expiresAt - 1, expiresAt, expiresAt + 1), weight: 1 },
);
/** Most decisions name what is current; the others an older or later number, or another content. */
const anyAim = fc.oneof(
  { arbitrary: fc.constant({ offset: 0, forged: false }), weight: 4 },
  { arbitrary: fc.record({ offset: fc.constantFrom(-1, 0, 1), forged: fc.boolean() }), weight: 1 },
);
interface Made {
  readonly verdict: Decision['verdict'];
  readonly by: Person;
  readonly at: number;
  readonly aim: { readonly offset: number; readonly forged: boolean };
  readonly reason: string | undefined;
}

const anyDecision: fc.Arbitrary<Made> = fc.record({
  verdict: fc.constantFrom('approve', 'reject'),
  by: anyPerson,
  at: anyTime,
  aim: anyAim,
  reason: fc.constantFrom(undefined, '', ' ', 'Looks real'),
});

function decisionOn({ revision }: ApprovalRequest, made: Made): Decision {
  const { verdict, by, at, aim, reason } = made;
  return {
    verdict,
    by,
    at,
    revision: revision.number + aim.offset,
    contentHash: aim.forged ? 'forged' : revision.contentHash,
    policyHash: 'policy',
    ...(reason === undefined ? {} : { reason }),
  };
}

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyDecision, fc.boolean()).map(([made, quorumMet]) => approve(made, quorumMet)) },
  {
    weight: 1,
    arbitrary: anyDecision.map(
      (made): Move =>
        (request) => ({ kind: 'rejected', decision: decisionOn(request, made) }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(-1, 0, 1, 1, 1, 2), fc.nat()).map(([step, at]) => revise(step, at)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('revoked', 'withdrawn'), anyPerson, anyTime)
      .map(([kind, by, at]) => always({ kind, by, at })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('expired', 'reminded', 'escalated'), anyTime)
      .map(([kind, at]) => always({ kind, at })),
  },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom<LifecycleEvent>(
        { kind: 'submissionStarted' },
        { kind: 'submissionEnded', outcome: 'submitted' },
        { kind: 'submissionEnded', outcome: 'failed' },
        { kind: 'retried' },
        { kind: 'verificationStarted' },
        { kind: 'verificationEnded', outcome: 'verified' },
        { kind: 'verificationEnded', outcome: 'partlyVerified' },
        { kind: 'verificationEnded', outcome: 'unverified' },
      )
      .map(always),
  },
);

function always(event: LifecycleEvent): Move {
  return () => event;
}

function approve(made: Made, quorumMet: boolean): Move {
  return (request) => ({ kind: 'approved', decision: decisionOn(request, made), quorumMet });
}

function revise(step: number, createdAt: number): Move {
  return ({ revision }) => ({
    kind: 'revised',
    cause: 'joined',
    revision: aRevision({ number: revision.number + step, createdAt }),
  });
}

interface Step {
  readonly before: ApprovalRequest;
  readonly event: LifecycleEvent;
  readonly after: ApprovalRequest;
}

/** Lets the sequence happen. Requests and events are frozen: a transition that wrote to one would throw. */
function play(moves: readonly Move[]): Step[] {
  const steps: Step[] = [];
  let request: ApprovalRequest = deepFrozen(pending());
  for (const move of moves) {
    const event: LifecycleEvent = deepFrozen(move(request));
    const next = transition(request, event);
    const after: ApprovalRequest = next.kind === 'moved' ? deepFrozen(next.request) : request;
    steps.push({ before: request, event, after });
    request = after;
  }
  return steps;
}

const anySequence = fc.array(anyMove, { maxLength: 40, size: 'max' });

/** Checks every step of a thousand sequences. */
function holdsForSteps(check: (step: Step) => void): void {
  holdsFor((steps) => steps.forEach(check));
}

function holdsFor(check: (steps: readonly Step[]) => void): void {
  fc.assert(
    fc.property(anySequence, (moves) => check(play(moves))),
    { numRuns: 1_000 },
  );
}

const ended: readonly RequestState[] = ['rejected', 'expired', 'withdrawn', 'verified', 'partlyVerified', 'unverified'];
const deciding: readonly LifecycleEvent['kind'][] = [
  'revised',
  'approved',
  'rejected',
  'revoked',
  'withdrawn',
  'expired',
];
const rank = new Map<RequestState, number>([
  ['approved', 1],
  ['submitting', 2],
  ['failed', 2],
  ['submitted', 3],
  ['verifying', 4],
  ['verified', 5],
  ['partlyVerified', 5],
  ['unverified', 5],
]);

describe('whatever happens to a request, in whatever order,', () => {
  it('it is always in a known state', () => {
    holdsForSteps(({ after }) => assert.ok(requestStates.includes(after.state)));
  });

  it('it is decided once', () => {
    holdsFor((steps) => {
      const decisions = steps.filter(({ before, after }) => isOpen(before) && !isOpen(after));
      assert.ok(decisions.length <= 1);
    });
  });

  it('it never opens again, and what has ended stays as it ended', () => {
    holdsForSteps(({ before, event, after }) => {
      if (isOpen(before)) return;
      assert.ok(!isOpen(after));
      if (deciding.includes(event.kind) || ended.includes(before.state)) assert.equal(after, before);
    });
  });

  it('nothing is remediated without approvals, by distinct people, of exactly the content at hand', () => {
    holdsForSteps(({ after }) => {
      if (!isRemediating(after)) return;
      assert.ok(after.approvals.length > 0);
      for (const approval of after.approvals) {
        assert.equal(approval.verdict, 'approve');
        assert.equal(approval.revision, after.revision.number);
        assert.equal(approval.contentHash, after.revision.contentHash);
        assert.ok(approval.at < after.expiresAt);
      }
    });
  });

  it('nobody is counted twice', () => {
    holdsForSteps(({ after }) => {
      const ids = approvalsOf(after).map((approval) => approval.by.objectId.toLowerCase());
      assert.equal(new Set(ids).size, ids.length);
    });
  });

  it('it is approved only by an event that says so, with the last approval in its place', () => {
    holdsForSteps(({ before, event, after }) => {
      if (!isOpen(before) || !isRemediating(after)) return;
      assert.ok(event.kind === 'approved' && event.quorumMet);
      assert.equal(after.state, 'approved');
      assert.deepEqual(after.approvals, [...approvalsOf(before), event.decision]);
    });
  });

  it('the revision grows by one, and only while the request is open', () => {
    holdsForSteps(({ before, event, after }) => {
      const grown = after.revision.number - before.revision.number;
      assert.equal(grown, event.kind === 'revised' && after !== before ? 1 : 0);
      if (grown === 0) assert.deepEqual(after.revision, before.revision);
      if (grown > 0) assert.deepEqual([isOpen(before), after.state, approvalsOf(after)], [true, 'pending', []]);
    });
  });

  it('approvals change neither once it is approved nor but by the three events that may', () => {
    holdsForSteps(({ before, event, after }) => {
      if (isRemediating(before)) assert.deepEqual(approvalsOf(after), approvalsOf(before));
      const may = ['approved', 'revoked', 'revised'].includes(event.kind) || !isOpen(after);
      if (!may) assert.deepEqual(approvalsOf(after), approvalsOf(before));
    });
  });

  it('remediation only goes forward, but for a retry', () => {
    holdsForSteps(({ before, event, after }) => {
      const [from, to] = [rank.get(before.state), rank.get(after.state)];
      if (from === undefined || after === before) return;
      if (event.kind !== 'retried') assert.ok(to !== undefined && (to > from || before.state === 'submitting'));
      assert.ok((remediatingStates as readonly string[]).includes(after.state));
    });
  });

  it('a rejection holds a reason, and an expiry is never early', () => {
    holdsForSteps(({ after }) => {
      if (after.state === 'rejected') assert.notEqual((after.rejection.reason ?? '').trim(), '');
      if (after.state === 'expired') assert.ok(after.expiredAt >= after.expiresAt);
    });
  });

  it('its id, origin and deadlines stay', () => {
    holdsForSteps(({ before, after }) => {
      const fixed = ({ id, tenantId, origin, createdAt, expiresAt: deadline }: ApprovalRequest) =>
        JSON.stringify([id, tenantId, origin, createdAt, deadline]);
      assert.equal(fixed(after), fixed(before));
    });
  });
});

describe('the sequences of these properties', () => {
  /** Properties about states that are never reached would hold for any machine. */
  it('reach every state', () => {
    const seen = new Set<RequestState>();
    for (const moves of fc.sample(anySequence, { numRuns: 2_000, seed: 7 })) {
      for (const { after } of play(moves)) seen.add(after.state);
    }
    assert.deepEqual(
      [...requestStates].filter((state) => !seen.has(state)),
      [],
    );
  });
});
