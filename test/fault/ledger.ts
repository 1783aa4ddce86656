import type { Waiting } from '../sandbox/teams/waiting.ts';

export interface Email {
  readonly networkMessageId: string;
  readonly recipientEmailAddress: string;
}

export interface AcknowledgedAlert {
  readonly alertId: string;
  readonly requestId: string;
  readonly emails: readonly Email[];
}

/** What killers aim at. */
export const moments = [
  'alertAnswered',
  'clickAnswered',
  'graphCalled',
  'graphObeyed',
  'cardPosted',
  'replyPosted',
] as const;
export type Moment = (typeof moments)[number];

/** What the service has given its word for, and what else the outside has seen. */
export interface Ledger {
  readonly alerts: AcknowledgedAlert[];
  /** By request, the UPNs of deciders that an answer showed to somebody, each with what stood around it. */
  readonly decisions: Map<string, Map<string, string>>;
  /** Answers that no caller should ever get. */
  readonly badAnswers: string[];
  /** What the service logged that nobody foresaw, by message, as it stood there first. */
  readonly defects: Map<string, string>;
  readonly counts: Map<string, number>;
  /** When each kill hit. */
  readonly killedAt: number[];
  count(what: string, by?: number): void;
  decided(requestId: string, upn: string, shown: string): void;
  /** Whoever waits for this moment goes on at once. */
  happened(moment: Moment): void;
  /** Resolves when it has happened so many times more, or after so many milliseconds with false. */
  next(moment: Moment, times: number, ms: number): Promise<boolean>;
}

export function createLedger(waiting: Waiting): Ledger {
  const counts = new Map<string, number>();
  const decisions = new Map<string, Map<string, string>>();
  const happenings = new Map<Moment, number>();

  return {
    alerts: [],
    decisions,
    badAnswers: [],
    defects: new Map(),
    counts,
    killedAt: [],
    count(what, by = 1) {
      counts.set(what, (counts.get(what) ?? 0) + by);
    },
    decided(requestId, upn, shown) {
      decisions.set(requestId, (decisions.get(requestId) ?? new Map()).set(upn, shown));
    },
    happened(moment) {
      happenings.set(moment, (happenings.get(moment) ?? 0) + 1);
      waiting.changed();
    },
    next(moment, times, ms) {
      const last = (happenings.get(moment) ?? 0) + times;
      return waiting
        .until(() => (happenings.get(moment) ?? 0) >= last, ms)
        .then(
          () => true,
          () => false,
        );
    },
  };
}
