/** The daily counters once more, worked out from nothing but the audit entries. */
import type { AuditEntry } from '../../src/approval/audit-chain.ts';
import type { RequestId } from '../../src/approval/request.ts';
import { bucketOf, dayOf } from '../../src/approval/stats.ts';

interface Told {
  readonly createdAt: number;
  dryRun: boolean;
  failedAt: number | undefined;
  /** In how many parts it was sent. */
  readonly parts: number;
  /** When each part was over, and whether it was refused. */
  readonly over: Map<number, { readonly isRefused: boolean; readonly at: number }>;
}
type Data = Readonly<Record<string, unknown>>;
type Add = (at: number, what: string, by?: number) => void;

/** How many of each, by `day name bucket`; none that is 0. */
export function recount(entries: readonly AuditEntry[], partsOf: (id: RequestId) => number): Record<string, number> {
  const counts = new Map<string, number>();
  const requests = new Map<RequestId, Told>();
  const add: Add = (at, what, by = 1) => {
    const key = `${dayOf(at)} ${what}`;
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  for (const { kind, requestId: id, at: time, data } of entries) {
    const at = Date.parse(time);
    if (id !== null && kind === 'request.created') requests.set(id, opened(at, data, partsOf(id)));
    const told = id === null ? undefined : requests.get(id);
    if (told) effects[kind]?.(told, data, at, add);
  }
  return Object.fromEntries([...counts].filter(([, count]) => count !== 0));
}

function opened(createdAt: number, { dryRun }: Data, parts: number): Told {
  return { createdAt, dryRun: dryRun === true, failedAt: undefined, parts, over: new Map() };
}

type Effect = (told: Told, data: Data, at: number, add: Add) => void;

const effects: Partial<Record<AuditEntry['kind'], Effect>> = {
  'request.created': ({ dryRun }, _data, at, add) => {
    if (!dryRun) add(at, 'opened all');
  },
  'request.revised': (told, { dryRun }) => {
    told.dryRun = dryRun === true;
  },
  'decision.recorded': (told, { quorumMet, verdict }, at, add) => {
    const isDecided = quorumMet === true || verdict === 'reject';
    if (isDecided && !told.dryRun) add(at, `timeToDecide ${bucketOf(at - told.createdAt)}`);
    if (verdict === 'reject') end(told, 'rejected', at, add);
  },
  'request.expired': (told, _data, at, add) => end(told, 'expired', at, add),
  'request.withdrawn': (told, _data, at, add) => end(told, 'withdrawn', at, add),
  'remediation.accepted': partIsOver,
  'remediation.refused': partIsOver,
  'remediation.retried': (told, { batches }, _at, add) => {
    if (told.failedAt !== undefined) end(told, 'failed', told.failedAt, add, -1);
    told.failedAt = undefined;
    for (const number of batches as number[]) told.over.delete(number);
  },
  'remediation.verified': (told, { outcome, expected, proven }, at, add) => {
    end(told, String(outcome), at, add);
    const lastAnswer = Math.max(...[...told.over.values()].map((one) => one.at));
    add(at, `timeToProof ${bucketOf(at - lastAnswer)}`);
    add(at, 'emails told', Number(expected));
    add(at, 'emails proven', Number(proven));
  },
};

function partIsOver(told: Told, { batch, state }: Data, at: number, add: Add): void {
  if (!['accepted', 'duplicate', 'refused'].includes(String(state))) return;
  told.over.set(Number(batch), { isRefused: state === 'refused', at });
  if (told.over.size < told.parts) return;
  const hasFailed = [...told.over.values()].some(({ isRefused }) => isRefused);
  if (hasFailed) told.failedAt = at;
  if (hasFailed || told.dryRun) end(told, 'failed', at, add);
}

function end({ dryRun }: Told, outcome: string, at: number, add: Add, by?: number): void {
  add(at, `ended ${dryRun ? 'dryRun' : outcome}`, by);
}
