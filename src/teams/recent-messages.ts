import type { Clock } from '../workflow/ports.ts';

const rememberedFor = 10 * 60_000;

/** Teams repeats a message whose answer it missed; the second `request …` must not ask for a second removal. */
export interface RecentMessages {
  /** False where the same message came a short while ago. */
  begin(key: string): boolean;
  /** It was not carried out: the repetition is welcome. */
  forget(key: string): void;
}

export function createRecentMessages(clock: Clock): RecentMessages {
  /** In order of arrival. */
  const seen = new Map<string, number>();
  return {
    begin(key) {
      const now = clock.now();
      for (const [old, at] of seen) {
        if (now - at < rememberedFor) break;
        seen.delete(old);
      }
      if (seen.has(key)) return false;
      seen.set(key, now);
      return true;
    },
    forget(key) {
      seen.delete(key);
    },
  };
}
