import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remediationActions, severities } from '../../src/approval/request.ts';
import { highestSeverity, makeRevision, type RevisionParts, sameContent } from '../../src/approval/revision.ts';
import { digest } from '../../src/digest.ts';
import { messageB } from '../support/builders.ts';
import { aRevision, email, revisionParts, twoEmails } from './samples.ts';

const anyEmails = fc.uniqueArray(
  fc
    .tuple(fc.uuid(), fc.integer({ min: 0, max: 5 }))
    .map(([networkMessageId, recipient]) => email(`user${recipient}`, networkMessageId)),
  { minLength: 1, maxLength: 12, selector: (one) => `${one.networkMessageId}|${one.recipientEmailAddress}` },
);
const anyParts: fc.Arbitrary<RevisionParts> = fc.record({
  requestId: fc.constantFrom('CS-7F3K2Q', 'CS-7F3K2R'),
  number: fc.integer({ min: 1, max: 1_000 }),
  createdAt: fc.nat(),
  content: fc.record({
    action: fc.constantFrom(...remediationActions),
    severity: fc.constantFrom(...severities),
    remediateSendersCopy: fc.boolean(),
  }),
  dryRun: fc.boolean(),
  emails: anyEmails,
});

function content(over: Partial<RevisionParts['content']>): Partial<RevisionParts> {
  return { content: { ...revisionParts().content, ...over } };
}

describe('the content hash of a revision', () => {
  it('is a SHA-256 in lower-case hex', () => assert.match(aRevision().contentHash, /^[0-9a-f]{64}$/));

  it('is the same for no emails at all, whoever says so, and another one as soon as there is one', () => {
    const none = aRevision({ emails: [] });
    assert.equal(none.contentHash, aRevision({ emails: [] }).contentHash);
    assert.notEqual(none.contentHash, aRevision({ emails: [email('hannah')] }).contentHash);
    assert.notEqual(none.contentHash, aRevision({ emails: [], number: 2 }).contentHash);
    assert.partialDeepStrictEqual(none, { emailCount: 0, messageCount: 0, recipientCount: 0 });
  });

  it('does not change with the order or the spelling of the emails', () => {
    fc.assert(
      fc.property(
        anyParts.chain((parts) =>
          fc.tuple(
            fc.constant(parts),
            fc.shuffledSubarray([...parts.emails], { minLength: parts.emails.length }),
            fc.nat(),
          ),
        ),
        ([parts, shuffled, createdAt]) => {
          const spelt = shuffled.map((one) =>
            'networkMessageId' in one
              ? { ...one, recipientEmailAddress: one.recipientEmailAddress.toUpperCase(), id: 'AAMk' }
              : one,
          );
          const other = makeRevision({ ...parts, createdAt, emails: spelt }, digest);
          assert.equal(other.contentHash, makeRevision(parts, digest).contentHash);
        },
      ),
    );
  });

  const changes: [string, Partial<RevisionParts>][] = [
    ['the request', { requestId: 'CS-7F3K2R' }],
    ['the number', { number: 2 }],
    ['the action', content({ action: 'hardDelete' })],
    ['the severity', content({ severity: 'high' })],
    ["the sender's copy", content({ remediateSendersCopy: true })],
    ['an email more', { emails: [...twoEmails, email('adele')] }],
    ['an email less', { emails: twoEmails.slice(1) }],
    ['another recipient', { emails: [email('hannah'), email('adele')] }],
    ['another message', { emails: [email('hannah'), email('preston', messageB)] }],
    ['an email known by its id alone', { emails: [email('hannah'), { id: 'AAMk' }] }],
    ['recipients swapped between messages', { emails: [email('hannah', messageB), email('preston')] }],
  ];
  for (const [what, over] of changes) {
    it(`changes with ${what}`, () => assert.notEqual(aRevision(over).contentHash, aRevision().contentHash));
  }

  it('is equal for two contents only where nothing in them differs', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (one, other) => {
        const keys = (parts: RevisionParts) =>
          JSON.stringify([
            parts.requestId,
            parts.number,
            parts.content,
            parts.emails.map((e) => JSON.stringify(e)).sort(),
          ]);
        const equal = makeRevision(one, digest).contentHash === makeRevision(other, digest).contentHash;
        assert.equal(equal, keys(one) === keys(other));
      }),
    );
  });
});

describe('a revision', () => {
  it('counts what it holds and repeats the content', () => {
    const { contentHash: _hash, ...revision } = aRevision({
      number: 3,
      emails: [...twoEmails, email('hannah', messageB)],
    });
    assert.deepEqual(revision, {
      number: 3,
      createdAt: 1_000,
      dryRun: false,
      peakSeverity: 'medium',
      severities: ['medium'],
      action: 'softDelete',
      severity: 'medium',
      remediateSendersCopy: false,
      emailCount: 3,
      messageCount: 2,
      recipientCount: 2,
    });
  });

  it('remembers the highest severity there ever was', () => {
    const low = { content: { ...revisionParts().content, severity: 'low' as const } };
    assert.equal(aRevision({ ...low, severities: ['medium', 'high'] }).peakSeverity, 'high');
    assert.deepEqual(aRevision({ ...low, severities: ['medium', 'high'] }).severities, ['medium', 'high', 'low']);
    assert.equal(aRevision({ ...low }).peakSeverity, 'low');
  });

  it('leaves the order of the emails handed in alone', () => {
    const emails = Object.freeze([email('z'), email('a')]);
    aRevision({ emails });
    assert.deepEqual(emails, [email('z'), email('a')]);
  });
});

describe('content', () => {
  it('is the same only where action, severity and copy are', () => {
    const { content: first } = revisionParts();
    assert.equal(sameContent(first, { ...first }), true);
    assert.equal(sameContent(first, { ...first, action: 'moveToJunk' }), false);
    assert.equal(sameContent(first, { ...first, severity: 'low' }), false);
    assert.equal(sameContent(first, { ...first, remediateSendersCopy: true }), false);
  });

  it('takes the highest severity of all, in any order', () => {
    for (const one of severities) {
      for (const other of severities) {
        const expected = severities[Math.max(severities.indexOf(one), severities.indexOf(other))];
        assert.equal(highestSeverity(one, other), expected);
      }
    }
    assert.equal(highestSeverity('low'), 'low');
    assert.equal(highestSeverity('low', 'high', 'medium'), 'high');
  });
});
