/** What every Store must do, whatever keeps the rows. */
import { afterEach, beforeEach, describe } from 'mocha';
import type { Store } from '../../src/workflow/store-port.ts';
import type { Work } from '../../src/workflow/work.ts';
import { alertContract } from './store-alerts.ts';
import { auditContract } from './store-audit.ts';
import { countContract } from './store-counts.ts';
import { emailContract } from './store-emails.ts';
import { mailSearchContract } from './store-mail-searches.ts';
import { messageContract } from './store-messages.ts';
import { ownFactsContract } from './store-own-facts.ts';
import { pollContract } from './store-polls.ts';
import { remediationContract } from './store-remediation.ts';
import { requestContract } from './store-requests.ts';
import { retentionContract } from './store-retention.ts';
import { searchContract } from './store-searches.ts';
import { standingContract } from './store-standing.ts';
import { transactionContract } from './store-transactions.ts';
import { undoContract } from './store-undos.ts';

export interface OpenStore {
  readonly store: Store;
  /** When the first work of this kind is due, as the engine beside the store would see it. */
  nextDueAt(kind: Work['kind']): Promise<number | undefined>;
  /** Called after every commit that scheduled something. */
  onScheduled(listener: () => void): void;
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
    ownFactsContract(() => current().store);
    searchContract(() => current().store);
    undoContract(() => current().store);
    messageContract(() => current().store);
    remediationContract(() => current().store);
    auditContract(() => current().store);
    retentionContract(() => current().store);
    mailSearchContract(() => current().store);
    countContract(() => current().store);
    standingContract(() => current().store);
    pollContract(() => current().store);
  });
}
