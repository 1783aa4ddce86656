import { parseRequestId } from '../approval/ids.ts';
import type { RequestId } from '../approval/request.ts';
import type { RequestStatus } from '../workflow/request-status.ts';
import { jsonAnswer } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import type { Route } from './call.ts';
import { problemAnswer, refused } from './problem.ts';
import type { NoteRefusal } from './refusal-log.ts';

interface RequestRouteOptions {
  readonly authenticate: Authenticate;
  readonly noteRefusal: NoteRefusal;
  requestStatus(source: string, id: RequestId): Promise<RequestStatus | undefined>;
}

export function requestPath(id: RequestId): string {
  return `/api/requests/${id}`;
}

/** `GET /api/requests/{id}`: what became of it. To anyone whose alerts did not contribute, it does not exist. */
export function createRequestRoute(options: RequestRouteOptions): Route {
  const unknown = refused('not-found', 'There is no such request among those that your alerts contributed to.');
  return async ({ headers, params, traceId }) => {
    const seen = await options.authenticate(headers);
    const caller = seen.kind === 'signed' ? seen.prove('') : seen;
    if (caller.kind === 'refused') {
      options.noteRefusal(caller.problem, traceId);
      return problemAnswer(caller.problem, traceId);
    }
    const id = parseRequestId(params['id'] ?? '');
    const status = id === undefined ? undefined : await options.requestStatus(caller.source, id);
    return status === undefined ? problemAnswer(unknown.problem, traceId) : jsonAnswer(200, status);
  };
}
