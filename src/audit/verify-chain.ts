/** Walks a chain of entries beside the checkpoints that vouch for it, in constant memory, to the first thing that is wrong. */
import { type AuditEntry, misfit } from '../approval/audit-chain.ts';
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import type { PublicKeys } from './checkpoint-key.ts';
import type { Finding, FoundEntry, Place, Verdict } from './finding.ts';
import { startVoucher, type Voucher } from './voucher.ts';

export interface ChainToVerify {
  readonly pages: AsyncIterable<readonly FoundEntry[]>;
  /** Each in the order in which they were written. */
  readonly checkpoints: readonly AsyncIterable<AuditCheckpoint>[];
  /** Absent: signatures are not looked at. */
  readonly keys?: PublicKeys;
  readonly digest: (value: unknown) => string;
  /** Entries may begin later than with 1: what came before is taken as the first of them names it. */
  readonly mayBeSection: boolean;
}

export async function verifyChain(chain: ChainToVerify): Promise<Verdict> {
  const vouchers = await Promise.all(chain.checkpoints.map((all) => startVoucher(all, chain.keys)));
  const walk = startWalk(chain, vouchers);
  for await (const page of chain.pages) {
    const finding = await walk.page(page);
    if (finding !== undefined) return { kind: 'broken', finding };
  }
  const { first, last } = walk.reached();
  const finding = firstOf(vouchers, (voucher) => voucher.atEnd(last?.seq ?? 0));
  if (finding !== undefined) return { kind: 'broken', finding };
  if (last === undefined)
    return chain.mayBeSection ? { kind: 'broken', finding: { kind: 'empty' } } : { kind: 'nothingYet' };
  const end = { last: last.seq, lastAt: last.at, lastHash: last.hash };
  return { kind: 'holds', report: { first, ...end, ...summaryOf(vouchers) } };
}

function startWalk(chain: ChainToVerify, vouchers: readonly Voucher[]) {
  let last: AuditEntry | undefined;
  let first = 0;

  /** Not a promise for most entries: a million of those would take seconds. */
  function goOn(entry: AuditEntry, line: number | undefined): Finding | undefined | Promise<Finding | undefined> {
    const isFirst = last === undefined;
    last = entry;
    if (isFirst) first = entry.seq;
    const missing = isFirst ? firstOf(vouchers, (voucher) => voucher.atHead(entry, line)) : undefined;
    if (missing !== undefined || !vouchers.some((voucher) => voucher.isDue(entry.seq))) return missing;
    return vouched(entry, line);
  }

  async function vouched(entry: AuditEntry, line: number | undefined): Promise<Finding | undefined> {
    for (const voucher of vouchers) {
      const untrue = await voucher.passes(entry, first, line);
      if (untrue !== undefined) return untrue;
    }
    return undefined;
  }

  return {
    reached: () => ({ first, last }),
    async page(page: readonly FoundEntry[]): Promise<Finding | undefined> {
      for (const found of page) {
        const wrong = misfitOf(found, last, chain);
        if (wrong !== undefined) return wrong;
        const next = goOn((found as { readonly value: AuditEntry }).value, found.line);
        const untrue = next instanceof Promise ? await next : next;
        if (untrue !== undefined) return untrue;
      }
      return undefined;
    },
  };
}

function firstOf(vouchers: readonly Voucher[], ask: (one: Voucher) => Finding | undefined): Finding | undefined {
  for (const voucher of vouchers) {
    const finding = ask(voucher);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function summaryOf(vouchers: readonly Voucher[]) {
  const passed = vouchers.map((voucher) => voucher.passed());
  const checkpoints = passed.reduce((sum, { count }) => sum + count, 0);
  const newest = passed
    .flatMap((one) => one.newest ?? [])
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1);
  return { checkpoints, ...(newest === undefined ? {} : { newest }) };
}

function misfitOf(
  found: FoundEntry,
  last: AuditEntry | undefined,
  { digest, mayBeSection }: ChainToVerify,
): Finding | undefined {
  const at = found.line === undefined ? {} : { line: found.line };
  if ('flaw' in found) return { kind: 'flaw', place: { seq: (last?.seq ?? 0) + 1, ...at }, flaw: found.flaw };
  const entry = found.value as AuditEntry;
  const before = last ?? (mayBeSection ? namedBefore(entry) : undefined);
  const kind = misfit(entry, before, digest);
  if (kind === undefined) return undefined;
  const place: Place = { seq: (before?.seq ?? 0) + 1, ...at };
  if (kind !== 'sequence') return { kind, place };
  return { kind, place, found: Number.isSafeInteger(entry.seq) ? entry.seq : undefined };
}

/** What came before a section, as its first entry has it; undefined where that entry is the first of all. */
function namedBefore({ seq, previousHash }: AuditEntry): Pick<AuditEntry, 'seq' | 'hash'> | undefined {
  if (!Number.isSafeInteger(seq) || seq <= 1) return undefined;
  return { seq: seq - 1, hash: typeof previousHash === 'string' ? previousHash : '' };
}
