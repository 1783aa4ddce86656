import type { GraphCall, GraphReadFault } from '../tenant-types.ts';

export type HuntingFault =
  | GraphReadFault
  | { readonly kind: 'status'; readonly status: 400; readonly message?: string }
  | { readonly kind: 'status'; readonly status: 403; readonly message?: string }
  /** 200 with these rows, whatever was asked. */
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  /** 200 with this body. */
  | { readonly kind: 'garbage'; readonly body: unknown };

/** Calls of runHuntingQuery. */
export interface HuntingSide {
  readonly calls: readonly GraphCall[];
  /** The next calls fail so, one each; afterwards the standing fault again. */
  next(...faults: HuntingFault[]): void;
  /** While it is set, every call fails so. Default: none. */
  standing: HuntingFault | undefined;
}
