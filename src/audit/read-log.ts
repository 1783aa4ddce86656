/** The audit log in the database, in pages: no transaction stays open, so the service is never in its way. */
import type { AuditEntry } from '../approval/audit-chain.ts';
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import type { FoundEntry } from './finding.ts';

/** What src/store gives to read. */
export interface AuditLog {
  entries(page: { readonly afterSeq: number; readonly limit: number }): Promise<readonly (AuditEntry | undefined)[]>;
  checkpoints(page: {
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly { readonly number: number; readonly checkpoint: AuditCheckpoint }[]>;
}

/** Entries differ: most have half a kilobyte, one about ten thousand emails has a megabyte. */
const sizes = { first: 50, least: 4, most: 500 };
const aimBytes = 1_000_000;

/** Entries after this one, up to `last`; undefined for a row that cannot be read, which is the last to come. */
export async function* readPages(
  log: Pick<AuditLog, 'entries'>,
  { after, last = Number.POSITIVE_INFINITY }: { readonly after: number; readonly last?: number },
): AsyncGenerator<readonly (AuditEntry | undefined)[]> {
  let limit = sizes.first;
  for (let afterSeq = after; afterSeq < last; ) {
    const page = await log.entries({ afterSeq, limit: Math.min(limit, last - afterSeq) });
    const newest = page.at(-1);
    if (page.length > 0) yield page;
    if (newest === undefined) return;
    afterSeq = newest.seq;
    limit = nextLimit(page, limit);
  }
}

/** By what the page just read was like. The data of a few entries is enough of a measure. */
function nextLimit(page: readonly (AuditEntry | undefined)[], limit: number): number {
  const step = Math.ceil(page.length / 8);
  const measured = page.filter((_, index) => index % step === 0);
  const average = measured.reduce((sum, entry) => sum + sizeOf(entry), 0) / measured.length;
  const wanted = Math.floor(aimBytes / average);
  return Math.max(sizes.least, Math.min(wanted, limit * 2, sizes.most));
}

function sizeOf(entry: AuditEntry | undefined): number {
  return 300 + (entry === undefined ? 0 : JSON.stringify(entry.data).length);
}

export async function* foundEntries(
  pages: AsyncIterable<readonly (AuditEntry | undefined)[]>,
): AsyncGenerator<readonly FoundEntry[]> {
  for await (const page of pages) yield page.map((value) => (value ? { value } : { flaw: 'unreadable' }));
}

const checkpointsAtOnce = 500;

/** Those that were there when the first is asked for: entries are read later, so that none can be missing. */
export async function* readCheckpoints(log: Pick<AuditLog, 'checkpoints'>): AsyncGenerator<AuditCheckpoint> {
  for (let after = 0; ; ) {
    const page = await log.checkpoints({ after, limit: checkpointsAtOnce });
    for (const { checkpoint } of page) yield checkpoint;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.number;
  }
}
