/** What a check found. `what`, `why` and `fix` are sentences for the operator: never a secret, a token, or mail content. */
export type Finding = Fine | Trouble;

export interface Fine {
  readonly status: 'ok' | 'skipped';
  /** What was looked at, and how it is. */
  readonly what: string;
}

export interface Trouble {
  readonly status: 'warning' | 'fault';
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** The exact command, or the place where it is put right. */
  readonly fix: string;
}

export type Remedy = Omit<Trouble, 'status'>;

export function ok(what: string): Fine {
  return { status: 'ok', what };
}

export function skipped(why: string): Fine {
  return { status: 'skipped', what: `Skipped because ${why}.` };
}

export function fault(remedy: Remedy): Trouble {
  return { status: 'fault', ...remedy };
}

export function warning(remedy: Remedy): Trouble {
  return { status: 'warning', ...remedy };
}
