import { writeFile } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditEntry } from '../../approval/audit-chain.ts';
import type { AuditCheckpoint, CheckpointSigner } from '../../approval/audit-checkpoint.ts';
import { checkpointSigner } from '../../audit/checkpoint-key.ts';
import { csvHead, csvLine } from '../../audit/csv-line.ts';
import { readPages } from '../../audit/read-log.ts';
import type { Environment } from '../../config/setting-reader.ts';
import { asServiceError, ServiceError } from '../../errors.ts';
import type { AuditAccess } from '../../store/audit-access.ts';
import { openAudit, readSigningKey } from './open-audit.ts';
import type { ExportAsked } from './read-arguments.ts';
import { codeOf, isStop, type Stop, stop } from './stop.ts';

export interface Output {
  readonly entries: Writable;
  /** What people should hear of; never among the entries. */
  readonly remark: (sentence: string) => void;
}

/** Entries by their numbers, both included. */
interface Section {
  readonly first: number;
  readonly last: number;
}

export async function exportCommand(asked: ExportAsked, env: Environment, output: Output): Promise<Stop | undefined> {
  const key = readSigningKey(env);
  if (isStop(key)) return key;
  if (asked.checkpoint !== undefined && key === undefined) {
    return stop(
      'config',
      'AUDIT_SIGNING_KEY_PATH: must name a key where --checkpoint is asked for, and it is not set.\n',
    );
  }
  const audit = await openAudit(env);
  if (isStop(audit)) return audit;
  try {
    const signer = key && checkpointSigner(key.reveal());
    const end = await signEnd(audit, signer, output.remark);
    const section = end && (await sectionOf(audit, asked, end.seq));
    if (section === undefined) output.remark(nothingFound(asked));
    if (asked.checkpoint !== undefined && signer !== undefined) {
      const refused = await keepCheckpoint(asked.checkpoint, await vouchFor(audit, section, end, signer));
      if (refused !== undefined) return refused;
    }
    return await send(audit, asked.format, section, output.entries);
  } finally {
    await audit.close();
  }
}

/** An empty file without a word may be taken for a whole one. */
function nothingFound({ from, to, checkpoint }: ExportAsked): string {
  const where = from === undefined && to === undefined ? 'in the audit log yet' : 'in this time';
  return `No entry ${where}${checkpoint === undefined ? '' : ', and so no checkpoint'}.\n`;
}

/** The chain's end now: what comes later is not exported. With a key it is signed, in the database too. */
async function signEnd(
  audit: AuditAccess,
  signer: CheckpointSigner | undefined,
  remark: Output['remark'],
): Promise<Pick<AuditEntry, 'seq' | 'hash'> | undefined> {
  if (signer === undefined) return audit.end();
  try {
    return await audit.addCheckpoint((end) => sign(signer, end, end.seq));
  } catch (thrown) {
    // Who may only read may export all the same.
    remark(`The checkpoint could not be kept in the database. ${asServiceError(thrown).message}\n`);
    return audit.end();
  }
}

function sign(signer: CheckpointSigner, { seq, hash }: Pick<AuditEntry, 'seq' | 'hash'>, entries: number) {
  return signer.sign({ seq, hash, at: new Date().toISOString(), entries });
}

/** Without holes, so that it can be verified: clocks of several instances differ, and entries stand in the order they were written. */
async function sectionOf(audit: AuditAccess, { from, to }: ExportAsked, end: number): Promise<Section | undefined> {
  const first = from === undefined ? 1 : await audit.firstSince(from);
  const last = to === undefined ? end : await audit.lastBefore(to);
  if (first === undefined || last === undefined || first > Math.min(last, end)) return undefined;
  return { first, last: Math.min(last, end) };
}

async function vouchFor(
  audit: AuditAccess,
  section: Section | undefined,
  end: Partial<AuditCheckpoint> | undefined,
  signer: CheckpointSigner,
): Promise<AuditCheckpoint | undefined> {
  const last = section && (await audit.entry(section.last));
  if (section === undefined || last === undefined) return undefined;
  const isWhole = section.first === 1 && section.last === end?.seq && end.signature !== undefined;
  return isWhole ? (end as AuditCheckpoint) : sign(signer, last, section.last - section.first + 1);
}

async function keepCheckpoint(path: string, checkpoint: AuditCheckpoint | undefined): Promise<Stop | undefined> {
  if (checkpoint === undefined) return undefined;
  try {
    await writeFile(path, `${JSON.stringify(checkpoint)}\n`, { flag: 'wx' });
    return undefined;
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'EEXIST')
      return stop('ioError', `${path} is there already: a checkpoint never takes another's place.\n`);
    return stop('ioError', `${path} could not be written (${code ?? 'unknown reason'}); nothing was exported.\n`);
  }
}

async function send(
  audit: AuditAccess,
  format: ExportAsked['format'],
  section: Section | undefined,
  entries: Writable,
): Promise<Stop | undefined> {
  const texts = format === 'csv' ? csvTexts(audit, section) : jsonTexts(audit, section);
  try {
    await pipeline(Readable.from(texts, { objectMode: true, highWaterMark: 1 }), entries, { end: false });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ServiceError) return stop('ioError', `${thrown.message}\n`);
    const code = codeOf(thrown);
    // Whoever read has had enough (`| head`): not worth a word, but what was asked for is not complete.
    if (code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') return stop('ioError', '');
    if (code === undefined) throw thrown;
    return stop('ioError', `The entries could not be written to the end (${code}).\n`);
  }
}

async function* jsonTexts(audit: AuditAccess, section: Section | undefined): AsyncGenerator<string> {
  for await (const page of pagesOf(audit, section)) yield page.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

async function* csvTexts(audit: AuditAccess, section: Section | undefined): AsyncGenerator<string> {
  yield csvHead;
  for await (const page of pagesOf(audit, section)) yield page.map(csvLine).join('');
}

async function* pagesOf(audit: AuditAccess, section: Section | undefined): AsyncGenerator<readonly AuditEntry[]> {
  if (section === undefined) return;
  for await (const page of readPages(audit, { after: section.first - 1, last: section.last })) {
    const entries = page.filter((entry) => entry !== undefined);
    yield entries;
    if (entries.length < page.length) {
      throw new ServiceError('storeUnavailable', 'An entry cannot be read: npm run audit -- verify names it.');
    }
  }
}
