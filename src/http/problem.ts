import type { BodyError } from '../alerts/alert-reader.ts';
import type { Answer } from './answer.ts';

/** What can be wrong with a call, with its status: the whole list. `type` of RFC 9457 is `urn:countersign:problem:<name>`. */
const problems = {
  'bad-request': [400, 'The request cannot be understood'],
  'invalid-body': [400, 'The body is not valid'],
  unauthenticated: [401, 'The caller is not known'],
  forbidden: [403, 'The caller may not do this'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'The method is not allowed here'],
  'body-timeout': [408, 'The body did not arrive in time'],
  'body-too-large': [413, 'The body is too large'],
  'unsupported-encoding': [415, 'The body must not be encoded'],
  'unsupported-type': [415, 'The body must be JSON'],
  'too-many-requests': [429, 'Too many calls'],
  internal: [500, 'Something is broken here'],
  unavailable: [503, 'Not available at the moment'],
} as const;
export type ProblemName = keyof typeof problems;

export interface Problem {
  readonly name: ProblemName;
  /** One sentence. No secret, no mail content, nothing of the body. */
  readonly detail: string;
  readonly errors?: readonly BodyError[];
  /** What `/readyz` is waiting for. */
  readonly missing?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Which check a caller failed: a code for the log, never part of the answer. */
  readonly flaw?: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly problem: Problem;
}

export function refused(name: ProblemName, detail: string, more: Partial<Problem> = {}): Refused {
  return { kind: 'refused', problem: { name, detail, ...more } };
}

/** The caller loses nothing by coming back: what was begun may be done, and the same again changes nothing. */
export const closingDown: Problem = {
  name: 'unavailable',
  detail: 'The service is closing down; try again.',
  headers: { 'Retry-After': '1', Connection: 'close' },
};

export function problemAnswer(problem: Problem, traceId: string): Answer {
  const [status, title] = problems[problem.name];
  const { detail, errors, missing } = problem;
  const document = { type: `urn:countersign:problem:${problem.name}`, title, status, detail, traceId, errors, missing };
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify(document),
    ...(problem.headers === undefined ? {} : { headers: problem.headers }),
  };
}
