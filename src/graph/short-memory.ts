import type { Clock } from '../workflow/ports.ts';

interface MemoryOptions {
  /** Milliseconds for which a failure is told again instead of asking again. */
  readonly failurePauseMs: number;
  /** Answers kept; the one asked for longest ago goes first. */
  readonly most: number;
  /** One that nobody can set back, or an old answer would live on. */
  readonly clock: Clock;
}

interface Kept<T> {
  readonly answer: Promise<T>;
  until: number;
}

/** Milliseconds, which may hang on the answer. */
type Lifetime<T> = number | ((answer: T) => number);

/** Answers by key, for their lifetime from when they were asked for. Equal questions at one time are asked once. */
export type Recall<T> = (key: string, lifetime: Lifetime<T>, ask: () => Promise<T>) => Promise<T>;

export function createMemory<T>({ failurePauseMs, most, clock }: MemoryOptions): Recall<T> {
  const kept = new Map<string, Kept<T>>();

  function forgetOldest(): void {
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > most) kept.delete(oldest);
  }

  return (key, lifetime, ask) => {
    const known = kept.get(key);
    if (known && clock.now() < known.until) return known.answer;
    const askedAt = clock.now();
    const entry: Kept<T> = { answer: ask(), until: Number.POSITIVE_INFINITY };
    entry.answer.then(
      (answer) => {
        entry.until = askedAt + (typeof lifetime === 'number' ? lifetime : lifetime(answer));
      },
      () => {
        entry.until = clock.now() + failurePauseMs;
      },
    );
    // Deleted first: a Map keeps the place of a key that it knows.
    kept.delete(key);
    kept.set(key, entry);
    forgetOldest();
    return entry.answer;
  };
}
