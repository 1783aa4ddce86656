/** What Graph's answers mean to us: the one table. Statuses by platform.md's sources; anything unexpected is unclear, never assumed done or undone. */
import type { RefusalCode, RemediationAnswer } from '../approval/remediation.ts';
import { ServiceError } from '../errors.ts';
import { retryAfterMs } from '../retry-after.ts';
import type { CallOutcome, GraphAnswer } from './graph-call.ts';
import { trackingOf } from './tracking-link.ts';

interface Asked {
  /** The body named `approverUpn`, and we may leave it out. */
  readonly mayDropApproverUpn: boolean;
  readonly actionCenterHosts: readonly string[];
}

export function remediationAnswer(outcome: CallOutcome, asked: Asked): RemediationAnswer {
  if (outcome.kind === 'notSent') return { kind: 'notNow', message: outcome.message };
  if (outcome.kind === 'notAllowed') return { kind: 'refused', code: 'credential', message: outcome.message };
  if (outcome.kind === 'lost') return { kind: 'unclear', message: outcome.message };
  const { answer } = outcome;
  const { status } = answer;
  if (status >= 200 && status < 300) return accepted(answer, asked.actionCenterHosts);
  const traced = { ...traceOf(answer), message: messageOf(answer) };
  if (status === 409) return { ...traced, kind: 'duplicate' };
  if (status === 429 || status === 503) return { ...traced, kind: 'notNow', ...waitOf(answer) };
  if (status === 400 && asked.mayDropApproverUpn && namesApproverUpn(traced.message)) {
    return { ...traced, kind: 'approverUpnRefused' };
  }
  const code = refusalCode(answer);
  return code ? { ...traced, kind: 'refused', code } : { ...traced, kind: 'unclear' };
}

/** As a parameter or property: whoever is named approverUpn@evil.example must not look like a schema. */
function namesApproverUpn(message: string): boolean {
  const withoutAddresses = message.replace(/[^\s"]*@[^\s"]*/g, ' ');
  return /(?<![\w-])approverUpn(?![\w-])/i.test(withoutAddresses);
}

/** Documented are 202 and 204 without a body. A page of HTML comes from something between us and Graph. */
function accepted(answer: GraphAnswer, hosts: readonly string[]): RemediationAnswer {
  if (/\bhtml\b/i.test(answer.headers.get('content-type') ?? '')) {
    return { ...traceOf(answer), kind: 'unclear', message: 'Something other than Graph seems to have answered.' };
  }
  return { ...traceOf(answer), kind: 'accepted', ...trackingOf(answer.headers.get('location'), hosts) };
}

/** Undefined where the status does not say for certain that nothing happened. */
function refusalCode(answer: GraphAnswer): RefusalCode | undefined {
  const { status } = answer;
  // 408: it may have been read; 3xx and 5xx: whoever answered may not be the one that acted.
  if (status < 400 || status >= 500 || status === 408) return undefined;
  if (status === 401) return 'credential';
  if (isAboutLicence(answer)) return 'licence';
  if (status === 403) return 'permission';
  if (status === 400 || status === 413 || status === 415 || status === 422) return 'badRequest';
  return 'other';
}

/** "Invalid subscription" is what tenants without Defender for Office 365 Plan 2 are told; its status is not documented. */
export function isAboutLicence(answer: GraphAnswer): boolean {
  const worth = answer.status === 400 || answer.status === 402 || answer.status === 403;
  return worth && /invalid subscription|\blicen[cs]e/i.test(messageOf(answer));
}

/** A read that did not give what was asked for. */
export function readFault(outcome: CallOutcome): ServiceError {
  if (outcome.kind !== 'answered') return new ServiceError('graphUnavailable', outcome.message, { retryable: true });
  const { answer } = outcome;
  const { status } = answer;
  if (status === 429 || status === 503) {
    return new ServiceError('graphThrottled', undefined, { retryable: true, ...waitOf(answer) });
  }
  if (refusalCode(answer)) return new ServiceError('graphRefused', `Graph refused to be read (${status}).`);
  return new ServiceError('graphUnavailable', `Graph could not be read (${status}).`, { retryable: true });
}

/** Nobody may decide for a group on what was not said: whatever is no answer ends here. */
export function directoryFault(outcome: CallOutcome): ServiceError {
  const cause = readFault(outcome);
  const { retryAfterMs } = cause;
  const retryable = cause.retryable && outcome.kind !== 'notAllowed';
  return new ServiceError('directoryUnavailable', undefined, { retryable, retryAfterMs, cause });
}

/** A 400 about the id itself, not about the licence: no such email, as far as Graph is concerned. */
export function isUnknownEmail(answer: GraphAnswer): boolean {
  return answer.status === 404 || answer.status === 410 || refusalCode(answer) === 'badRequest';
}

function waitOf(answer: GraphAnswer): { retryAfterMs?: number } {
  const wait = retryAfterMs(answer.headers.get('retry-after'), Date.now());
  return wait === undefined ? {} : { retryAfterMs: wait };
}

export function traceOf(answer: GraphAnswer): { status: number; graphRequestId?: string } {
  const id = answer.headers.get('request-id') ?? '';
  return { status: answer.status, ...(/^[\w-]{1,64}$/.test(id) ? { graphRequestId: id } : {}) };
}

const longestMessage = 300;

/** Graph's own words, on one line, cut: hostile text all the same. */
function messageOf(answer: GraphAnswer): string {
  const words = errorMessage(answer.text)
    ?.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return (words || `Graph answered ${answer.status}.`).slice(0, longestMessage);
}

export function errorMessage(text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const message = (parsed as { error?: { message?: unknown } } | null)?.error?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
