/** What one instance at a time reads from elsewhere, and how far it came. */

export interface PollWriter {
  /**
   * From now on this holder reads, until the lease ends: how far was taken in before, in epoch milliseconds of the other
   * side's clock (absent where nobody ever read). Undefined while another holder's lease runs; one that would run longer
   * than until `longest` counts for nothing.
   */
  leasePoll(lease: PollLease): Promise<{ readonly takenUntil?: number } | undefined>;
  /** Compare-and-set, and the lease from now on. False: another holder reads, or has read on. */
  keepPoll(kept: {
    readonly name: string;
    readonly holder: string;
    readonly from: number | undefined;
    readonly takenUntil: number | undefined;
    readonly leaseUntil: number;
  }): Promise<boolean>;
}

export interface PollLease {
  readonly name: string;
  readonly holder: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly longest: number;
}
