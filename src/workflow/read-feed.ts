/** A feed from one time to its end: page by page, and in shorter windows where one holds more than is read at a time. */
import type { AlertFeed, AlertPage, AlertsAsked } from './alert-feed.ts';
import type { Clock } from './ports.ts';

export interface ReadingPorts {
  readonly feed: AlertFeed;
  readonly clock: Clock;
  /** Takes one alert; answers when it was last changed. */
  readonly takeOne: (raw: unknown) => Promise<number | undefined>;
}

export interface Place {
  /** How far was taken, as it stands in the store. */
  mark: number | undefined;
}

export interface PollRound {
  readonly isStopping: () => boolean;
  /** When what was taken was last changed, at most. */
  newest: number;
  /** Both false where another instance reads now. */
  readonly renew: () => Promise<boolean>;
  readonly takenUntil: (time: number) => Promise<boolean>;
}

/** Alerts are large: this many are a page, or less where such a page is more than we take. */
const firstPageSize = 50;
/** A list that never ends must not keep us for ever. */
const mostPages = 50;
const mostWindows = 40;
/** Nor make calls for ever: so many pages without coming to the end of any window, and the next round goes on. */
const mostPagesForNothing = 100;

type NotRead = Omit<Extract<AlertPage, { readonly kind: 'notRead' }>, 'kind' | 'problem'> & {
  readonly problem: Extract<AlertPage, { readonly kind: 'notRead' }>['problem'] | 'tooMany';
};
type Ended = 'read' | 'stopped' | NotRead;

/** What is asked for next: everything from the cursor on, or a part of it. */
interface Window {
  readonly cursor: number;
  /** Undefined: to the end. */
  readonly span: number | undefined;
  readonly pageSize: number;
}

/** How short a window must be, and how far the list goes, as the last round found out before it had to end. */
interface Found {
  readonly span: number | undefined;
  readonly newest: number;
}

/** Reads everything from a time on. What it finds out about a list that is too long for one round helps the next one. */
export function createFeedReader(ports: ReadingPorts): (from: number, round: PollRound) => Promise<Ended> {
  let found: Found | undefined;
  return async function readFrom(from, round) {
    const isOf = found !== undefined && found.newest > from && found.newest <= ports.clock.now();
    const known = isOf ? found : undefined;
    round.newest = Math.max(round.newest, known?.newest ?? round.newest);
    const { ended, left } = await readAll({ cursor: from, span: known?.span, pageSize: firstPageSize }, round, ports);
    if (left) found = { span: left.span, newest: round.newest };
    else if (ended === 'read') found = undefined;
    return ended;
  };
}

/** `left`: the window that would have been next, had it not made so many calls for nothing. */
async function readAll(
  first: Window,
  round: PollRound,
  ports: ReadingPorts,
): Promise<{ readonly ended: Ended; readonly left?: Window }> {
  let window = first;
  const budget: Budget = { pages: mostPagesForNothing };
  for (let windows = 0; windows < mostWindows; windows += 1) {
    const to = endOf(window, round);
    const ended = await readWindow(window, to, budget, round, ports);
    if (ended === 'stopped') return { ended };
    const next = ended === 'read' ? await moved(window, to, round) : narrowed(window, to ?? round.newest, ended);
    if (next === 'stopped') return { ended: next };
    if (next === undefined) return { ended };
    if (ended === 'read') budget.pages = mostPagesForNothing;
    else if (budget.pages === 0) return { ended, left: next };
    window = next;
  }
  return { ended: { problem: 'tooMany' } };
}

interface Budget {
  /** That may still be read before a window has to come to its end. */
  pages: number;
}

function endOf({ cursor, span }: Window, { newest }: PollRound): number | undefined {
  return span === undefined || cursor + span > newest ? undefined : cursor + span;
}

/** Behind what was read; undefined at the end of all. */
async function moved(
  { span = 0, pageSize }: Window,
  to: number | undefined,
  round: PollRound,
): Promise<Window | 'stopped' | undefined> {
  if (!(await round.takenUntil(to ?? round.newest))) return 'stopped';
  return to === undefined ? undefined : { cursor: to, span: span * 2, pageSize };
}

/** Undefined where less would not help. */
function narrowed(window: Window, to: number, { problem }: NotRead): Window | undefined {
  const { cursor, pageSize } = window;
  if (problem === 'tooLarge' && pageSize > 1) return { ...window, pageSize: Math.ceil(pageSize / 4) };
  return problem === 'tooMany' && to - cursor > 1 ? { ...window, span: Math.floor((to - cursor) / 2) } : undefined;
}

async function readWindow(
  { cursor, pageSize }: Window,
  to: number | undefined,
  budget: Budget,
  round: PollRound,
  ports: ReadingPorts,
): Promise<Ended> {
  const followed = new Set<string>();
  let asked: AlertsAsked = { from: cursor, pageSize, ...(to === undefined ? {} : { to }) };
  for (let pages = 0; pages < mostPages && budget.pages > 0; pages += 1) {
    if (round.isStopping()) return 'stopped';
    budget.pages -= 1;
    const page = await ports.feed.read(asked);
    if (page.kind === 'notRead') return page;
    if (!(await takePage(page, round, ports))) return 'stopped';
    if (page.next === undefined) return 'read';
    // A list that leads back to itself has no end.
    if (followed.has(page.next)) return { problem: 'garbage' };
    followed.add(page.next);
    asked = { next: page.next };
    if (!(await round.renew())) return 'stopped';
  }
  return { problem: 'tooMany' };
}

async function takePage(
  { alerts, at = Number.POSITIVE_INFINITY }: Extract<AlertPage, { readonly kind: 'page' }>,
  round: PollRound,
  { clock, takeOne }: ReadingPorts,
): Promise<boolean> {
  // Nothing was changed in the future: such a time, once kept, would hide every alert until then.
  const latest = Math.min(at, clock.now());
  for (const raw of alerts) {
    if (round.isStopping()) return false;
    const changedAt = await takeOne(raw);
    if (changedAt !== undefined && changedAt <= latest) round.newest = Math.max(round.newest, changedAt);
  }
  return true;
}
