/**
 * What PostgreSQL's and the driver's faults mean for us. Their own messages may name hosts, tables and keys, so they
 * stay in `cause`. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's for the socket.
 */
import { ServiceError } from '../errors.ts';

/** Right for an alert that was refused, and for a step that will be repeated. */
const after = 'What was not acknowledged must be sent again; durable work goes on by itself.';
const unreachable = `PostgreSQL (DATABASE_URL) cannot be reached. Check host, port and network. ${after}`;
const restarting = `PostgreSQL is starting or stopping. ${after}`;
const credentials = 'PostgreSQL refused the user or the password in DATABASE_URL.';
const notAdmitted =
  "PostgreSQL does not admit the user in DATABASE_URL from here. Check the user, sslmode, and the server's pg_hba.conf.";
const noTls = 'PostgreSQL does not speak TLS, which DATABASE_URL asks for. Turn it on there, or say sslmode=disable.';
const crowded = 'PostgreSQL takes no more connections. Raise max_connections, or run fewer instances.';
const certificate =
  'PostgreSQL is not spoken to: its TLS certificate does not hold. Name its authority (sslrootcert) in DATABASE_URL.';
const held = `PostgreSQL was kept waiting too long by another transaction. ${after}`;

/** By SQLSTATE or code of the driver. */
const sentences: Readonly<Record<string, string>> = {
  '25006': 'PostgreSQL is read-only at the moment (a standby, perhaps). DATABASE_URL must name the primary.',
  '28000': notAdmitted,
  '28P01': credentials,
  '3D000': 'The database that DATABASE_URL names does not exist.',
  '42501': 'The user in DATABASE_URL may not do what this service needs: make it the owner of the database.',
  '53100': `The disk of PostgreSQL is full. Free some space. ${after}`,
  '53300': crowded,
  '55P03': held,
  '57014': held,
  '57P01': restarting,
  '57P02': restarting,
  '57P03': restarting,
  CERT_HAS_EXPIRED: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  ENOENT: 'A file that DATABASE_URL names (sslrootcert, sslcert, sslkey) could not be read.',
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
};

/** By class: connection, resources, operator, system, damage. */
const sentencesByClass: Readonly<Record<string, string>> = {
  '08': unreachable,
  '53': `PostgreSQL is short of memory, disk or locks. ${after}`,
  '57': restarting,
  '58': 'PostgreSQL met an error of its system. Look into its log.',
  XX: 'PostgreSQL met an error of its own. Look into its log.',
};

const uniqueKeyTaken = '23505';
const outdatedPlan = '0A000';
/** Nothing of the transaction was kept, through no fault of its own: serialization failure, deadlock, and the like. */
const startedAnew: readonly string[] = ['40001', '40P01', outdatedPlan];
/** Somebody else changed the tables, or held them, while we wanted to. */
const inTheWay: readonly string[] = [...startedAnew, uniqueKeyTaken, '42P07', '42701', '55P03'];

/** Ended by an administrator or the server's end; or the socket told so. */
const connectionEnded: readonly string[] = ['57P01', '57P02', '08003', '08006', 'ECONNRESET', 'EPIPE'];

/** Whatever `pg` threw, as `storeConflict`, `storeUnavailable` or (a defect of ours) `internal`. All are retryable. */
export function postgresFault(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  const code = codeOf(thrown);
  if (code !== undefined && [...startedAnew, uniqueKeyTaken].includes(code)) {
    return new ServiceError('storeConflict', undefined, { retryable: true, cause: thrown });
  }
  const sentence = sentenceFor(thrown, code);
  if (sentence === undefined) return new ServiceError('internal', undefined, { retryable: true, cause: thrown });
  return new ServiceError('storeUnavailable', sentence, { retryable: true, cause: thrown });
}

function sentenceFor(thrown: unknown, code: string | undefined): string | undefined {
  // The driver's own faults (a lost connection, a time-out) have no code, the socket's have Node's.
  if (code === undefined) return thrown instanceof Error ? ofDriver(thrown.message) : undefined;
  const known = sentences[code];
  if (known !== undefined) return known;
  return isSqlState(code) ? sentencesByClass[code.slice(0, 2)] : unreachable;
}

function ofDriver(message: string): string | undefined {
  if (/not support SSL/i.test(message)) return noTls;
  // A password is asked for, and the URL has none.
  if (/^SASL/.test(message)) return credentials;
  return /connect|timeout|not queryable|SSL|terminated|closed/i.test(message) ? unreachable : undefined;
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}

/** Another go, right away or a moment later, may well succeed: two transactions met. */
export function isConflict(fault: unknown): boolean {
  return fault instanceof ServiceError && fault.code === 'storeConflict';
}

/** A connection that there was has ended: the next one may well hold, unlike where none can be made. */
export function isConnectionLost(fault: unknown): boolean {
  if (!(fault instanceof ServiceError) || fault.code !== 'storeUnavailable') return false;
  const code = codeOf(fault.cause);
  if (code !== undefined) return connectionEnded.includes(code);
  return fault.cause instanceof Error && /terminated unexpectedly|not queryable/.test(fault.cause.message);
}

/** The same while tables are being created: other instances do so too, and older ones use them. */
export function isInTheWay(fault: unknown): boolean {
  return fault instanceof ServiceError && inTheWay.includes(codeOf(fault.cause) ?? '');
}

/** "cached plan must not change result type": a statement that was kept, on a table that has changed since. */
export function isOutdatedPlan(thrown: unknown): boolean {
  return codeOf(thrown) === outdatedPlan;
}

export function isReadOnly(thrown: unknown): boolean {
  return codeOf(thrown) === '25006';
}

function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
