import type { BodyError } from '../alert-reader.ts';

/** What was found wrong with a body so far, and how much of it was read. */
export interface Reading {
  readonly errors: BodyError[];
  /** Pieces of evidence, and the alerts and actions inside of alerts that hold them. */
  evidence: number;
}
