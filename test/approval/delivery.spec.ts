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
  ['softDelete', 'unknown', 'silent'],
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

describe('what a delivery location says about an action', () => {
  for (const [action, location, fate] of table) {
    it(`takes "${location}" after ${action} as ${fate}`, () => {
      assert.equal(fateOf(location, action), fate);
    });
  }
});
