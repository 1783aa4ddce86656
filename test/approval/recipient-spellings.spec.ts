import assert from 'node:assert/strict';
import { policySubject, type RecipientDirectory } from '../../src/approval/policy-subject.ts';

const ceo = 'cccccccc-0000-4000-8000-000000000001';
const directory: RecipientDirectory = {
  groupsOf: () => new Set(),
  addressesOf: () => new Set(['ceo@contoso.com', 'boss+office@contoso.com']),
};

function isAmong(recipient: string, user: string) {
  const revision = { action: 'softDelete', remediateSendersCopy: false, recipientCount: 1 } as const;
  const emails = [{ networkMessageId: ceo, recipientEmailAddress: recipient }];
  const subject = policySubject({ ...revision, severity: 'low', severities: ['low'] }, emails, directory);
  return subject.hasRecipientIn({ users: [user], groups: [] });
}

describe('a recipient whom a rule names', () => {
  const known: readonly [recipient: string, user: string][] = [
    ['CEO@contoso.com', 'ceo@contoso.com'],
    ['ceo+x@contoso.com', 'ceo@contoso.com'],
    ['ceo@contoso.com', 'CEO+vip@contoso.com'],
    ['ceo+x@contoso.com', ceo],
    ['boss@contoso.com', ceo],
    ['jo\u0308rg@contoso.com', 'jörg@contoso.com'],
    // Kept from before the doors refused it.
    ['\uff43\uff45\uff4f@contoso.com', 'ceo@contoso.com'],
  ];
  for (const [recipient, user] of known) {
    it(`as ${user} is known as ${recipient}`, () => assert.equal(isAmong(recipient, user), true));
  }
  for (const recipient of ['ceo@fabrikam.com', 'coo@contoso.com', 'ceo.x@contoso.com', 'c+eo@contoso.com']) {
    it(`is not ${recipient}`, () => {
      assert.deepEqual([isAmong(recipient, 'ceo@contoso.com'), isAmong(recipient, ceo)], [false, false]);
    });
  }
});
