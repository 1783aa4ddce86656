import type { Severity } from '../../approval/request.ts';

/** For whom a card is drawn. */
export interface CardStyle {
  /** BCP 47, as configured or as the person's client says; unknown ones read English. */
  readonly locale: string;
  /** IANA name; an unknown one is a RangeError, so it is checked where settings are read. */
  readonly timeZone: string;
  /** Where Action center lists all remediations, without a filter; absent: the global cloud's portal. */
  readonly actionCenterUrl?: string;
}

/** Container styles of open requests; the severity is written out as well, so nothing hangs on the color. */
export const tones: Record<Severity, string> = { high: 'attention', medium: 'warning', low: 'accent' };
