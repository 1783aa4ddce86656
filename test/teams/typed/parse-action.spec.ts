import assert from 'node:assert/strict';
import { remediationActions } from '../../../src/approval/request.ts';
import { readAction } from '../../../src/teams/typed/parse-action.ts';

describe('an action', () => {
  const table = {
    softDelete: ['soft delete', 'Soft-Delete', 'softDelete', 'SOFTDELETE', 'delete', 'remove it', 'soft \u2013 delete'],
    hardDelete: ['hard delete', 'hard_delete', 'purge', 'delete for good', 'permanently delete', 'delete permanently'],
    moveToJunk: [
      'move to junk',
      'move it to the Junk folder, please'.replace(',', ''),
      'move to spam',
      'junk',
      'MoveToJunk',
    ],
    moveToDeletedItems: ['move to deleted items', 'Deleted Items', 'trash', 'movetodeleteditems', 'move to the trash'],
    moveToInbox: ['move to inbox', 'move back to the inbox', 'put back', 'restore', 'moveToInbox', 'move-to-inbox'],
  } as const;
  for (const action of remediationActions) {
    for (const said of table[action]) {
      it(`is ${action}, said as "${said}"`, () => {
        assert.equal(readAction(said.split(' ')), action);
      });
    }
  }

  it('is what the product calls it, in any case', () => {
    for (const action of remediationActions) {
      for (const said of [action, action.toUpperCase(), action.toLowerCase()]) assert.equal(readAction([said]), action);
    }
  });

  for (const said of ['nuke', 'soft hard delete', 'to the', 'constructor', 'move', 'delete delete', '']) {
    it(`is not "${said}"`, () => {
      assert.equal(readAction(said.split(' ')), undefined);
    });
  }
});
