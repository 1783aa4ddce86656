import type { AlertFeed, FeedProblem } from './alert-feed.ts';
import type { Clock, Log } from './ports.ts';

const minute = 60_000;

export interface PollLog {
  /** What only a person can mend is an error, told once an hour; everything else a warning, told every ten minutes. */
  notRead(problem: FeedProblem | 'tooMany', fields?: { readonly retryAfterMs?: number }): void;
  worked(): void;
}

/** `steady`: milliseconds that only ever go on. */
export function createPollLog(log: Log, steady: Clock, toMend: AlertFeed['toMend']): PollLog {
  const quietUntil = new Map<string, number>();
  let isTold = false;
  return {
    notRead(problem, fields = {}) {
      const now = steady.now();
      if (now < (quietUntil.get(problem) ?? Number.NEGATIVE_INFINITY)) return;
      isTold = true;
      const sentence = problem === 'tooMany' ? undefined : toMend[problem];
      quietUntil.set(problem, now + (sentence === undefined ? 10 : 60) * minute);
      if (sentence === undefined) log.warn({ problem, ...fields }, 'Alerts of Defender could not be polled');
      else log.error({ problem }, sentence);
    },
    worked() {
      if (!isTold) return;
      isTold = false;
      log.info({}, 'Alerts of Defender are polled again');
    },
  };
}
