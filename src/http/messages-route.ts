import { isJsonObject } from '../alerts/parse-json.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import type { Call, Route } from './call.ts';
import { decodeJson } from './decode-json.ts';
import { type Problem, type ProblemName, problemAnswer, refused } from './problem.ts';
import { readText } from './read-text.ts';

export interface ActivityAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Whoever shows a token that holds may have one activity read. */
export type Admission =
  | { readonly kind: 'admitted'; receive(activity: Record<string, unknown>): Promise<ActivityAnswer> }
  | { readonly kind: 'refused'; readonly answer: ActivityAnswer };

/** Checks the token as far as it can be without the activity. `authorization` is the header as it came. */
export type AdmitActivity = (authorization: string | undefined) => Promise<Admission>;

/** Teams cuts what people send at 28 KB (platform limit for bots); card data and envelope come on top. */
const mostBytes = 256 * 1_024;

const notAnActivity = refused('invalid-body', 'An activity is a JSON object.', {
  errors: [{ pointer: '', message: 'must be an object' }],
}).problem;

/** `POST /api/messages`: the Bot Framework's door. Nothing of a body is read, let alone parsed, for a token that does not hold. */
export function createMessagesRoute(admit: AdmitActivity): Route {
  return async (call) => {
    const admission = await admit(call.headers.authorization);
    if (admission.kind === 'refused') return toAnswer(admission.answer, call);
    const body = await readText(call, { isKnown: true, atMost: mostBytes });
    if (body.kind === 'gone') return undefined;
    if (body.kind === 'refused') return problemAnswer(body.problem, call.traceId);
    try {
      const json = decodeJson(body.text);
      if (json.kind === 'refused') return problemAnswer(json.problem, call.traceId);
      if (!isJsonObject(json.value)) return problemAnswer(notAnActivity, call.traceId);
      return toAnswer(await admission.receive(json.value), call);
    } finally {
      body.release();
    }
  };
}

function toAnswer({ status, body }: ActivityAnswer, { traceId }: Call): Answer {
  return body === undefined && status >= 400 ? problemAnswer(plainProblem(status), traceId) : jsonAnswer(status, body);
}

const names: Readonly<Record<number, ProblemName>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  429: 'too-many-requests',
  500: 'internal',
  503: 'unavailable',
};

function plainProblem(status: number): Problem {
  return { name: names[status] ?? 'bad-request', detail: 'The activity was not taken.' };
}
