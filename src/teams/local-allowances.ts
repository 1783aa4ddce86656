import {
  type Allowance,
  type Allowances,
  freeAt,
  fullAllowance,
  idleAt,
  type Place,
  placeKey,
  withDelay,
  withPause,
  withTaken,
} from '../allowance.ts';
import type { Clock } from '../workflow/ports.ts';

const forgetEvery = 1_000;

/** Kept by this process alone: right where it is the only one. */
export function createLocalAllowances(wallClock: Clock): Allowances {
  const clock = steady(wallClock);
  const kept = new Map<string, { place: Place; allowance: Allowance }>();
  let takings = 0;

  const of = (place: Place) => kept.get(placeKey(place))?.allowance ?? fullAllowance;
  const keep = (place: Place, allowance: Allowance) => kept.set(placeKey(place), { place, allowance });
  const next = (places: readonly Place[], now: number) =>
    Math.max(now, ...places.map((place) => freeAt(place.kind, of(place), now)));

  function forgetIdle(now: number): void {
    for (const [key, { place, allowance }] of kept) if (idleAt(place.kind, allowance) <= now) kept.delete(key);
  }

  return {
    async take(places) {
      const at = clock.now();
      const wait = next(places, at) - at;
      if (wait > 0) return { wait, at };
      for (const place of places) keep(place, withTaken(place.kind, of(place), at));
      takings += 1;
      if (takings % forgetEvery === 0) forgetIdle(at);
      return { wait, at };
    },
    async look(places) {
      const now = clock.now();
      return next(places, now) - now;
    },
    async delayed(places, at, byMs) {
      for (const place of places) keep(place, withDelay(of(place), at, byMs));
    },
    async close(place, forMs) {
      keep(place, withPause(place.kind, of(place), forMs, clock.now()));
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
