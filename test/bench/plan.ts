/** How much is done, so that the whole bench stays under four minutes on two cores. */
export const plan = {
  /** Each round runs both subjects; figures are medians over the rounds, because a shared machine is noisy. */
  rounds: 3,
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

/**
 * Printed beside the figures, never asserted. A round trip of the floor keeps nothing; one of the service is some
 * twenty durable transactions (alert, decision, claim, outcome, audit entries, work taken and done), which share about
 * two syncs to the disk when 16 are under way. What the ratio lacks to 1 is that, the checks and the second redraw.
 */
export const aims = { tripsOfFloor: 0.8, clickP99Ms: 100, startMs: 2_000, idleMegabytes: 200 } as const;
