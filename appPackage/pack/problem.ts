/** One thing that keeps the package from being made: where it stands, and a sentence that begins with what it is about. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}
