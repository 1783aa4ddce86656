import type { Clock } from './ports.ts';

/** The same refusal of the same click stands in the audit log once a minute: it can never be deleted from there. */
const told = 60_000;
const mostRemembered = 1_000;

export interface RepeatedRefusals {
  /** How often the same was refused since it was last recorded; undefined where it is not to be recorded now. */
  note(what: string): number | undefined;
}

/** Of one process. */
export function createRepeatedRefusals(clock: Clock): RepeatedRefusals {
  const known = new Map<string, { until: number; unrecorded: number }>();
  return {
    note(what) {
      const before = known.get(what);
      const now = clock.now();
      // A clock that was set back must not keep a refusal out of the log for long.
      if (before && now < before.until && now >= before.until - told) {
        before.unrecorded += 1;
        return undefined;
      }
      known.delete(what);
      known.set(what, { until: now + told, unrecorded: 0 });
      if (known.size > mostRemembered) known.delete(known.keys().next().value ?? what);
      return before?.unrecorded ?? 0;
    },
  };
}
