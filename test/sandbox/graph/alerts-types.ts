import type { GraphCall, GraphReadFault } from '../tenant-types.ts';

export type AlertsFault =
  | GraphReadFault
  | { readonly kind: 'status'; readonly status: 400 | 401; readonly message?: string }
  /** 200 with this body, or these headers besides. */
  | { readonly kind: 'garbage'; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** What was asked for, with this link to a next page. */
  | { readonly kind: 'nextLink'; readonly link: unknown };

/** An alert as `alerts_v2` has it. What is left out is made up; what is undefined is not there. */
export type AlertRecord = Readonly<Record<string, unknown>> & { readonly id: string };

export interface AlertsSide {
  readonly calls: readonly (GraphCall & { readonly query: Readonly<Record<string, string>> })[];
  /** In the place of the one with the same id. */
  add(...alerts: AlertRecord[]): void;
  /** Alerts a page at most (default 100). */
  pageSize: number;
  /** The next calls fail so, one each; afterwards the standing fault again. */
  next(...faults: AlertsFault[]): void;
  /** While it is set, every call fails so. Default: none. */
  standing: AlertsFault | undefined;
  /** Alerts are shown although they break the contract (default: that throws). */
  anything: boolean;
}
