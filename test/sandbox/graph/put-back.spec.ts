import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createMailboxShelf } from './mailbox-shelf.ts';

const mail = { networkMessageId: '73ca4154-58d8-43d0-a890-08dc18c52e6d', recipientEmailAddress: 'hannah@contoso.com' };

/** Where it lies after these actions, each having taken effect before the next. */
function placeAfter(location: string, ...actions: readonly string[]): string | undefined {
  const shelf = createMailboxShelf(() => ({ reads: 0, ms: 0 }));
  shelf.add({ ...mail, location });
  for (const [nth, action] of actions.entries()) shelf.remediate(mail, { action, clientRequestId: String(nth) });
  return shelf.all()[0]?.location;
}

describe('the sandbox mailboxes, told to move mail to the inbox', () => {
  for (const action of ['softDelete', 'moveToJunk', 'moveToDeletedItems']) {
    it(`put back what ${action} moved`, () => {
      assert.equal(placeAfter('inbox_folder', action, 'moveToInbox'), 'inbox_folder');
    });
  }

  it('leave what was deleted for good where nobody finds it, whatever else it is told', () => {
    assert.equal(placeAfter('inbox_folder', 'hardDelete', 'moveToInbox'), 'others');
    assert.equal(placeAfter('inbox_folder', 'softDelete', 'hardDelete', 'moveToInbox'), 'others');
    assert.equal(placeAfter('inbox_folder', 'hardDelete', 'moveToJunk'), 'others');
  });

  for (const place of ['quarantine', 'onprem_external', 'dropped', 'failed']) {
    it(`leave what lies in ${place} alone`, () => {
      assert.equal(placeAfter(place, 'moveToInbox'), place);
    });
  }
});
