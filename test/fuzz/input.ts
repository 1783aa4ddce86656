import type { Random } from '../sandbox/seeded.ts';

/** One thing that is sent to the service, and what may come back. */
export type Input = HttpInput | SocketInput;

interface Judged {
  /** What it is a case of: a row of the report. */
  readonly kind: string;
  /** Statuses that are right for it; never a 5xx. */
  readonly mayBe: readonly number[];
}

export interface HttpInput extends Judged {
  readonly via: 'http';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What no HTTP client would send. */
export interface SocketInput extends Judged {
  readonly via: 'socket';
  readonly pieces: readonly (string | Buffer)[];
  /** Milliseconds between two pieces. */
  readonly pauseMs: number;
  /** `hangUp`: closes once all is sent. `listen`: an answer must come. `either`: an answer or silence is right. */
  readonly finish: 'hangUp' | 'listen' | 'either';
}

/** What honest senders have, made before the first input. */
export interface Material {
  /** Honest activities of people: nothing that any of them sends, whole, may decide about a request. */
  readonly activities: readonly Readonly<Record<string, unknown>>[];
  readonly alert: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  /** Name and secret of a source that signs. */
  readonly signer: { readonly source: string; readonly secret: string };
  /** Name of a source with app tokens. */
  readonly appSource: string;
  /** Authorization headers that hold, fresh at each call. */
  bot(): string;
  app(): string;
  /** Whole tokens that are signed, and wrong. */
  readonly forgedBot: readonly string[];
  readonly forgedApp: readonly string[];
}

export type MakeInput = (random: Random, material: Material) => Input;
