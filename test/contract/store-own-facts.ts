import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ApprovalRequest, EmailByMessage, MailFacts } from '../../src/approval/request.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { alertOf, ana, approvedRequest, emailTo, pendingRequest, revisionOf } from '../store/samples.ts';

const [messageA, messageB] = ['aaaa0000-0000-4000-8000-00000000000a', 'aaaa0000-0000-4000-8000-00000000000b'];
const id = 'CS-000001';
const facts: MailFacts = { subject: 'Überfällige "Rechnung"', sender: { address: 'mallory@evil.example' } };

export function ownFactsContract(current: () => Store): void {
  interface Held {
    readonly emails?: readonly EmailByMessage[];
    readonly own?: MailFacts;
    readonly alert?: MailFacts;
  }
  async function add(request: ApprovalRequest, { emails = [emailTo('mia', messageA)], own, alert }: Held) {
    await current().transaction(async (tx) => {
      await tx.addRequest(request);
      await tx.addEmails(request.id, emails, 1);
      if (own) await tx.keepOwnFacts(request.id, own, 'salt');
      const told = alertOf({ alertId: request.id, facts: alert ?? {} });
      if (alert) await tx.addAlert(told, { requestId: request.id, revision: 1 }, 'contributes', 1_000, 'salt');
    });
  }
  const tellOf = (keys: readonly string[]) => current().thatTellOf(keys, 'contoso');

  describe('the facts that a request has of itself', () => {
    it('are told where no alert brought any, and stay as the request goes on', async () => {
      await add(pendingRequest(id), { own: facts });
      await current().transaction((tx) => tx.saveRequest(approvedRequest(id)));

      const nobody = { sources: [], count: 0, senders: { first: [], count: 0 } };
      assert.deepEqual(await current().alertSummary(id), { facts, ...nobody });
    });

    it('say what the alert that joined leaves unsaid', async () => {
      await add(pendingRequest(id), { own: facts, alert: { subject: 'As reported', urls: ['https://evil.example/'] } });

      const told = (await current().alertSummary(id)).facts;

      assert.deepEqual(told, { ...facts, subject: 'As reported', urls: ['https://evil.example/'] });
    });
  });

  describe('requests that can tell of a message', () => {
    const at = (createdAt: number) => ({ createdAt, origin: { kind: 'command', by: ana } }) as const;

    it('are those that have facts, of themselves or of an alert, the newest first, whatever became of them', async () => {
      await add(pendingRequest('CS-000001', at(1)), {
        own: facts,
        emails: [emailTo('mia', messageA), emailTo('noa', messageA)],
      });
      await add(approvedRequest('CS-000002', { ...at(2), state: 'verified' }), { alert: facts });
      await add(pendingRequest('CS-000003', at(3)), {});
      await add(pendingRequest('CS-000004', at(4)), { own: facts, emails: [emailTo('mia', messageB)] });

      assert.deepEqual(await tellOf([messageA]), ['CS-000002', 'CS-000001']);
      assert.deepEqual(await tellOf([messageA, messageB]), ['CS-000002', 'CS-000001', 'CS-000004']);
      assert.deepEqual(await tellOf([messageB, messageA]), ['CS-000004', 'CS-000002', 'CS-000001']);
      assert.deepEqual(await tellOf(['aaaa0000-0000-4000-8000-00000000000c']), []);
    });

    it('are none about several messages, whose facts may be of another one', async () => {
      const two = { revision: revisionOf({ messageCount: 2 }) };
      await add(pendingRequest(id, two), { own: facts, emails: [emailTo('mia', messageA), emailTo('mia', messageB)] });

      assert.deepEqual(await tellOf([messageA, messageB]), []);
    });

    it('are none of another tenant', async () => {
      await add(pendingRequest(id, { tenantId: 'fabrikam' }), { own: facts });

      assert.deepEqual(await tellOf([messageA]), []);
    });

    it('are none whose facts were blanked', async () => {
      await add(approvedRequest('CS-000001', { state: 'verified' }), { own: facts });
      await add(approvedRequest('CS-000002', { state: 'verified' }), { alert: facts });
      const everything = { endedBefore: Number.MAX_SAFE_INTEGER, at: 9_000, requests: 100, alerts: 100 };
      await current().transaction((tx) => tx.blankFacts(everything));

      assert.deepEqual(await tellOf([messageA]), []);
    });
  });
}
