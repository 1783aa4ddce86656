/** Alerts that another service keeps for whoever asks, newest or oldest first, a page at a time. */
export interface AlertFeed {
  /** One page, asked for once. What the other side says to it is a value; throws only for a defect. */
  read(asked: AlertsAsked): Promise<AlertPage>;
  /** What only a person can mend: a sentence each, that says how. */
  readonly toMend: Readonly<Partial<Record<FeedProblem, string>>>;
}

export type AlertsAsked =
  /** Epoch milliseconds: alerts changed at `from` or later, and before `to`. */
  | { readonly from: number; readonly to?: number; readonly pageSize: number }
  /** The page behind another one. */
  | { readonly next: string };

export type AlertPage =
  | {
      readonly kind: 'page';
      /** As they came: anything. */
      readonly alerts: readonly unknown[];
      /** Of the other side's clock, epoch milliseconds; absent where it does not say. */
      readonly at?: number;
      /** There is another page. */
      readonly next?: string;
    }
  | { readonly kind: 'notRead'; readonly problem: FeedProblem; readonly retryAfterMs?: number };

/**
 * `tooLarge`: the page is longer than we take; `foreignLink`: the next page lies somewhere else; `garbage`: the answer is
 * no list.
 */
export type FeedProblem =
  | 'permission'
  | 'credential'
  | 'licence'
  | 'throttled'
  | 'tooLong'
  | 'tooLarge'
  | 'foreignLink'
  | 'garbage'
  | 'refused'
  | 'unavailable';
