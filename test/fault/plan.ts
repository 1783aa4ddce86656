/** What one run of the harness does. */
export interface FaultPlan {
  readonly store: 'embedded' | 'postgres';
  /** Decides who does what, every fault and every kill; the timing of processes it cannot decide. */
  readonly seed: number;
  /** The run goes on until both are reached. */
  readonly kills: number;
  readonly forMs: number;
  /** Progress, a line at a time. */
  readonly say?: (line: string) => void;
}

/**
 * Times that make hours of waiting fit into seconds. What Graph takes late is done and seen well before the last look,
 * at four times RECONCILE_AFTER: a call that shows later than that is what Graph's own 409 is for. So there must be room
 * for a stand-in that is slow because the machine has other things to do.
 */
export const times = {
  settings: {
    GRAPH_TIMEOUT: 'PT1S',
    RECONCILE_AFTER: 'PT1S',
    VERIFY_SCHEDULE: 'PT0.2S,PT0.5S,PT1S,PT2S,PT5S',
    REVISE_EVERY: 'PT0.2S',
    TEAMS_RATE_LIMITS: 'off',
    ALERTS_PER_MINUTE: '1000000',
    CLICKS_PER_MINUTE: '1000000',
    REMEDIATION_BATCH_SIZE: '2',
    FOLD_ABOVE: '6',
  },
  /** Longer than GRAPH_TIMEOUT. */
  lateMs: 1_300,
  moveAfter: { reads: 1, ms: 250 },
} as const;
