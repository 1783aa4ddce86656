/** Searches that everybody who clicks now would make again: the first one is made, the others read what it found. */
import type { Clock } from './ports.ts';

export interface RecentSearches {
  /**
   * Makes the search, unless the same one is under way or was made less than a minute ago. `answer` is absent where it
   * was made before; `isFirst` where this call made it.
   */
  once<Answer extends { readonly kind: string }>(
    key: string,
    make: () => Promise<Answer>,
  ): Promise<{ readonly isFirst: boolean; readonly answer?: Answer }>;
}

const recentMs = 60_000;

/** In memory: each instance makes its own, and one that was started anew makes it again. */
export function createRecentSearches(clock: Clock): RecentSearches {
  const underWay = new Map<string, Promise<{ readonly kind: string }>>();
  const madeAt = new Map<string, number>();

  function forgetTheOld(now: number): void {
    // Also where the clock was set back: nobody waits for longer than a minute.
    for (const [key, at] of madeAt) if (Math.abs(now - at) >= recentMs) madeAt.delete(key);
  }

  return {
    async once<Answer extends { readonly kind: string }>(key: string, make: () => Promise<Answer>) {
      forgetTheOld(clock.now());
      if (madeAt.has(key)) return { isFirst: false };
      const other = underWay.get(key) as Promise<Answer> | undefined;
      if (other !== undefined) return { isFirst: false, answer: await other };
      const mine = make();
      underWay.set(key, mine);
      try {
        const answer = await mine;
        // What could not be searched is worth another try.
        if (answer.kind === 'done') madeAt.set(key, clock.now());
        return { isFirst: true, answer };
      } finally {
        underWay.delete(key);
      }
    },
  };
}
