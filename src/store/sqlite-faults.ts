/**
 * What SQLite's result codes mean for us. Its own messages name files and columns, so they stay in `cause`.
 * Codes: https://www.sqlite.org/rescode.html; node:sqlite hands over the extended code as `errcode`.
 */
import { ServiceError } from '../errors.ts';

const primaryKeyTaken = 1555;
const uniqueKeyTaken = 2067;
/** SQLITE_IOERR_FSYNC */
export const ioErrorOfSync = 1_034;

const damaged =
  'The database file is damaged or is not a database. Restore it from a backup, or move it away to start empty.';
const notWritable =
  'The data directory or the database in it cannot be written. Give the account that runs this service write access.';
/** Right for an alert that was refused, and for a step that will be repeated. */
const after = 'What was not acknowledged must be sent again; durable work goes on by itself.';
const held = 'Another program holds the database. Close it (a backup tool or a database browser, perhaps).';

/** By primary result code. */
const sentences: Readonly<Record<number, string>> = {
  3: notWritable,
  5: held,
  6: held,
  8: notWritable,
  10: 'Reading or writing the database file failed. Check the disk that holds the data directory.',
  11: damaged,
  13: `The disk that holds the data directory is full. Free some space. ${after}`,
  14: 'The database file could not be opened. Check that the data directory exists and may be read and written.',
  26: damaged,
};

function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return undefined;
  return typeof thrown.errcode === 'number' ? thrown.errcode : undefined;
}

/** Another program holds the database; it may let go any moment. */
export function isHeld(fault: unknown): boolean {
  const code = faultResult(fault);
  return code === 5 || code === 6;
}

/** Reading or writing the disk failed, or it is full. */
export function isDiskTrouble(fault: unknown): boolean {
  const code = faultResult(fault);
  return code === 10 || code === 13;
}

/** The disk did not take what it was to keep. */
export function isFailedSync(fault: unknown): boolean {
  return extendedResult(fault) === ioErrorOfSync;
}

/** The primary result code behind a translated fault. */
function faultResult(fault: unknown): number | undefined {
  const code = extendedResult(fault);
  return code === undefined ? undefined : code & 0xff;
}

function extendedResult(fault: unknown): number | undefined {
  return fault instanceof ServiceError ? resultCode(fault.cause) : undefined;
}

/** Whatever node:sqlite threw, as `storeConflict`, `storeUnavailable` or (a defect of ours) `internal`. */
export function sqliteFault(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_INVALID_STATE') {
    return new ServiceError('storeUnavailable', 'The store is closed.', { cause: thrown });
  }
  const code = resultCode(thrown) ?? 0;
  if (code === primaryKeyTaken || code === uniqueKeyTaken) {
    return new ServiceError('storeConflict', undefined, { retryable: true, cause: thrown });
  }
  const sentence = sentences[code & 0xff];
  // Retryable all the same: durable work that meets a fault nobody foresaw is not given up for it.
  if (sentence === undefined) return new ServiceError('internal', undefined, { retryable: true, cause: thrown });
  return new ServiceError('storeUnavailable', sentence, { retryable: true, cause: thrown });
}

/** Runs one call into SQLite; what it throws is translated. */
export function translated<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw sqliteFault(thrown);
  }
}
