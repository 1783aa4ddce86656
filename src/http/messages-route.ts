import { jsonAnswer } from './answer.ts';
import type { Route } from './call.ts';
import { decodeJson, isJsonObject } from './decode-json.ts';
import { type Problem, type ProblemName, problemAnswer, refused } from './problem.ts';
import { readText } from './read-text.ts';

export interface ActivityAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Checks the token, then takes the activity. `authorization` is the header as it came. */
export type ReceiveActivity = (
  authorization: string | undefined,
  activity: Record<string, unknown>,
) => Promise<ActivityAnswer>;

const notAnActivity = refused('invalid-body', 'An activity is a JSON object.', {
  errors: [{ pointer: '', message: 'must be an object' }],
}).problem;

/** `POST /api/messages`: the Bot Framework's door. Only what is JSON reaches the token check. */
export function createMessagesRoute(receiveActivity: ReceiveActivity): Route {
  return async (call) => {
    const body = await readText(call);
    if (body.kind === 'gone') return undefined;
    if (body.kind === 'refused') return problemAnswer(body.problem, call.traceId);
    try {
      const json = decodeJson(body.text);
      if (json.kind === 'refused') return problemAnswer(json.problem, call.traceId);
      if (!isJsonObject(json.value)) return problemAnswer(notAnActivity, call.traceId);
      const { status, body: answer } = await receiveActivity(call.headers.authorization, json.value);
      if (answer === undefined && status >= 400) return problemAnswer(plainProblem(status), call.traceId);
      return jsonAnswer(status, answer);
    } finally {
      body.release();
    }
  };
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
