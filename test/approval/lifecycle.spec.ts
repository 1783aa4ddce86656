import assert from 'node:assert/strict';
import {
  approvalsOf,
  type LifecycleEvent,
  type RefusalReason,
  refusalReasons,
  transition,
} from '../../src/approval/lifecycle.ts';
import {
  type ApprovalRequest,
  type Decision,
  type PendingRequest,
  type RequestState,
  requestStates,
} from '../../src/approval/request.ts';
import { ana, ben, eve } from '../support/people.ts';
import {
  aDecision,
  approved,
  aRejection,
  aRevision,
  deepFrozen,
  email,
  expiresAt,
  inState,
  now,
  partiallyApproved,
  pending,
} from './samples.ts';

const events = {
  revised: { kind: 'revised', cause: 'joined', revision: aRevision({ number: 2, emails: [email('adele')] }) },
  'approved, more needed': approved(eve),
  'approved, quorum met': approved(eve, {}, true),
  rejected: { kind: 'rejected', decision: aRejection() },
  revoked: { kind: 'revoked', by: ana, at: now },
  withdrawn: { kind: 'withdrawn', by: ben, at: now },
  reminded: { kind: 'reminded', at: now },
  escalated: { kind: 'escalated', at: now },
  expired: { kind: 'expired', at: expiresAt },
  'asked again': { kind: 'askedAgain', as: 'CS-000009', by: ana, at: expiresAt },
  'submission started': { kind: 'submissionStarted' },
  'submission ended: submitted': { kind: 'submissionEnded', outcome: 'submitted' },
  'submission ended: failed': { kind: 'submissionEnded', outcome: 'failed' },
  retried: { kind: 'retried' },
  'verification started': { kind: 'verificationStarted' },
  'verification ended: verified': { kind: 'verificationEnded', outcome: 'verified' },
  'verification ended: partly': { kind: 'verificationEnded', outcome: 'partlyVerified' },
  'verification ended: unverified': { kind: 'verificationEnded', outcome: 'unverified' },
} as const satisfies Record<string, LifecycleEvent>;
type EventName = keyof typeof events;

type Expected = RequestState | RefusalReason;
const fromOpen: Partial<Record<EventName, Expected>> = {
  revised: 'pending',
  'approved, more needed': 'partiallyApproved',
  'approved, quorum met': 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  expired: 'expired',
};
/** What is not named here is refused: see `refusalOf`. */
const moves: Partial<Record<RequestState, Partial<Record<EventName, Expected>>>> = {
  pending: { ...fromOpen, reminded: 'pending', escalated: 'pending' },
  partiallyApproved: {
    ...fromOpen,
    revoked: 'pending',
    reminded: 'partiallyApproved',
    escalated: 'partiallyApproved',
  },
  expired: { 'asked again': 'expired' },
  approved: { 'submission started': 'submitting' },
  submitting: { 'submission ended: submitted': 'submitted', 'submission ended: failed': 'failed' },
  submitted: { 'verification started': 'verifying' },
  failed: { retried: 'submitting' },
  verifying: {
    'verification ended: verified': 'verified',
    'verification ended: partly': 'partlyVerified',
    'verification ended: unverified': 'unverified',
  },
};
const decisive: readonly EventName[] = [...(Object.keys(fromOpen) as EventName[]), 'revoked', 'reminded', 'escalated'];

function refusalOf(state: RequestState, event: EventName): RefusalReason {
  if (!decisive.includes(event)) return 'invalidTransition';
  if (state === 'pending') return 'nothingToRevoke';
  return state === 'expired' ? 'expired' : 'alreadyDecided';
}

/** The next state, or the reason of the refusal. */
function outcome(request: ApprovalRequest, event: LifecycleEvent): Expected {
  const next = transition(deepFrozen(request), deepFrozen(event));
  return next.kind === 'moved' ? next.request.state : next.reason;
}

function movedBy(request: ApprovalRequest, event: LifecycleEvent): ApprovalRequest {
  const next = transition(deepFrozen(request), deepFrozen(event));
  assert.ok(next.kind === 'moved', JSON.stringify(next));
  return next.request;
}

describe('the state machine', () => {
  for (const state of requestStates) {
    describe(`in ${state}`, () => {
      for (const [name, event] of Object.entries(events) as [EventName, LifecycleEvent][]) {
        const move = moves[state]?.[name];
        const expected = move ?? refusalOf(state, name);
        it(`${move ? 'moves to' : 'refuses with'} ${expected} when ${name}`, () => {
          assert.equal(outcome(inState(state), event), expected);
        });
      }
    });
  }

  const pairs = requestStates.flatMap((state) => Object.values(events).map((event) => ({ state, event })));

  it('refuses only for reasons of the closed list, and writes to nothing that it was given', () => {
    for (const { state, event } of pairs) {
      const request = inState(state);
      const next = transition(request, event);
      assert.ok(next.kind === 'moved' || refusalReasons.includes(next.reason));
      assert.deepEqual(request, inState(state), `${state}, ${event.kind}`);
    }
  });

  it('keeps campaign and earlier request, whatever happens', () => {
    const shared = ({ campaignId, earlierRequestId }: ApprovalRequest) => `${campaignId} ${earlierRequestId}`;
    for (const { state, event } of pairs) {
      const next = transition(inState(state), event);
      if (next.kind === 'moved') assert.equal(shared(next.request), shared(inState(state)), `${state}, ${event.kind}`);
    }
  });

  it('adds no campaign and no earlier request where there is none', () => {
    const { campaignId: _campaign, earlierRequestId: _earlier, ...bare } = pending();
    const request = movedBy(bare, events['approved, quorum met']);
    assert.equal('campaignId' in request, false);
    assert.equal('earlierRequestId' in request, false);
  });

  it('drops what belongs to the state left behind', () => {
    const { voided: _voided, ...revised } = movedBy(partiallyApproved(), events.revised) as PendingRequest;
    assert.deepEqual(Object.keys(revised).sort(), Object.keys(pending()).sort());
    assert.equal('approvals' in movedBy(pending(), events.rejected), false);
  });
});

describe('a decision', () => {
  const later = aRevision({ number: 2, emails: [email('adele')] });
  const revised = pending({ revision: later });
  const verdicts: [string, (decision: Partial<Decision>) => LifecycleEvent][] = [
    ['an approval', (over) => ({ kind: 'approved', decision: aDecision(over), quorumMet: true })],
    ['a rejection', (over) => ({ kind: 'rejected', decision: aRejection(over) })],
  ];
  for (const [name, decided] of verdicts) {
    const table: [string, ApprovalRequest, Partial<Decision>, Expected][] = [
      ['for an older revision', revised, {}, 'staleRevision'],
      ['for a revision to come', pending(), { revision: 2 }, 'staleRevision'],
      ['with the number of this revision and the hash of another', revised, { revision: 2 }, 'staleRevision'],
      [
        'with the hash of this revision and the number of another',
        revised,
        { contentHash: later.contentHash },
        'staleRevision',
      ],
      ['without a hash', pending(), { contentHash: '' }, 'staleRevision'],
      ['exactly at the deadline', pending(), { at: expiresAt }, 'expired'],
      ['after the deadline', pending(), { at: expiresAt + 1 }, 'expired'],
      ['late as well as stale', revised, { at: expiresAt }, 'staleRevision'],
    ];
    for (const [how, request, over, reason] of table) {
      it(`does not count: ${name} ${how}`, () => assert.equal(outcome(request, decided(over)), reason));
    }

    it(`counts in the last millisecond: ${name}`, () => {
      assert.notEqual(outcome(pending(), decided({ at: expiresAt - 1 })), 'expired');
      assert.equal(transition(pending(), decided({ at: expiresAt - 1 })).kind, 'moved');
    });

    it(`counts for the newest revision: ${name}`, () => {
      assert.equal(transition(revised, decided({ revision: 2, contentHash: later.contentHash })).kind, 'moved');
    });
  }

  it('does not count under the wrong verdict', () => {
    assert.equal(
      outcome(pending(), { kind: 'approved', decision: aRejection(), quorumMet: true }),
      'invalidTransition',
    );
    assert.equal(
      outcome(pending(), { kind: 'rejected', decision: aDecision({ reason: 'because' }) }),
      'invalidTransition',
    );
  });
});

describe('an approval', () => {
  it('is kept with those before it, in the order given', () => {
    const first = movedBy(pending(), approved(ana));
    const second = movedBy(first, approved(eve));
    const third = movedBy(second, approved(ben, {}, true));
    assert.deepEqual(
      approvalsOf(third).map((one) => one.by),
      [ana, eve, ben],
    );
  });

  it('counts once a person, however the object id is spelt', () => {
    const request = partiallyApproved();
    assert.equal(outcome(request, approved(ana, {}, true)), 'alreadyApprovedByYou');
    const shouted = { ...ana, objectId: ana.objectId.toUpperCase(), upn: 'Ana.New@contoso.com' };
    assert.equal(outcome(request, approved(shouted, {}, true)), 'alreadyApprovedByYou');
  });

  it('counts for two people of one name', () => {
    assert.equal(outcome(partiallyApproved(), approved({ ...eve, upn: ana.upn, name: ana.name })), 'partiallyApproved');
  });

  it('counts again after it was revoked, or after the content changed', () => {
    const revoked = movedBy(partiallyApproved(), events.revoked);
    assert.equal(outcome(revoked, approved(ana)), 'partiallyApproved');
    const revised = movedBy(partiallyApproved(), events.revised);
    const { number, contentHash } = revised.revision;
    assert.equal(outcome(revised, approved(ana, { revision: number, contentHash })), 'partiallyApproved');
  });

  it('does not survive a change of the content', () => {
    assert.deepEqual(approvalsOf(movedBy(partiallyApproved(), events.revised)), []);
  });

  it('that a change took away is remembered until the request is decided', () => {
    const revision = aRevision({ number: 2, emails: [email('adele')] });
    const changed = movedBy(partiallyApproved(), { kind: 'revised', cause: 'changedOnCard', by: ben, revision });
    assert.ok(changed.state === 'pending' && changed.voided);
    assert.deepEqual(
      [changed.voided.cause, changed.voided.by, changed.voided.at],
      ['changedOnCard', ben, revision.createdAt],
    );
    assert.deepEqual(changed.voided.approvals, approvalsOf(partiallyApproved()));

    const decision = { revision: 2, contentHash: revision.contentHash };
    const once = movedBy(changed, approved(eve, decision));
    const again = movedBy(changed, { kind: 'revised', cause: 'joined', revision: { ...revision, number: 3 } });
    const decided = movedBy(changed, approved(eve, decision, true));

    assert.ok(once.state === 'partiallyApproved' && again.state === 'pending');
    assert.deepEqual([once.voided, again.voided], [changed.voided, changed.voided]);
    assert.equal('voided' in decided, false);
  });
});

describe('a rejection', () => {
  for (const reason of [undefined, '', ' ', '\n\t ', '\u00a0']) {
    it(`needs a reason, and ${JSON.stringify(reason) ?? 'none'} is none`, () => {
      const { reason: _reason, ...silent } = aRejection();
      const decision = reason === undefined ? silent : { ...silent, reason };
      assert.equal(outcome(pending(), { kind: 'rejected', decision }), 'reasonRequired');
    });
  }

  it('is kept with the request', () => {
    const decision = aRejection({ by: eve });
    const request = movedBy(partiallyApproved(), { kind: 'rejected', decision });
    assert.ok(request.state === 'rejected');
    assert.deepEqual(request.rejection, decision);
  });

  it('leaves on record who had approved, though it counts for nothing', () => {
    const before = partiallyApproved();
    for (const event of [events.rejected, events.expired, events.withdrawn]) {
      const ended = movedBy(before, event);
      assert.ok('approvals' in ended, event.kind);
      assert.deepEqual([ended.approvals, approvalsOf(ended)], [approvalsOf(before), []]);
    }
  });

  it('may come from somebody who approved before', () => {
    assert.equal(outcome(partiallyApproved(), { kind: 'rejected', decision: aRejection({ by: ana }) }), 'rejected');
  });
});

describe('revoking', () => {
  const both = partiallyApproved([aDecision({ by: ana }), aDecision({ by: eve })]);

  it("takes back one's own approval and leaves the others", () => {
    const request = movedBy(both, { kind: 'revoked', by: ana, at: now });
    assert.equal(request.state, 'partiallyApproved');
    assert.deepEqual(
      approvalsOf(request).map((one) => one.by),
      [eve],
    );
  });

  it('finds the approval however the object id is spelt', () => {
    const shouted = { ...eve, objectId: eve.objectId.toUpperCase() };
    assert.equal(approvalsOf(movedBy(both, { kind: 'revoked', by: shouted, at: now })).length, 1);
  });

  it('is refused to those who did not approve', () => {
    assert.equal(outcome(both, { kind: 'revoked', by: ben, at: now }), 'nothingToRevoke');
    assert.equal(outcome(pending(), { kind: 'revoked', by: ana, at: now }), 'nothingToRevoke');
  });
});

describe('withdrawing', () => {
  it('is for the requester alone', () => {
    assert.equal(outcome(pending(), { kind: 'withdrawn', by: ana, at: now }), 'notTheRequester');
    const shouted = { ...ben, objectId: ben.objectId.toUpperCase() };
    const request = movedBy(pending(), { kind: 'withdrawn', by: shouted, at: now });
    assert.ok(request.state === 'withdrawn');
    assert.deepEqual([request.withdrawnBy, request.withdrawnAt], [shouted, now]);
  });

  it('is for nobody where an alert asked', () => {
    const request = pending({ origin: { kind: 'alert', source: 'mailgate' } });
    assert.equal(outcome(request, { kind: 'withdrawn', by: ben, at: now }), 'noRequester');
  });
});

describe('expiry', () => {
  it('leaves nothing else to be done from the deadline on', () => {
    const late = expiresAt;
    const revision = aRevision({ number: 2, createdAt: late });
    assert.equal(outcome(pending(), { kind: 'revised', cause: 'joined', revision }), 'expired');
    assert.equal(outcome(partiallyApproved(), { kind: 'revoked', by: ana, at: late }), 'expired');
    assert.equal(outcome(pending(), { kind: 'withdrawn', by: ben, at: late }), 'expired');
  });

  it('comes at the deadline, not a millisecond before', () => {
    assert.equal(outcome(pending(), { kind: 'expired', at: expiresAt - 1 }), 'invalidTransition');
    const request = movedBy(partiallyApproved(), { kind: 'expired', at: expiresAt });
    assert.ok(request.state === 'expired');
    assert.equal(request.expiredAt, expiresAt);
  });

  it('never overtakes an approval that completed the quorum', () => {
    assert.equal(outcome(inState('approved'), { kind: 'expired', at: expiresAt + 1 }), 'alreadyDecided');
  });
});

describe('a new revision', () => {
  for (const number of [0, 1, 3, 1.5, -1]) {
    it(`must be the next one, which ${number} is not after 1`, () => {
      const revision = { ...aRevision(), number };
      assert.equal(outcome(pending(), { kind: 'revised', cause: 'joined', revision }), 'staleRevision');
    });
  }
});

describe('a reminder and an escalation', () => {
  it('come once each, before the deadline, and leave approvals as they are', () => {
    for (const kind of ['reminded', 'escalated'] as const) {
      const done = movedBy(partiallyApproved(), { kind, at: now });
      assert.deepEqual(done, { ...partiallyApproved(), [`${kind}At`]: now });
      assert.equal(outcome(done, { kind, at: now + 1 }), 'invalidTransition');
      assert.equal(outcome(pending(), { kind, at: expiresAt }), 'expired');
    }
  });

  it('stay with the request when its content changes, and when it ends', () => {
    const reminded = movedBy(partiallyApproved(), { kind: 'reminded', at: now });
    const both = movedBy(reminded, { kind: 'escalated', at: now });
    for (const event of [events.revised, events.rejected, events.expired, approved(eve, {}, true)]) {
      assert.partialDeepStrictEqual(movedBy(both, event), { remindedAt: now, escalatedAt: now });
    }
  });
});

describe('asking again', () => {
  it('is noted once, with the request that came of it', () => {
    const expired = movedBy(pending(), events.expired);
    const asked = movedBy(expired, events['asked again']);
    assert.deepEqual(asked, { ...expired, askedAgain: { as: 'CS-000009', by: ana, at: expiresAt } });
    assert.equal(outcome(asked, events['asked again']), 'invalidTransition');
  });
});

describe('a request whose alert named no message', () => {
  const empty = aRevision({ emails: [] });
  const request = pending({ revision: empty });
  const over = { revision: empty.number, contentHash: empty.contentHash };

  it('is approved by nobody, whatever the policy says of it', () => {
    for (const quorumMet of [false, true]) {
      assert.equal(outcome(request, approved(eve, over, quorumMet)), 'noMail');
    }
  });

  it('is rejected, reminded of, escalated, withdrawn, and expires as any other', () => {
    const cases: [LifecycleEvent, Expected][] = [
      [{ kind: 'rejected', decision: aRejection(over) }, 'rejected'],
      [{ kind: 'reminded', at: now }, 'pending'],
      [{ kind: 'escalated', at: now }, 'pending'],
      [{ kind: 'withdrawn', by: ben, at: now }, 'withdrawn'],
      [{ kind: 'expired', at: expiresAt }, 'expired'],
    ];
    for (const [event, expected] of cases) assert.equal(outcome(request, event), expected);
  });

  it('is approved once it names one', () => {
    const revision = aRevision({ number: 2 });
    const grown = movedBy(request, { kind: 'revised', revision, cause: 'joined' });
    const { number, contentHash } = revision;
    assert.equal(outcome(grown, approved(eve, { revision: number, contentHash }, true)), 'approved');
    assert.equal(outcome(grown, approved(eve, over, true)), 'staleRevision');
  });
});
