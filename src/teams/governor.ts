import { ServiceError } from '../errors.ts';
import type { Clock } from '../workflow/ports.ts';

export interface Passage {
  readonly tenantId: string;
  /** Thread, chat, or channel that gets a new root post. */
  readonly conversationId: string;
}

/** Keeps our messages inside Teams' published limits, so that Teams need not answer 429. */
export interface Governor {
  /** Resolves when the message may go; throws `teamsThrottled` where that would take longer than a worker should wait. */
  pass(passage: Passage): Promise<void>;
  /** Teams asked for a pause of so many milliseconds. */
  hold(passage: Passage, forMs: number): void;
}

interface Window {
  readonly count: number;
  readonly spanMs: number;
}

/** teams-docs, rate-limit: per bot per thread; creating conversations has the same figures. */
const conversationWindows: readonly Window[] = [
  { count: 7, spanMs: 1_000 },
  { count: 8, spanMs: 2_000 },
  { count: 60, spanMs: 30_000 },
  { count: 1_800, spanMs: 3_600_000 },
];
/** Per app per tenant. */
const tenantWindows: readonly Window[] = [{ count: 50, spanMs: 1_000 }];

/** Messages sent in order arrive a little bunched: Teams counts when they arrive. */
const slack = 150;
/** Milliseconds that a worker is kept waiting here; beyond that, its queue does it better. */
const longestWait = 2_500;
const sweepEvery = 1_000;

/** In memory: several instances together may go over, and then wait as Teams tells them. */
export function createGovernor(wallClock: Clock): Governor {
  const clock = steady(wallClock);
  const allowances = new Map<string, Allowance>();
  let passed = 0;

  function allowance(key: string, windows: readonly Window[]): Allowance {
    const found = allowances.get(key) ?? createAllowance(windows);
    allowances.set(key, found);
    return found;
  }
  const allowancesOf = ({ tenantId, conversationId }: Passage) => [
    allowance(`tenant ${tenantId}`, tenantWindows),
    allowance(`conversation ${conversationId}`, conversationWindows),
  ];

  return {
    async pass(passage) {
      const now = clock.now();
      const asked = allowancesOf(passage);
      const at = Math.max(now, ...asked.map((one) => one.freeAt(now)));
      const wait = at - now;
      if (wait > longestWait) {
        throw new ServiceError('teamsThrottled', undefined, { retryable: true, retryAfterMs: wait });
      }
      for (const one of asked) one.take(at);
      passed += 1;
      if (passed % sweepEvery === 0) {
        for (const [key, one] of allowances) if (one.isIdle(now)) allowances.delete(key);
      }
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
    hold(passage, forMs) {
      allowance(`conversation ${passage.conversationId}`, conversationWindows).closeUntil(clock.now() + forMs);
    },
  };
}

/** Never goes back: a clock set back by an hour would otherwise keep everything waiting for that hour. */
function steady(clock: Clock): Clock {
  let last = clock.now();
  let passed = last;
  return {
    now() {
      const now = clock.now();
      passed += Math.max(0, now - last);
      last = now;
      return passed;
    },
  };
}

/** `TEAMS_RATE_LIMITS=off`. */
export const openGovernor: Governor = { async pass() {}, hold() {} };

/** What one conversation or tenant may still take. */
type Allowance = ReturnType<typeof createAllowance>;

function createAllowance(windows: readonly Window[]) {
  const longest = Math.max(...windows.map(({ spanMs }) => spanMs)) + slack;
  /** Ascending; the last ones may lie ahead, promised to those who wait. */
  let taken: number[] = [];
  let closedUntil = 0;
  return {
    freeAt(now: number): number {
      if ((taken[0] ?? now) <= now - longest) taken = taken.filter((at) => at > now - longest);
      const free = windows.map(({ count, spanMs }) => (taken.at(-count) ?? Number.NEGATIVE_INFINITY) + spanMs + slack);
      return Math.max(closedUntil, ...free);
    },
    take(at: number): void {
      taken.splice(taken.findLastIndex((earlier) => earlier <= at) + 1, 0, at);
    },
    closeUntil(at: number): void {
      closedUntil = Math.max(closedUntil, at);
    },
    isIdle(now: number): boolean {
      return closedUntil <= now && (taken.at(-1) ?? 0) <= now - longest;
    },
  };
}
