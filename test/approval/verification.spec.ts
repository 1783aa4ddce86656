import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { DeliveryPlace } from '../../src/approval/delivery.ts';
import type { RemediationAction } from '../../src/approval/request.ts';
import {
  mayStillMove,
  outcomeOfVerification,
  type Proof,
  proofOf,
  proofOfOther,
  tallyOf,
} from '../../src/approval/verification.ts';

describe('what a delivery location proves', () => {
  const inbox = { latest: 'inbox_folder', original: 'inbox_folder' };
  const table: [string, DeliveryPlace | undefined, RemediationAction, Proof][] = [
    ['out of the inbox', { latest: 'others', original: 'inbox_folder' }, 'softDelete', 'moved'],
    [
      'in deleted items after a soft delete',
      { latest: 'deletedFolder', original: 'inbox_folder' },
      'softDelete',
      'moved',
    ],
    ['still in the inbox', inbox, 'softDelete', 'stillThere'],
    ['still in the inbox, in another word', { latest: 'Inbox/Folder' }, 'hardDelete', 'stillThere'],
    ['in junk, where it was to go', { latest: 'junkFolder', original: 'inbox_folder' }, 'moveToJunk', 'moved'],
    ['in junk before already', { latest: 'junkFolder', original: 'junkFolder' }, 'moveToJunk', 'inPlace'],
    ['back in the inbox', { latest: 'inbox_folder', original: 'junkFolder' }, 'moveToInbox', 'moved'],
    ['delivered to the inbox and there again', inbox, 'moveToInbox', 'inPlace'],
    ['on-premises', { latest: 'onprem_external' }, 'softDelete', 'onPremises'],
    ['on-premises, in another word', { latest: 'On-premises/external' }, 'moveToJunk', 'onPremises'],
    ['in quarantine', { latest: 'quarantine' }, 'softDelete', 'quarantine'],
    ['in quarantine, from where it is to be put back', { latest: 'quarantine' }, 'moveToInbox', 'stillThere'],
    ['dropped', { latest: 'dropped' }, 'softDelete', 'neverDelivered'],
    ['failed', { latest: 'failed' }, 'hardDelete', 'neverDelivered'],
    ['in a place without a name', { latest: 'unknownFutureValue' }, 'softDelete', 'unclear'],
    ['nowhere to be found', undefined, 'softDelete', 'notFound'],
    ['in a place with a new name', { latest: 'Archive', original: 'inbox_folder' }, 'softDelete', 'unclear'],
    ['in a place named like a part of every object', { latest: 'constructor' }, 'moveToJunk', 'unclear'],
    ['in junk, delivered nobody knows where', { latest: 'junkFolder' }, 'moveToJunk', 'inPlace'],
    ['in deleted items, delivered nobody knows where', { latest: 'deletedFolder' }, 'moveToDeletedItems', 'inPlace'],
    ['deleted, delivered nobody knows where', { latest: 'others' }, 'softDelete', 'moved'],
    ['in the inbox again, delivered nobody knows where', { latest: 'inbox_folder' }, 'moveToInbox', 'moved'],
  ];
  for (const [where, place, action, proof] of table) {
    it(`of an email ${where} (${action}) is: ${proof}`, () => assert.equal(proofOf(place, action), proof));
  }

  const left: [string, DeliveryPlace | undefined, RemediationAction, Proof][] = [
    ['out of the inbox', { latest: 'others', original: 'inbox_folder' }, 'softDelete', 'inPlace'],
    ['still in the inbox', inbox, 'softDelete', 'stillThere'],
    ['in junk, as asked', { latest: 'junkFolder', original: 'inbox_folder' }, 'moveToJunk', 'inPlace'],
    ['deleted, when it was to go to junk', { latest: 'others', original: 'inbox_folder' }, 'moveToJunk', 'overtaken'],
    ['in the inbox, when it was to go to junk', inbox, 'moveToJunk', 'stillThere'],
    ['nowhere to be found', undefined, 'softDelete', 'notFound'],
  ];
  for (const [where, place, action, proof] of left) {
    it(`of an email that another request told Graph about, ${where} (${action}), is: ${proof}`, () =>
      assert.equal(proofOfOther(place, action), proof));
  }

  it('is final for what cannot be remediated, and for what is proven', () => {
    const proofs: Proof[] = [
      'moved',
      'inPlace',
      'stillThere',
      'onPremises',
      'quarantine',
      'neverDelivered',
      'unclear',
      'notFound',
      'unread',
      'overtaken',
    ];
    assert.deepEqual(proofs.filter(mayStillMove), ['stillThere', 'unclear', 'notFound', 'unread']);
  });
});

describe('what is proven of all emails', () => {
  const table: [expected: number, proven: number, string][] = [
    [5, 5, 'verified'],
    [5, 4, 'partlyVerified'],
    [5, 1, 'partlyVerified'],
    [5, 0, 'unverified'],
    [0, 0, 'unverified'],
  ];
  for (const [expected, proven, outcome] of table) {
    it(`${proven} of ${expected} is ${outcome}`, () =>
      assert.equal(outcomeOfVerification({ expected, proven }), outcome));
  }

  it('counts what nobody looked at as not proven', () => {
    const counts = new Map<Proof | 'unseen', number>([
      ['moved', 3],
      ['inPlace', 1],
      ['unseen', 2],
      ['onPremises', 1],
    ]);
    assert.deepEqual(tallyOf(counts), { expected: 7, proven: 4 });
  });
});
