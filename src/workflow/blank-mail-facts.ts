/**
 * What the mail of requests that ended long ago said (RETAIN_MAIL_FACTS) is forgotten: subject, sender, URLs,
 * attachments and whatever else the alerts told, or `find` knew. The audit chain holds hashes of them alone, so it stays as it was.
 */
import { serviceActor } from './audit-actors.ts';
import type { Clock, Log, Sleep } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store, StoreTransaction } from './store-port.ts';

export interface BlankingPorts {
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly settings: Pick<StepSettings, 'retainMailFactsMs' | 'tenantId'>;
  readonly believedTime: () => Promise<number>;
}

/** Some twenty milliseconds each, so that nobody who clicks waits, also when a million are due at once after an update. */
const page = { requests: 100, alerts: 300 };
const pagesAtOnce = 25;
const betweenPagesMs = 50;

/** A few pages; what is left comes with the next call. Several instances may do this at the same time. */
export async function blankMailFacts(ports: BlankingPorts, isStopping: () => boolean): Promise<void> {
  const endedBefore = (await ports.believedTime()) - ports.settings.retainMailFactsMs;
  for (let done = 0; done < pagesAtOnce && !isStopping(); done += 1) {
    const mayBeMore = await ports.store.transaction((tx) => blankPage(tx, ports, endedBefore));
    if (!mayBeMore) return;
    await ports.sleep(betweenPagesMs);
  }
}

async function blankPage(
  tx: StoreTransaction,
  { clock, log, settings }: BlankingPorts,
  endedBefore: number,
): Promise<boolean> {
  const at = clock.now();
  const noted = await tx.noteEnds(page.requests);
  const { requestIds, alerts, mayBeMore } = await tx.blankFacts({ endedBefore, at, ...page });
  if (requestIds.length > 0) {
    await tx.appendAudit({
      at,
      tenantId: settings.tenantId,
      kind: 'facts.blanked',
      requestId: null,
      revision: null,
      actor: serviceActor,
      data: { requestIds, endedBefore: new Date(endedBefore).toISOString() },
    });
  }
  const requests = requestIds.length;
  if (alerts > 0 || requests > 0) log.debug({ requests, alerts }, 'Mail facts were blanked');
  return mayBeMore || noted === page.requests;
}
