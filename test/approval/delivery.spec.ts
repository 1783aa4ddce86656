import assert from 'node:assert/strict';
import { type EmailFate, fateOf } from '../../src/approval/delivery.ts';
import type { RemediationAction } from '../../src/approval/request.ts';

const table: readonly [RemediationAction, string, EmailFate][] = [
  ['softDelete', 'inbox_folder', 'unmoved'],
  ['softDelete', 'Inbox', 'unmoved'],
  ['softDelete', 'Inbox/folder', 'unmoved'],
  ['softDelete', 'junkFolder', 'unmoved'],
  ['softDelete', 'Junk Email folder', 'unmoved'],
  ['softDelete', 'deletedFolder', 'moved'],
  ['softDelete', 'others', 'moved'],
  ['hardDelete', 'recoverableItems', 'moved'],
  ['hardDelete', 'INBOX_FOLDER', 'unmoved'],
  ['hardDelete', 'onprem_external', 'silent'],
  ['hardDelete', 'On-prem/external', 'silent'],
  ['softDelete', 'On-premises/external', 'silent'],
  ['softDelete', 'failed', 'silent'],
  ['softDelete', 'dropped', 'silent'],
  ['softDelete', 'quarantine', 'silent'],
  ['softDelete', '', 'silent'],
  ['softDelete', 'unknownFutureValue', 'silent'],
  ['softDelete', 'Inbox/Phish', 'unmoved'],
  ['softDelete', 'unknown', 'silent'],
  ['softDelete', 'Recoverable Items folder', 'moved'],
  ['softDelete', 'Recoverable Items/Deletions', 'moved'],
  ['softDelete', 'SoftDeleted', 'moved'],
  ['hardDelete', 'Purges', 'moved'],
  ['softDelete', 'Archive', 'silent'],
  ['softDelete', 'FocusedInbox', 'silent'],
  ['hardDelete', 'Posteingang', 'silent'],
  ['softDelete', 'delivered', 'silent'],
  ['softDelete', 'Deleted by the sender', 'silent'],
  ['moveToJunk', 'SomethingNew', 'silent'],
  ['moveToJunk', 'constructor', 'silent'],
  ['moveToJunk', 'junkFolder', 'moved'],
  ['moveToJunk', 'inbox_folder', 'unmoved'],
  ['moveToJunk', 'deletedFolder', 'unmoved'],
  ['moveToDeletedItems', 'deletedFolder', 'moved'],
  ['moveToDeletedItems', 'Deleted items', 'moved'],
  ['moveToDeletedItems', 'others', 'unmoved'],
  ['moveToInbox', 'inbox_folder', 'moved'],
  ['moveToInbox', 'quarantine', 'unmoved'],
  ['moveToInbox', 'onprem_external', 'silent'],
];

const delivered: readonly [RemediationAction, string, string, EmailFate][] = [
  ['softDelete', 'others', 'others', 'silent'],
  ['softDelete', 'inbox_folder', 'others', 'moved'],
  ['softDelete', 'Inbox', 'inbox_folder', 'unmoved'],
  ['moveToJunk', 'junkFolder', 'junkFolder', 'silent'],
  ['moveToJunk', 'inbox_folder', 'junkFolder', 'moved'],
  ['moveToInbox', 'quarantine', 'inbox_folder', 'moved'],
];

describe('what a delivery location says about an action', () => {
  for (const [action, original, latest, fate] of delivered) {
    it(`takes "${latest}" after ${action} of mail delivered to "${original}" as ${fate}`, () => {
      assert.equal(fateOf({ latest, original }, action), fate);
    });
  }

  for (const [action, location, fate] of table) {
    it(`takes "${location}" after ${action} as ${fate}`, () => {
      assert.equal(fateOf({ latest: location }, action), fate);
    });
  }
});
