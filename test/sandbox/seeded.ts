/** Random choices that a seed repeats: what one seed showed, the same seed shows again. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** The choice that the shares fall on; undefined for what they leave of 1. */
  draw<T>(shares: readonly Share<T>[]): T | undefined;
  /** A generator of its own, so that one consumer's appetite does not change what another gets. */
  fork(): Random;
}

/** `of` happens in this share of all cases, 0 to 1. */
export interface Share<T> {
  readonly share: number;
  readonly of: T;
}

/** Mulberry32, which is public domain: 32 bits of state are plenty for choosing faults. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));

  return {
    next,
    between,
    chance: (share) => next() < share,
    pick(choices) {
      const [first] = choices;
      if (first === undefined) throw new Error('There is nothing to pick from.');
      return choices[between(0, choices.length - 1)] ?? first;
    },
    draw(shares) {
      let left = next();
      for (const { share, of } of shares) {
        if (left < share) return of;
        left -= share;
      }
      return undefined;
    },
    fork: () => createRandom(Math.floor(next() * 2 ** 32)),
  };
}
