/** What a check of the audit chain can come upon. Closed: finding-words.ts has a sentence for each. */
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import type { JsonFlaw } from './read-json-line.ts';

/** Why something is not an entry at all. */
export type Flaw = JsonFlaw | 'notUtf8' | 'tooLong' | 'unreadable';

/** One place of the chain, as it was found. */
export type FoundEntry = { readonly value: object; readonly line?: number } | FlawedEntry;
interface FlawedEntry {
  readonly flaw: Flaw;
  readonly line?: number;
}

/** The entry that should stand there. `line` of the file, from 1. */
export interface Place {
  readonly seq: number;
  readonly line?: number;
}

export type Finding =
  | { readonly kind: 'flaw'; readonly place: Place; readonly flaw: Flaw }
  /** Another number stands there: `found`, where it is one. */
  | { readonly kind: 'sequence'; readonly place: Place; readonly found: number | undefined }
  | { readonly kind: 'previousHash' | 'hash'; readonly place: Place }
  /** There is no entry at all. */
  | { readonly kind: 'empty' }
  | {
      readonly kind:
        | 'checkpointForged'
        | 'checkpointUnknownKey'
        /** It says something that no checkpoint can say. */
        | 'checkpointAbsurd'
        /** It was written after others, and knows less of the chain. */
        | 'checkpointBackwards'
        /** The entry it names has another hash. */
        | 'checkpointHash';
      readonly place: Place;
      readonly checkpoint: AuditCheckpoint;
    }
  /** Its last entries are not there: `place` is the first of them. */
  | { readonly kind: 'tailMissing'; readonly place: Place; readonly checkpoint: AuditCheckpoint }
  /** Its first entries are not there: what was found begins with `begins`. */
  | {
      readonly kind: 'headMissing';
      readonly place: Place;
      readonly begins: number;
      readonly checkpoint: AuditCheckpoint;
    };

export interface ChainReport {
  /** Numbers of the first and the last entry. */
  readonly first: number;
  readonly last: number;
  readonly lastAt: string;
  readonly lastHash: string;
  readonly checkpoints: number;
  readonly newest?: AuditCheckpoint;
}

export type Verdict =
  | { readonly kind: 'holds'; readonly report: ChainReport }
  | { readonly kind: 'broken'; readonly finding: Finding }
  /** A database that has no entry, and nothing says that it had any. */
  | { readonly kind: 'nothingYet' };
