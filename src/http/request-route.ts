import type { RequestId } from '../approval/request.ts';
import type { RequestStatus } from '../workflow/request-status.ts';
import { jsonAnswer } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import type { Route } from './call.ts';
import { problemAnswer, refused } from './problem.ts';

interface RequestRouteOptions {
  readonly authenticate: Authenticate;
  requestStatus(source: string, id: RequestId): Promise<RequestStatus | undefined>;
}

export function requestPath(id: RequestId): string {
  return `/api/requests/${id}`;
}

const requestId = /^CS-[0-9A-HJKMNP-TV-Z]{6}$/;

function isRequestId(text: string): text is RequestId {
  return requestId.test(text);
}

/** `GET /api/requests/{id}`: what became of it. To anyone whose alerts did not contribute, it does not exist. */
export function createRequestRoute(options: RequestRouteOptions): Route {
  const unknown = refused('not-found', 'There is no such request among those that your alerts contributed to.');
  return async ({ headers, params, traceId }) => {
    const caller = await options.authenticate(headers, '');
    if (caller.kind === 'refused') return problemAnswer(caller.problem, traceId);
    const id = (params['id'] ?? '').toUpperCase();
    const status = isRequestId(id) ? await options.requestStatus(caller.source, id) : undefined;
    return status === undefined ? problemAnswer(unknown.problem, traceId) : jsonAnswer(200, status);
  };
}
