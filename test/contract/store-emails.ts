import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnalyzedEmail } from '../../src/approval/request.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { emailTo, pendingRequest } from '../store/samples.ts';

const id = 'CS-000001';

export function emailContract(current: () => Store): void {
  function add(...emails: readonly AnalyzedEmail[]): Promise<number> {
    return current().transaction((tx) => tx.addEmails(id, emails, 1));
  }
  function addRequest(): Promise<void> {
    return current().transaction((tx) => tx.addRequest(pendingRequest(id)));
  }

  describe('analyzed emails', () => {
    it('keep their order and spelling, with the id where there is one', async () => {
      await addRequest();
      const emails = [emailTo('Zoe'), { ...emailTo('Abe'), id: 'graph 2' }, { id: 'graph 1' }];

      assert.equal(await add(...emails), 3);

      assert.deepEqual(await current().emails(id), emails);
    });

    it('are kept once, whatever their case, and only the new ones are counted', async () => {
      await addRequest();
      await add(emailTo('Zoe'), { id: 'Graph' });
      const zoeInCapitals = {
        networkMessageId: emailTo('Zoe').networkMessageId.toLowerCase(),
        recipientEmailAddress: 'ZOE@CONTOSO.EXAMPLE',
      };

      const added = await add(zoeInCapitals, emailTo('Abe'), emailTo('abe'), { id: 'Graph' }, { id: 'graph' });

      assert.equal(added, 2);
      assert.deepEqual(await current().emails(id), [emailTo('Zoe'), { id: 'Graph' }, emailTo('Abe'), { id: 'graph' }]);
    });

    it('that come later stand behind those that came first', async () => {
      await addRequest();
      await add(emailTo('Zoe'), emailTo('Yan'));
      await add(emailTo('Xia'), emailTo('zoe'), emailTo('Abe'));

      assert.deepEqual(
        await current().emails(id),
        ['Zoe', 'Yan', 'Xia', 'Abe'].map((name) => emailTo(name)),
      );
    });

    it('belong to their own request', async () => {
      await addRequest();
      await current().transaction((tx) => tx.addRequest(pendingRequest('CS-000002')));
      await add(emailTo('Zoe'));

      assert.equal(await current().transaction((tx) => tx.addEmails('CS-000002', [emailTo('Zoe')], 1)), 1);

      assert.equal((await current().emails(id)).length, 1);
      assert.deepEqual(await current().emails('CS-000003'), []);
    });

    it('come by the ten thousand, and in pages', async () => {
      await addRequest();
      const emails = Array.from({ length: 10_000 }, (_, index) => emailTo(`user${index}`));

      assert.equal(await add(...emails), 10_000);

      assert.deepEqual(await current().emails(id), emails);
      assert.deepEqual(await current().emails(id, { limit: 20, offset: 7_000 }), emails.slice(7_000, 7_020));
      assert.deepEqual(await current().emails(id, { offset: 9_999 }), emails.slice(9_999));
    });

    it('that were named by id alone become the pair, in their place', async () => {
      await addRequest();
      await add(emailTo('Abe'), { id: 'graph 1' }, emailTo('Zoe'));
      const resolved = { ...emailTo('Mia'), id: 'graph 1' };

      await current().transaction((tx) => tx.resolveEmail(id, 'graph 1', resolved));

      assert.deepEqual(await current().emails(id), [emailTo('Abe'), resolved, emailTo('Zoe')]);
      assert.equal(await add(emailTo('mia')), 0);
    });

    it('that were named by id alone vanish where the pair is there already', async () => {
      await addRequest();
      await add(emailTo('Abe'), { id: 'graph 1' });

      await current().transaction((tx) => tx.resolveEmail(id, 'graph 1', { ...emailTo('abe'), id: 'graph 1' }));

      assert.deepEqual(await current().emails(id), [emailTo('Abe')]);
    });

    it('stay as they are where resolving answered nothing but the id', async () => {
      await addRequest();
      await add({ id: 'graph 1' });

      await current().transaction((tx) => tx.resolveEmail(id, 'graph 1', { id: 'graph 1' }));

      assert.deepEqual(await current().emails(id), [{ id: 'graph 1' }]);
    });
  });
}
