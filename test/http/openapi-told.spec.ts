import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApprovalRequest } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import { callbackMessage } from '../../src/workflow/callback-message.ts';
import { requestStatus } from '../../src/workflow/request-status.ts';
import { alertOf, ana, approvedRequest, decisionBy, emailTo, pendingRequest, requestIdOf } from '../store/samples.ts';
import { createValidators, describeErrors, readOpenApi } from './openapi-document.ts';

describe('What the service tells of a request', () => {
  const validatorAt = createValidators(readOpenApi());
  let folder: string;
  let opened: OpenedStore;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    opened = await openSqliteStore({ directory: folder, digest, clock: { now: () => 1_000 } });
  });
  after(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });

  const rejection = decisionBy(ana, { verdict: 'reject', reason: 'Not phish' });
  const requests: Readonly<Record<string, ApprovalRequest>> = {
    pending: pendingRequest(requestIdOf(1), { earlierRequestId: requestIdOf(9) }),
    submitted: approvedRequest(requestIdOf(2), { state: 'submitted' }),
    rejected: { ...pendingRequest(requestIdOf(3)), state: 'rejected', rejection },
  };

  for (const [state, request] of Object.entries(requests)) {
    it(`is as docs/openapi.yaml says: ${state}`, async () => {
      const { store } = opened;
      const { id, revision } = request;
      await store.transaction(async (tx) => {
        await tx.addRequest(request);
        await tx.addEmails(id, [emailTo('mia'), { id: 'by-id' }], 1);
        const alert = alertOf({ source: 'sublime', alertId: state });
        await tx.addAlert(alert, { requestId: id, revision: revision.number }, 'contributes', 1_000);
        const batch = {
          number: 1,
          state: 'accepted',
          emailCount: 1,
          attempts: 1,
          trackingLink: 'https://x.example/',
        } as const;
        if (state === 'submitted') await tx.addBatches(id, [{ batch, emails: [emailTo('mia')] }]);
      });

      const status = await requestStatus(opened, 'sublime', id);
      const end = {
        kind: 'sendCallback',
        requestId: id,
        source: 'sublime',
        state: 'verified',
        round: 1,
        endedAt: 3_000,
      };
      const told = await callbackMessage(store, end as Parameters<typeof callbackMessage>[1]);

      assert.equal(status?.emails.length, 2);
      assert.equal(told?.data.requestId, id);
      for (const [name, value] of Object.entries({ Request: status, Outcome: told })) {
        const validate = validatorAt(`/components/schemas/${name}`);
        assert.ok(validate(JSON.parse(JSON.stringify(value))), `${name}: ${describeErrors(validate.errors)}`);
      }
    });
  }
});
