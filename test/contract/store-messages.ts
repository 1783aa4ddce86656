import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ApprovalRequest, RequestId } from '../../src/approval/request.ts';
import type { OutboxRow, Store } from '../../src/workflow/store-port.ts';
import { approvedRequest, card, pendingRequest, requestIdOf } from '../store/samples.ts';

const id = requestIdOf(1);

export function messageContract(current: () => Store): void {
  async function add(request: ApprovalRequest, row?: Partial<OutboxRow>): Promise<void> {
    await current().transaction(async (tx) => {
      await tx.addRequest(request);
      if (row) await tx.moveMessage(undefined, cardRow(request.id, row));
    });
  }
  function cardRow(requestId: RequestId, row: Partial<OutboxRow>): OutboxRow {
    return { key: `card:${requestId}`, requestId, state: 'waiting', ...row };
  }
  const asked = { channelIds: ['19:alerts'], sendingSince: 5_000, limit: 10 };
  const waiting = async (over: Partial<typeof asked> = {}) =>
    (await current().waitingCards({ ...asked, ...over })).map(({ requestId }) => requestId);

  describe('the outbox', () => {
    it('keeps what is known of a message', async () => {
      const row: OutboxRow = { key: 'k', requestId: id, state: 'sent', address: card, at: 7, summary: 's', reposts: 2 };
      await add(pendingRequest(id));
      await current().transaction((tx) => tx.moveMessage(undefined, row));

      assert.deepEqual(await current().message('k'), row);
      await current().transaction((tx) => tx.moveMessage('sent', { key: 'k', requestId: id, state: 'gone' }));
      assert.deepEqual(await current().message('k'), { key: 'k', requestId: id, state: 'gone', reposts: 2 });
    });

    it('lists the cards that wait for a channel, those of the oldest requests first', async () => {
      await add(pendingRequest(requestIdOf(3), { createdAt: 3_000, channelId: '19:alerts' }), {});
      await add(pendingRequest(requestIdOf(2), { createdAt: 2_000 }), {});
      await add(pendingRequest(requestIdOf(1), { createdAt: 2_000, channelId: '19:alerts' }), {});
      await add(pendingRequest(requestIdOf(4), { channelId: '19:other' }), {});

      assert.deepEqual(await waiting(), [2, 1, 3].map(requestIdOf));
      assert.deepEqual(await waiting({ limit: 2 }), [2, 1].map(requestIdOf));
      assert.deepEqual(await waiting({ channelIds: ['19:alerts', '19:other'] }), [4, 2, 1, 3].map(requestIdOf));
    });

    it('leaves out what is decided, posted, owed, gone, listed in a summary, or being posted', async () => {
      await add(approvedRequest(requestIdOf(1)), {});
      for (const [number, state] of (['sent', 'owed', 'gone'] as const).entries()) {
        await add(pendingRequest(requestIdOf(number + 2)), { state });
      }
      await add(pendingRequest(requestIdOf(5)), { state: 'waiting', address: card, summary: 'summary:1' });
      await add(pendingRequest(requestIdOf(6)), { state: 'sending', at: 5_001 });
      await add(pendingRequest(requestIdOf(7)), { state: 'sending', at: 5_000 });
      await current().transaction((tx) =>
        tx.moveMessage(undefined, { key: 'reply:x', requestId: requestIdOf(6), state: 'waiting' }),
      );

      assert.deepEqual(await waiting(), [requestIdOf(7)]);
    });

    it('lists the cards of a summary, those of the oldest requests first', async () => {
      await add(pendingRequest(requestIdOf(1), { createdAt: 2_000 }), { state: 'sent', summary: 'summary:1' });
      await add(approvedRequest(requestIdOf(2), { createdAt: 1_000 }), { state: 'sending', summary: 'summary:1' });
      await add(pendingRequest(requestIdOf(3)), { state: 'sent', summary: 'summary:2' });

      const rows = await current().cardsListedIn('summary:1');

      assert.deepEqual(
        rows.map(({ requestId, state }) => [requestId, state]),
        [
          [requestIdOf(2), 'sending'],
          [requestIdOf(1), 'sent'],
        ],
      );
    });

    it('knows which reply of a request was asked for first and is not said yet', async () => {
      await add(pendingRequest(id), {});
      await add(pendingRequest(requestIdOf(2)));
      const reply = (key: string, requestId = id) => ({ key: `reply:${key}`, requestId });
      const ask = (key: string, requestId = id) =>
        current().transaction((tx) => tx.moveMessage(undefined, { ...reply(key, requestId), state: 'waiting' }));
      const move = (key: string, from: OutboxRow['state'], state: OutboxRow['state']) =>
        current().transaction((tx) => tx.moveMessage(from, { ...reply(key), state }));
      for (const key of ['b', 'a', 'c']) await ask(key);
      await ask('d', requestIdOf(2));

      assert.equal(await current().unsentReplyBefore(reply('b')), undefined);
      assert.equal(await current().unsentReplyBefore(reply('c')), 'reply:b');
      await move('b', 'waiting', 'sending');
      assert.equal(await current().unsentReplyBefore(reply('c')), 'reply:b');
      await move('b', 'sending', 'sent');
      assert.equal(await current().unsentReplyBefore(reply('c')), 'reply:a');
      await move('a', 'waiting', 'gone');
      assert.equal(await current().unsentReplyBefore(reply('c')), undefined);
      assert.equal(await current().unsentReplyBefore(reply('not asked for yet')), 'reply:c');
      assert.equal(await current().unsentReplyBefore(reply('d', requestIdOf(2))), undefined);
    });
  });
}
