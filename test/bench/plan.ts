/** How much is done in one round of each part. */
export const plan = {
  /** Round trips before anything is counted, so that the compiler has seen the path. */
  warmUpTrips: 100,
  trips: 300,
  /** Round trips under way at once; the next begins when one ends (closed loop). */
  tripsAtOnce: 16,
  clicksPerSecond: 50,
  clickSeconds: 10,
  /** Bare starts of each subject, beside the one of each round. */
  extraStarts: 2,
  /** Milliseconds of silence after the start before memory is called idle: what is loaded late is loaded by then. */
  idleMs: 3_000,
} as const;

/** Short turns: what drifts on a shared machine falls on all stores alike. `rounds` for each round that was asked for. */
export const pastPlan = { rounds: 2, each: 200, perSecond: 50, warmUpTrips: 100 } as const;

/**
 * Printed beside the figures, never asserted. A round trip of the floor keeps nothing; one of the service is some
 * twenty durable transactions (alert, decision, claim, outcome, audit entries, work taken and done), which share about
 * two syncs to the disk when 16 are under way. What the ratio lacks to 1 is that, the checks and the second redraw.
 */
export const aims = {
  tripsOfFloor: 0.8,
  clickP99Ms: 100,
  startMs: 2_000,
  idleMegabytes: 200,
  /** p99 with the most past requests, of that with none. */
  pastOfEmpty: 1.25,
} as const;
