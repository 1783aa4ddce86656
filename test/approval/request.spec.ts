import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AnalyzedEmail,
  countEmails,
  decidingApproval,
  emailKey,
  foldDuplicates,
  isOpen,
  isRemediating,
  isResolved,
  openStates,
  remediatingStates,
  requestStates,
  samePerson,
} from '../../src/approval/request.ts';
import { messageA, messageB } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { aDecision, email, inState } from './samples.ts';

const anyEmail: fc.Arbitrary<AnalyzedEmail> = fc.oneof(
  fc.record({
    networkMessageId: fc.constantFrom(messageA, messageA.toUpperCase(), messageB),
    recipientEmailAddress: fc.constantFrom('a@x.example', 'A@X.example', 'b@x.example', 'a|b@x.example'),
  }),
  fc.record({ id: fc.constantFrom('id-1', 'ID-1', 'id-2') }),
);

describe('an analyzed email', () => {
  const same: [string, AnalyzedEmail, AnalyzedEmail][] = [
    ['the case of the address', email('hannah'), email('HANNAH')],
    ['the case of the message id', email('hannah'), email('hannah', messageA.toUpperCase())],
    ["Graph's id beside message and recipient", email('hannah'), { ...email('hannah'), id: 'AAMk' }],
  ];
  for (const [what, one, other] of same) {
    it(`is the same whatever ${what}`, () => assert.equal(emailKey(one), emailKey(other)));
  }

  const different: [string, AnalyzedEmail, AnalyzedEmail][] = [
    ['another recipient', email('hannah'), email('preston')],
    ['another message', email('hannah'), email('hannah', messageB)],
    ['another Graph id', { id: 'AAMk' }, { id: 'AAMl' }],
    ["Graph's id in another case, which Graph tells apart", { id: 'AAMk' }, { id: 'aamk' }],
    ['a message id in the place of a Graph id', email('hannah'), { id: messageA }],
  ];
  for (const [what, one, other] of different) {
    it(`is another with ${what}`, () => assert.notEqual(emailKey(one), emailKey(other)));
  }

  it('is resolved when message and recipient are known', () => {
    assert.equal(isResolved({ ...email('hannah'), id: 'AAMk' }), true);
    assert.equal(isResolved({ id: 'AAMk' }), false);
  });
});

describe('folding duplicates', () => {
  it('keeps the first spelling and the order', () => {
    const folded = foldDuplicates([email('Preston'), email('hannah'), email('preston'), { id: '1' }, email('HANNAH')]);
    assert.deepEqual(folded, [email('Preston'), email('hannah'), { id: '1' }]);
  });

  it('leaves nothing of nothing', () => assert.deepEqual(foldDuplicates([]), []));

  it('keeps every email once, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyEmail), (emails) => {
        const keys = foldDuplicates(emails).map(emailKey);
        assert.equal(new Set(keys).size, keys.length);
        assert.deepEqual(new Set(keys), new Set(emails.map(emailKey)));
        assert.deepEqual(foldDuplicates(foldDuplicates(emails)), foldDuplicates(emails));
      }),
    );
  });
});

describe('counting emails', () => {
  const table: [string, AnalyzedEmail[], [number, number, number]][] = [
    ['nothing', [], [0, 0, 0]],
    ['one message in two mailboxes', [email('hannah'), email('preston')], [2, 1, 2]],
    ['two messages in one mailbox', [email('hannah'), email('Hannah', messageB)], [2, 2, 1]],
    ['two messages in two mailboxes', [email('hannah'), email('preston', messageB)], [2, 2, 2]],
    ['spellings of one message', [email('hannah'), email('preston', messageA.toUpperCase())], [2, 1, 2]],
    ['unresolved emails, each on its own', [{ id: '1' }, { id: '2' }, email('hannah')], [3, 3, 3]],
  ];
  for (const [what, emails, [emailCount, messageCount, recipientCount]] of table) {
    it(`tells emails, messages and mailboxes apart: ${what}`, () => {
      assert.deepEqual(countEmails(emails), { emailCount, messageCount, recipientCount });
    });
  }

  it('never counts more messages or mailboxes than emails', () => {
    fc.assert(
      fc.property(fc.array(anyEmail), (emails) => {
        const counts = countEmails(emails);
        assert.ok(counts.messageCount <= counts.emailCount);
        assert.ok(counts.recipientCount <= counts.emailCount);
        assert.equal(counts.emailCount === 0, counts.messageCount === 0);
      }),
    );
  });
});

describe('a request', () => {
  it('is open, or on its way to the mailboxes, or over: one of them in every state', () => {
    const open = requestStates.filter((state) => isOpen(inState(state)));
    const remediating = requestStates.filter((state) => isRemediating(inState(state)));
    assert.deepEqual(open, openStates);
    assert.deepEqual(remediating, remediatingStates);
    assert.equal(new Set(requestStates).size, 13);
  });

  it("takes Graph's approver from the approval that completed the quorum", () => {
    const request = inState('approved');
    assert.ok(isRemediating(request));
    const last = aDecision({ by: ben });
    assert.equal(decidingApproval({ ...request, approvals: [aDecision(), last] }), last);
    assert.equal(decidingApproval(request).by, ana);
  });
});

describe('a person', () => {
  it('is the same whatever the case of the object id', () => {
    const shouted = { ...ana, objectId: ana.objectId.toUpperCase() };
    assert.equal(samePerson(ana, shouted), true);
    assert.equal(samePerson(shouted, ana), true);
  });

  it('is another with another object id, whatever else is equal', () => {
    assert.equal(samePerson(ana, { ...ana, objectId: ben.objectId }), false);
  });
});
