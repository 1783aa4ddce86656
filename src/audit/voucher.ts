import type { AuditEntry } from '../approval/audit-chain.ts';
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import { checkSignature, type PublicKeys } from './checkpoint-key.ts';
import type { Finding, Place } from './finding.ts';

/** Checkpoints that are passed while the chain is walked. Findings are undefined where everything is right. */
export interface Voucher {
  isDue(seq: number): boolean;
  /** At the first entry at hand: is it where the first checkpoint begins, or before that? */
  atHead(entry: AuditEntry, line: number | undefined): Finding | undefined;
  /** What vouches for this entry, or one before it. `first`: where the chain at hand begins. */
  passes(entry: AuditEntry, first: number, line: number | undefined): Promise<Finding | undefined>;
  /** 0: there was no entry. */
  atEnd(lastSeq: number): Finding | undefined;
  passed(): { readonly count: number; readonly newest: AuditCheckpoint | undefined };
}

/** In the order in which they were written. Without keys, signatures are not looked at. */
export async function startVoucher(
  all: AsyncIterable<AuditCheckpoint>,
  keys: PublicKeys | undefined,
): Promise<Voucher> {
  const iterator = all[Symbol.asyncIterator]();
  let newest: AuditCheckpoint | undefined;
  let count = 0;
  let next = await take();

  async function take(): Promise<AuditCheckpoint | undefined> {
    const { done, value } = await iterator.next();
    return done ? undefined : value;
  }
  return {
    isDue: (seq) => next !== undefined && next.seq <= seq,
    atHead: (entry, line) => next && (wrongAt(next, newest, keys) ?? headMissing(next, entry.seq, line)),
    async passes(entry, first, line) {
      while (next !== undefined && next.seq <= entry.seq) {
        const finding = wrongAt(next, newest, keys) ?? untrueOf(next, entry, first, line);
        if (finding !== undefined) return finding;
        newest = next;
        count += 1;
        next = await take();
      }
      return undefined;
    },
    atEnd(lastSeq) {
      if (next === undefined) return undefined;
      const seq = lastSeq === 0 ? firstOf(next) : lastSeq + 1;
      return wrongAt(next, newest, keys) ?? { kind: 'tailMissing', place: { seq }, checkpoint: next };
    },
    passed: () => ({ count, newest }),
  };
}

function firstOf({ seq, entries }: AuditCheckpoint): number {
  return seq - entries + 1;
}

/** In itself, whatever the chain is. */
function wrongAt(
  checkpoint: AuditCheckpoint,
  before: AuditCheckpoint | undefined,
  keys: PublicKeys | undefined,
): Finding | undefined {
  const place = { seq: checkpoint.seq };
  const signed = keys === undefined ? 'holds' : checkSignature(checkpoint, keys);
  if (signed === 'forged') return { kind: 'checkpointForged', place, checkpoint };
  if (signed === 'unknownKey') return { kind: 'checkpointUnknownKey', place, checkpoint };
  if (!isPossible(checkpoint)) return { kind: 'checkpointAbsurd', place, checkpoint };
  if (before !== undefined && checkpoint.seq < before.seq) return { kind: 'checkpointBackwards', place, checkpoint };
  return undefined;
}

function isPossible({ seq, entries }: AuditCheckpoint): boolean {
  return Number.isSafeInteger(seq) && Number.isSafeInteger(entries) && entries >= 1 && entries <= seq;
}

/** Is that what the chain at hand says too? */
function untrueOf(
  checkpoint: AuditCheckpoint,
  entry: AuditEntry,
  first: number,
  line: number | undefined,
): Finding | undefined {
  const missing = headMissing(checkpoint, first, undefined);
  if (missing !== undefined) return missing;
  if (checkpoint.hash === entry.hash) return undefined;
  return { kind: 'checkpointHash', place: placeOf(entry.seq, line), checkpoint };
}

function headMissing(checkpoint: AuditCheckpoint, first: number, line: number | undefined): Finding | undefined {
  const begin = firstOf(checkpoint);
  if (begin >= first) return undefined;
  return { kind: 'headMissing', place: placeOf(begin, line), begins: first, checkpoint };
}

function placeOf(seq: number, line: number | undefined): Place {
  return { seq, ...(line === undefined ? {} : { line }) };
}
