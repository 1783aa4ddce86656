import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import { readJsonLine } from './read-json-line.ts';

const hash = /^[0-9a-f]{64}$/;

/** Checkpoints that somebody kept, one a line (JSON), by the entry they go up to; undefined where one of them is none. */
export function parseCheckpoints(text: string): readonly AuditCheckpoint[] | undefined {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const parsed = lines.filter((line) => line.trim() !== '').map(parseCheckpoint);
  const known = parsed.filter((one) => one !== undefined);
  if (known.length < parsed.length || known.length === 0) return undefined;
  return known.toSorted((a, b) => a.seq - b.seq);
}

function parseCheckpoint(line: string): AuditCheckpoint | undefined {
  const read = readJsonLine(line);
  return 'value' in read && isCheckpoint(read.value) ? read.value : undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isHash = (value: unknown): boolean => typeof value === 'string' && hash.test(value);
const shape: Readonly<Record<keyof AuditCheckpoint, (value: unknown) => boolean>> = {
  seq: Number.isSafeInteger,
  hash: isHash,
  at: isText,
  entries: Number.isSafeInteger,
  keyId: isHash,
  signature: isText,
};

function isCheckpoint(value: object): value is AuditCheckpoint {
  const found = new Map(Object.entries(value));
  const names = Object.entries(shape);
  return found.size === names.length && names.every(([name, fits]) => fits(found.get(name)));
}
