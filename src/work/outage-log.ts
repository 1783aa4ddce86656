import { asServiceError } from '../errors.ts';
import type { Clock, Log, LogFields } from '../workflow/ports.ts';

export interface OutageLog {
  /** Logged at once, and while it goes on at most every half minute: `times` counts since the line before. */
  failed(thrown: unknown): void;
  /** Logged where a failure was. */
  worked(): void;
}

export interface OutageWords {
  readonly failed: string;
  readonly works: string;
}

const betweenLinesMs = 30_000;
const monotonic: Clock = { now: () => performance.now() };

/** One part that fails many times a second while the database is away: a log of it that can be read. */
export function createOutageLog(
  log: Log,
  words: OutageWords,
  fields: LogFields = {},
  steady: Clock = monotonic,
): OutageLog {
  let lastLine = Number.NEGATIVE_INFINITY;
  let times = 0;
  let isTold = false;
  return {
    failed(thrown) {
      times += 1;
      // Also where it works in between: what comes and goes would fill the log just the same.
      if (steady.now() - lastLine < betweenLinesMs) return;
      const { code, cause } = asServiceError(thrown);
      log.error({ ...fields, code, cause: causeCodeOf(cause), times }, words.failed);
      lastLine = steady.now();
      times = 0;
      isTold = true;
    },
    worked() {
      if (!isTold) return;
      isTold = false;
      log.info(fields, words.works);
    },
  };
}

/** PostgreSQL's SQLSTATE or Node's code. Messages may quote statements or hosts. */
function causeCodeOf(cause: unknown): string | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export const takingWork: OutageWords = {
  failed: 'The database could not be asked what is to be done; it is asked again until it answers.',
  works: 'The database answers again what is to be done.',
};

export const recordingWork: OutageWords = {
  failed: 'The database could not be told what was done; it is told again until it takes it.',
  works: 'The database takes again what was done.',
};

export const stayingAlive: OutageWords = {
  failed: 'The database was not told that this instance is alive; another one may take over its work.',
  works: 'This instance counts as alive again.',
};

export const queueing: OutageWords = {
  failed: 'The queue of durable work met a fault; it goes on by itself.',
  works: 'The queue of durable work is there again.',
};
