/**
 * How much one place in Teams may still take, as exact sliding windows over what was sent there. Pure: the state is
 * handed in and out, so that it can be kept in memory by one instance or in the database by many.
 */

interface Window {
  readonly count: number;
  readonly spanMs: number;
}

/** teams-docs, rate-limit: per bot per thread (creating conversations has the same figures), and per app per tenant. */
const windows = {
  conversation: [
    { count: 7, spanMs: 1_000 },
    { count: 8, spanMs: 2_000 },
    { count: 60, spanMs: 30_000 },
    { count: 1_800, spanMs: 3_600_000 },
  ],
  tenant: [{ count: 50, spanMs: 1_000 }],
} as const satisfies Record<string, readonly Window[]>;

export interface Place {
  readonly kind: keyof typeof windows;
  readonly id: string;
}

export function placeKey({ kind, id }: Place): string {
  return `${kind} ${id}`;
}

/** Milliseconds on one clock, whichever keeps the state. */
export interface Allowance {
  /** When messages went, ascending. */
  readonly taken: readonly number[];
  /** Teams asked for a pause. */
  readonly closed?: { readonly at: number; readonly forMs: number };
}

export const fullAllowance: Allowance = { taken: [] };

export interface Taking {
  /** Milliseconds until there is a message to be taken; 0: it was taken. */
  readonly wait: number;
  /** When it was taken, by the clock of whoever keeps the state. */
  readonly at: number;
}

/** Everybody's messages to Teams, counted together. */
export interface Allowances {
  /** Takes one message from each place if all of them allow it now; otherwise nothing, and says how long that takes. */
  take(places: readonly Place[]): Promise<Taking>;
  /** The milliseconds that `take` would answer now; takes nothing. */
  look(places: readonly Place[]): Promise<number>;
  /** What was taken at that time went out so much later: Teams counts when messages arrive. */
  delayed(places: readonly Place[], at: number, byMs: number): Promise<void>;
  /** Nothing goes there for so many milliseconds; a longer pause that was asked for before stays. */
  close(place: Place, forMs: number): Promise<void>;
}

/** A message may arrive so much later than it was taken without anybody being told. */
export const slackMs = 150;
/** Two clocks of one database do not differ by more: what lies further ahead was written before the clock was set back. */
const furthestAheadMs = 10_000;

/** When the place takes the next message. */
export function freeAt(kind: Place['kind'], allowance: Allowance, now: number): number {
  const { taken, closed } = current(kind, allowance, now);
  const free = windows[kind].map(
    ({ count, spanMs }) => (taken.at(-count) ?? Number.NEGATIVE_INFINITY) + spanMs + slackMs,
  );
  return Math.max(now, closed ? closed.at + closed.forMs : now, ...free);
}

/** One message goes now. */
export function withTaken(kind: Place['kind'], allowance: Allowance, now: number): Allowance {
  const { taken, ...rest } = current(kind, allowance, now);
  return { ...rest, taken: inserted(taken, now) };
}

/** The message of that time went later. */
export function withDelay(allowance: Allowance, at: number, byMs: number): Allowance {
  const index = allowance.taken.indexOf(at);
  if (index < 0) return allowance;
  return { ...allowance, taken: inserted(allowance.taken.toSpliced(index, 1), at + byMs) };
}

function inserted(taken: readonly number[], at: number): number[] {
  return taken.toSpliced(taken.findLastIndex((earlier) => earlier <= at) + 1, 0, at);
}

export function withPause(kind: Place['kind'], allowance: Allowance, forMs: number, now: number): Allowance {
  const { taken, closed } = current(kind, allowance, now);
  if (closed && closed.at + closed.forMs >= now + forMs) return { taken, closed };
  return { taken, closed: { at: now, forMs } };
}

/** From then on the state says nothing any more. */
export function idleAt(kind: Place['kind'], { taken, closed }: Allowance): number {
  const last = (taken.at(-1) ?? 0) + longestSpan(kind);
  return closed ? Math.max(last, closed.at + closed.forMs) : last;
}

/** Without what no window counts any more; brought back into the present where the clock was set back. */
function current(kind: Place['kind'], { taken, closed }: Allowance, now: number): Allowance {
  const since = now - longestSpan(kind);
  const isBehind = (taken.at(-1) ?? now) > now + furthestAheadMs;
  const counted = (taken[0] ?? now) <= since ? taken.filter((at) => at > since) : taken;
  const open = closed === undefined || closed.at + closed.forMs <= now;
  return {
    taken: isBehind ? counted.map((at) => Math.min(at, now)) : counted,
    ...(open ? {} : { closed: closed.at > now + furthestAheadMs ? { ...closed, at: now } : closed }),
  };
}

function longestSpan(kind: Place['kind']): number {
  return Math.max(...windows[kind].map(({ spanMs }) => spanMs)) + slackMs;
}
