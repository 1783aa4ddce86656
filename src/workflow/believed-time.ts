import type { Clock, Log } from './ports.ts';
import type { Store } from './store-port.ts';

/** After a pause (the service was stopped, the clock was set forward) a day is made up for in an hour. */
const catchUp = 24;
const keptEveryMs = 10 * 60_000;
const farBehindMs = 24 * 60 * 60_000;

export interface BelievedTimePorts {
  readonly store: Pick<Store, 'believedTime' | 'transaction'>;
  readonly clock: Clock;
  /** Milliseconds that only ever go on. */
  readonly steady: Clock;
  readonly log: Log;
}

/**
 * The clock, as far as it is believed by what cannot be taken back. One that somebody set forward by a year would have
 * everything forgotten at once: believed is at most so much of what it gained as the service has run meanwhile, times
 * 24, so that there are hours in which to notice and to put it right. Kept in the store, for a restart proves nothing.
 */
export function createBelievedTime({ store, clock, steady, log }: BelievedTimePorts): () => Promise<number> {
  let believed: number | undefined;
  let kept: number | undefined;
  let lookedAt = steady.now();
  let told = false;

  return async function believedTime(): Promise<number> {
    const now = clock.now();
    if (believed === undefined) {
      kept = await store.believedTime();
      believed = kept ?? now;
    }
    const passed = steady.now() - lookedAt;
    lookedAt += passed;
    // Whole: the steady clock tells fractions, which PostgreSQL takes for no time at all.
    believed = Math.min(now, Math.floor(believed + passed * catchUp));
    tell(now - believed);
    if (kept === undefined || Math.abs(believed - kept) >= keptEveryMs) await keep(believed);
    return believed;
  };

  function tell(behindMs: number): void {
    const isBehind = behindMs >= farBehindMs;
    if (isBehind && !told) {
      log.warn({ behindMs }, 'The clock is far ahead of when this service last ran; old mail facts are blanked later');
    }
    told = isBehind;
  }

  async function keep(at: number): Promise<void> {
    await store.transaction((tx) => tx.saveBelievedTime(at));
    kept = at;
  }
}
