/** Questions to Graph about people and groups, while a person waits for the answer to a click. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '../errors.ts';
import { retryAfterMs } from '../retry-after.ts';
import type { Clock, Meter } from '../workflow/ports.ts';
import type { DirectoryLog } from './directory-log.ts';
import { directoryFault, errorMessage } from './faults.ts';
import { type CallOutcome, connectGraph, type GraphConnection } from './graph-call.ts';
import type { Bound } from './lookup-bound.ts';
import { parseObject } from './parse-object.ts';

export interface DirectoryConnection extends Omit<GraphConnection, 'apiVersion'> {
  readonly clock: Clock;
  readonly meter: Meter;
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
}

export type DirectoryAnswer<T> =
  | { readonly kind: 'known'; readonly value: T }
  /** 400 or 404, with Graph's words: something that was named is not there, or cannot be a name. */
  | { readonly kind: 'unknown'; readonly status: number; readonly words: string };

type Body = Readonly<Record<string, unknown>>;

/** `read` makes something of the body; undefined where it is not what was asked for. Throws `directoryUnavailable`. */
export type AskDirectory = <T>(question: Question, read: (body: Body) => T | undefined) => Promise<DirectoryAnswer<T>>;

/** Makes something of an outcome; undefined: it is no answer. */
type Understand<T> = (outcome: CallOutcome) => DirectoryAnswer<T> | undefined;

interface Attempt<T> {
  readonly outcome: CallOutcome;
  readonly answer: DirectoryAnswer<T> | undefined;
}

const longestWaitMs = 1_000;
const shortestPauseMs = 1_000;
const longestPauseMs = 10_000;
/** One may be bad luck. */
const failuresUntilPause = 2;

interface AskOptions {
  /** Milliseconds for one call at most; twice that for all of it, the token and a second try included. */
  readonly mostMs: number;
  readonly log?: DirectoryLog;
  /** Of how much is asked. */
  readonly bound?: Bound;
}

/** Each has its own pause: a Graph that does not answer some questions is asked others. */
export function connectDirectory(
  connection: DirectoryConnection,
  { mostMs, log, bound = (ask) => ask() }: AskOptions,
): AskDirectory {
  const { clock, meter } = connection;
  const callMs = Math.min(connection.timeoutMs, mostMs);
  // Both versions answer alike; v1.0 is there in every cloud.
  const callGraph = connectGraph({
    ...connection,
    apiVersion: 'v1.0',
    timeoutMs: callMs,
  });
  let failuresInARow = 0;
  let pause: { readonly until: number; readonly fault: ServiceError } | undefined;

  async function callOnce<T>(question: Question, id: string, understand: Understand<T>): Promise<Attempt<T>> {
    const outcome = await callGraph({ ...question, clientRequestId: id });
    const answer = understand(outcome);
    meter.count('countersign_directory_calls_total', { outcome: answer?.kind ?? nameOf(outcome) });
    return { outcome, answer };
  }

  /** Looking something up has no effect: it may be done twice. */
  async function call<T>(question: Question, id: string, understand: Understand<T>): Promise<Attempt<T>> {
    const attempt = await callOnce(question, id, understand);
    const waitMs = waitBeforeSecondTry(attempt.outcome);
    if (waitMs === undefined) return attempt;
    if (waitMs > 0) await delay(waitMs);
    return callOnce(question, id, understand);
  }

  function failed(outcome: CallOutcome): ServiceError {
    const fault = directoryFault(outcome);
    failuresInARow += 1;
    const asked = fault.retryAfterMs ?? 0;
    // Hundreds of recipients, or a burst of clicks, must not each wait for a Graph that is down.
    if (failuresInARow >= failuresUntilPause || asked > longestWaitMs) {
      const pauseMs = Math.min(Math.max(asked, shortestPauseMs), longestPauseMs);
      pause = { until: clock.now() + pauseMs, fault };
    }
    return fault;
  }

  function refuseWhilePaused(): void {
    if (!pause || clock.now() >= pause.until) return;
    meter.count('countersign_directory_calls_total', { outcome: 'notAsked' });
    throw pausedFault(pause.fault, pause.until - clock.now());
  }

  async function put<T>(question: Question, read: (body: Body) => T | undefined): Promise<DirectoryAnswer<T>> {
    refuseWhilePaused();
    const clientRequestId = randomUUID();
    const asking = call(question, clientRequestId, (outcome) => understood(outcome, read));
    const { outcome, answer } = await within(2 * callMs, asking);
    if (answer) {
      failuresInARow = 0;
      return answer;
    }
    log?.noAnswer(outcome, { clientRequestId, outcome: nameOf(outcome) });
    throw failed(outcome);
  }

  return async (question, read) => {
    // Before the bound as well: what is not asked uses up nothing.
    refuseWhilePaused();
    return bound(() => put(question, read));
  };
}

function pausedFault({ retryable, cause }: ServiceError, leftMs: number): ServiceError {
  return new ServiceError('directoryUnavailable', undefined, { retryable, retryAfterMs: Math.ceil(leftMs), cause });
}

function understood<T>(outcome: CallOutcome, read: (body: Body) => T | undefined): DirectoryAnswer<T> | undefined {
  if (outcome.kind !== 'answered') return undefined;
  const { status, text } = outcome.answer;
  if (status === 400 || status === 404) return { kind: 'unknown', status, words: errorMessage(text) ?? '' };
  const body = status === 200 ? parseObject(text) : undefined;
  const value = body && read(body);
  return value === undefined ? undefined : { kind: 'known', value };
}

/** Undefined: none. */
function waitBeforeSecondTry(outcome: CallOutcome): number | undefined {
  if (outcome.kind === 'lost') return outcome.timedOut ? undefined : 0;
  if (outcome.kind !== 'answered' || outcome.answer.status !== 429) return undefined;
  const waitMs = retryAfterMs(outcome.answer.headers.get('retry-after'), Date.now());
  return waitMs !== undefined && waitMs <= longestWaitMs ? waitMs : undefined;
}

/** What came instead of an answer, for metrics and logs. */
function nameOf(outcome: CallOutcome): string {
  if (outcome.kind === 'notAllowed') return 'refused';
  if (outcome.kind === 'lost' && outcome.timedOut) return 'timedOut';
  if (outcome.kind !== 'answered') return 'unavailable';
  const { status } = outcome.answer;
  if (status === 429 || status === 503) return 'throttled';
  return status === 401 || status === 403 ? 'refused' : 'unavailable';
}

const tooLate: CallOutcome = { kind: 'lost', message: 'Graph did not answer in time.', timedOut: true };

/** The token is got without regard for us: a person waits at most so long for all of it. */
async function within<T>(ms: number, asking: Promise<Attempt<T>>): Promise<Attempt<T>> {
  const over = new AbortController();
  const late: Attempt<T> = { outcome: tooLate, answer: undefined };
  const patience = delay(ms, late, { signal: over.signal }).catch(() => late);
  try {
    return await Promise.race([asking, patience]);
  } finally {
    over.abort();
  }
}
