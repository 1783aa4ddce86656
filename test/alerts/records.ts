/** Records as vendors send them, one a file; `from` says whose shape it is. Their values are made up. */
import { readdirSync, readFileSync } from 'node:fs';
import { createReaders } from '../../src/alerts/create-readers.ts';
import type { MailFacts, Severity } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';

export interface SampleRecord {
  /** Where the shape comes from. */
  readonly from: string;
  readonly route: 'defender' | 'sentinel' | 'sublime';
  readonly becomes: readonly {
    readonly record: string;
    readonly severity: Severity;
    /** Message and mailbox, with a blank between them. */
    readonly emails: readonly string[];
    readonly campaignId?: string;
    readonly facts: MailFacts;
  }[];
  readonly record: unknown;
}

const directory = new URL('./records/', import.meta.url);

export const sampleRecords: ReadonlyMap<string, SampleRecord> = new Map(
  readdirSync(directory)
    .toSorted()
    .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, directory), 'utf8'))]),
);

export function sampleRecord(name: string): SampleRecord {
  const sample = sampleRecords.get(name);
  if (sample === undefined) throw new Error(`There is no sample record ${name}.`);
  return structuredClone(sample);
}

export const readers = createReaders(digest);
