import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { AuditCheckpoint } from '../../approval/audit-checkpoint.ts';
import { type PublicKeys, publicKeyOf, readPublicKeys } from '../../audit/checkpoint-key.ts';
import type { Verdict } from '../../audit/finding.ts';
import { findingWords, reportWords } from '../../audit/finding-words.ts';
import { parseCheckpoints } from '../../audit/parse-checkpoints.ts';
import { parseEntries } from '../../audit/parse-entry.ts';
import { readLines } from '../../audit/read-lines.ts';
import { foundEntries, readCheckpoints, readPages } from '../../audit/read-log.ts';
import { verifyChain } from '../../audit/verify-chain.ts';
import type { Environment } from '../../config/setting-reader.ts';
import { digest } from '../../digest.ts';
import { openAudit, readSigningKey } from './open-audit.ts';
import type { VerifyAsked } from './read-arguments.ts';
import { codeOf, isStop, type Stop, stop } from './stop.ts';

/** What was proven, for stdout. */
export async function verifyCommand(asked: VerifyAsked, env: Environment): Promise<string | Stop> {
  const keys = await gatherKeys(asked.publicKeys, env);
  if (isStop(keys)) return keys;
  const kept = asked.checkpoint === undefined ? [] : await readKept(asked.checkpoint);
  if (isStop(kept)) return kept;
  if (asked.checkpoint !== undefined && keys === undefined) {
    return stop('usage', 'A checkpoint proves something by its signature: name its key with --public-key.\n');
  }
  const signed = keys === undefined ? {} : { keys };
  const verdict = await (asked.file === undefined
    ? verifyLog(env, { kept, ...signed })
    : verifyFile(asked.file, { kept, ...signed }));
  if (isStop(verdict)) return verdict;
  if (verdict.kind === 'broken') return stop('broken', `${findingWords(verdict.finding)}\n`);
  if (verdict.kind === 'nothingYet') return 'There is no entry in the audit log yet.\n';
  return reportWords(verdict.report, { isSigned: keys !== undefined });
}

interface Vouching {
  /** From a file, oldest first. */
  readonly kept: readonly AuditCheckpoint[];
  readonly keys?: PublicKeys;
}

async function verifyLog(env: Environment, { kept, ...signed }: Vouching): Promise<Verdict | Stop> {
  const audit = await openAudit(env);
  if (isStop(audit)) return audit;
  try {
    const pages = foundEntries(readPages(audit, { after: 0 }));
    const checkpoints = [readCheckpoints(audit), each(kept)];
    return await verifyChain({ pages, checkpoints, digest, mayBeSection: false, ...signed });
  } finally {
    await audit.close();
  }
}

async function verifyFile(path: string, { kept, ...signed }: Vouching): Promise<Verdict | Stop> {
  const file = await openFile(path);
  if (isStop(file)) return file;
  try {
    const pieces: AsyncIterable<Buffer> = file.createReadStream({ highWaterMark: 1_048_576, autoClose: false });
    const pages = parseEntries(readLines(pieces));
    return await verifyChain({ pages, checkpoints: [each(kept)], digest, mayBeSection: true, ...signed });
  } catch (thrown) {
    if (codeOf(thrown) === undefined) throw thrown;
    return stop('ioError', `${path} could not be read to its end (${codeOf(thrown)}).\n`);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle | Stop> {
  try {
    const file = await open(path);
    if (!(await file.stat()).isDirectory()) return file;
    await file.close();
    return stop('noInput', `${path} is a folder, not a file.\n`);
  } catch (thrown) {
    return unreadable(path, thrown);
  }
}

function unreadable(path: string, thrown: unknown): Stop {
  const code = codeOf(thrown);
  if (code === 'ENOENT' || code === 'ENOTDIR') return stop('noInput', `There is no file ${path}.\n`);
  if (code === 'EISDIR') return stop('noInput', `${path} is a folder, not a file.\n`);
  return stop('noInput', `${path} cannot be read (${code ?? 'unknown reason'}).\n`);
}

async function readText(path: string): Promise<string | Stop> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    return unreadable(path, thrown);
  }
}

async function readKept(path: string): Promise<readonly AuditCheckpoint[] | Stop> {
  const text = await readText(path);
  if (isStop(text)) return text;
  return parseCheckpoints(text) ?? stop('noInput', `${path} does not hold checkpoints, one a line.\n`);
}

/** Undefined where no key is known at all. */
async function gatherKeys(paths: readonly string[], env: Environment): Promise<PublicKeys | undefined | Stop> {
  const own = readSigningKey(env);
  if (isStop(own)) return own;
  const keys = new Map(own === undefined ? [] : publicKeyOf(own.reveal()));
  for (const path of paths) {
    const pem = await readText(path);
    if (isStop(pem)) return pem;
    const found = readPublicKeys(pem);
    if (found === undefined) {
      const how = 'openssl pkey -in private.pem -pubout writes one';
      return stop('noInput', `${path} does not hold Ed25519 public keys (PEM): ${how}.\n`);
    }
    for (const [id, key] of found) keys.set(id, key);
  }
  return keys.size === 0 ? undefined : keys;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
