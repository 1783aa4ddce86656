/** What every Store must do, whatever keeps the rows. */
import { afterEach, beforeEach, describe } from 'mocha';
import type { Store, WorkShelf } from '../../src/workflow/ports.ts';
import { alertContract } from './store-alerts.ts';
import { auditContract } from './store-audit.ts';
import { emailContract } from './store-emails.ts';
import { remediationContract } from './store-remediation.ts';
import { requestContract } from './store-requests.ts';
import { searchContract } from './store-searches.ts';
import { transactionContract } from './store-transactions.ts';

export interface OpenStore {
  readonly store: Store;
  readonly workShelf: WorkShelf;
  close(): Promise<void>;
}

/** `open` answers an empty store. */
export function storeContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name}, as a store`, () => {
    let opened: OpenStore | undefined;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened?.close());
    const current = (): OpenStore => {
      if (!opened) throw new Error('The store is not open.');
      return opened;
    };

    transactionContract(current);
    requestContract(() => current().store);
    emailContract(() => current().store);
    alertContract(() => current().store);
    searchContract(() => current().store);
    remediationContract(() => current().store);
    auditContract(() => current().store);
  });
}
