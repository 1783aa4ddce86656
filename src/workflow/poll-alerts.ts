/**
 * Asks a feed for the alerts that are new or have changed, and takes them in. How far it came is kept in the other
 * side's own times, never in those of our clock: a clock that jumps skips nothing. It is moved on only when everything
 * before it is committed.
 */
import { ServiceError } from '../errors.ts';
import type { FeedProblem } from './alert-feed.ts';
import { createPollLog } from './poll-log.ts';
import { createFeedReader, type Place, type PollRound, type ReadingPorts } from './read-feed.ts';
import type { Store } from './store-port.ts';
import { createTaking, type TakingPorts } from './take-polled.ts';

export interface PollPorts extends TakingPorts, Omit<ReadingPorts, 'takeOne'> {
  readonly store: Pick<Store, 'transaction'>;
  /** Milliseconds that only ever go on. */
  readonly steady: ReadingPorts['clock'];
  readonly everyMs: number;
  /** Names this instance to the others. */
  readonly holder: string;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * Read again each time: alerts show up in the list some minutes after the time that they bear (they are correlated
 * first), and its pages move while they are read. What comes twice changes nothing.
 */
export const overlapMs = 10 * minute;
/** Where nothing was ever polled: what is older was looked at by people, or is posted by hand. */
export const firstLookMs = hour;
/** Renewed with every page; an instance that died is stood in for after this. */
const leaseMs = 3 * minute;
/** Nobody waits longer for another instance, whatever its clock or DEFENDER_POLL_EVERY says. */
const longestLeaseMs = hour;
/** Two of Graph's machines may differ so much, and the header names whole seconds. */
const slackMs = minute;

type Result = 'done' | 'tooMany' | FeedProblem;
type Problem = Exclude<Result, 'done'>;

export function createAlertPoll(ports: PollPorts): (isStopping: () => boolean) => Promise<void> {
  const { store, feed, clock, steady, holder, meter, source } = ports;
  const readAllFrom = createFeedReader({ feed, clock, takeOne: createTaking(ports) });
  const log = createPollLog(ports.log, steady, feed.toMend);
  const name = `defender:${source}`;
  const untilNextMs = ports.everyMs * 0.9;
  let notBefore = Number.NEGATIVE_INFINITY;

  function lease(): Promise<{ readonly takenUntil?: number } | undefined> {
    const now = clock.now();
    const asked = { name, holder, now, leaseUntil: now + leaseMs, longest: now + longestLeaseMs };
    return store.transaction((tx) => tx.leasePoll(asked));
  }

  /** False: another instance reads now. */
  async function keep(place: Place, takenUntil: number | undefined, leaseForMs: number): Promise<boolean> {
    const leaseUntil = clock.now() + Math.floor(Math.min(leaseForMs, longestLeaseMs));
    const kept = { name, holder, from: place.mark, takenUntil, leaseUntil };
    const isKept = await store.transaction((tx) => tx.keepPoll(kept));
    if (isKept) place.mark = takenUntil;
    return isKept;
  }

  /** The other side's clock says what "an hour ago" is: ours may be wrong by years, and nothing is known to be taken. */
  async function startOf(place: Place): Promise<number | { problem: Problem; retryAfterMs?: number } | undefined> {
    const page = await feed.read({ from: clock.now(), pageSize: 1 });
    if (page.kind === 'notRead') return page;
    const at = page.at ?? clock.now();
    // Also where the mark lies ahead of it, which no alert that was taken can explain.
    if (place.mark !== undefined && place.mark <= at + slackMs) return place.mark;
    return (await keep(place, at - firstLookMs, leaseMs)) ? at - firstLookMs : undefined;
  }

  async function failed({ problem, retryAfterMs }: { problem: Problem; retryAfterMs?: number }, place: Place) {
    notBefore = steady.now() + (retryAfterMs ?? 0);
    await keep(place, place.mark, Math.max(retryAfterMs ?? 0, untilNextMs));
    log.notRead(problem, retryAfterMs === undefined ? {} : { retryAfterMs });
    return problem;
  }

  async function poll(isStopping: () => boolean): Promise<Result | undefined> {
    const leased = await lease();
    if (leased === undefined) return undefined;
    const place: Place = { mark: leased.takenUntil };
    const isAhead = place.mark !== undefined && place.mark > clock.now() + slackMs;
    const start = place.mark === undefined || isAhead ? await startOf(place) : place.mark;
    if (start === undefined) return undefined;
    if (typeof start !== 'number') return failed(start, place);
    const round: PollRound = {
      isStopping,
      newest: start,
      renew: () => keep(place, place.mark, leaseMs),
      takenUntil: (time) => keep(place, Math.max(place.mark ?? time, time), leaseMs),
    };
    const ended = await readAllFrom(start - overlapMs, round);
    if (ended === 'stopped') return undefined;
    if (ended !== 'read') return failed(ended, place);
    await keep(place, place.mark, untilNextMs);
    return 'done';
  }

  return async (isStopping) => {
    if (steady.now() < notBefore) return;
    try {
      const result = await poll(isStopping);
      if (result === undefined) return;
      meter.count('countersign_polls_total', { result });
      if (result === 'done') log.worked();
    } catch (thrown) {
      meter.count('countersign_polls_total', { result: 'failed' });
      if (!(thrown instanceof ServiceError)) throw thrown;
      ports.log.warn({ code: thrown.code }, 'What was polled could not be taken in; it is polled again');
    }
  };
}
