import type { Alert } from '../approval/request.ts';
import type { Log, Meter } from '../workflow/ports.ts';
import type { AlertAnswer } from '../workflow/steps.ts';
import { jsonAnswer } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import type { Call, Route } from './call.ts';
import { decodeJson } from './decode-json.ts';
import { parseAlert } from './parse-alert.ts';
import { type ProblemName, problemAnswer, type Refused, refused } from './problem.ts';
import type { RateLimit } from './rate-limit.ts';
import { readText } from './read-text.ts';
import { requestPath } from './request-route.ts';

interface AlertsRouteOptions {
  readonly authenticate: Authenticate;
  readonly rateLimit: RateLimit;
  readonly log: Log;
  readonly meter: Meter;
  receiveAlert(alert: Alert): Promise<AlertAnswer>;
}

/** `POST /api/alerts`: who speaks, how often, what, for whom; only then is anything done. */
export function createAlertsRoute(options: AlertsRouteOptions): Route {
  const { authenticate, rateLimit, log, meter } = options;

  async function check(call: Call, text: string): Promise<{ kind: 'ok'; alert: Alert } | Refused> {
    const caller = await authenticate(call.headers, text);
    if (caller.kind === 'refused') return caller;
    const waitSeconds = rateLimit.take(caller.source);
    if (waitSeconds !== undefined) {
      const retry = { headers: { 'Retry-After': String(waitSeconds) } };
      return refused('too-many-requests', 'The alerts of this source for a minute are used up.', retry);
    }
    const json = decodeJson(text);
    const parsed = json.kind === 'ok' ? parseAlert(json.value) : json;
    if (parsed.kind === 'refused') {
      // Only what a known source gets wrong is worth a line: anybody else could fill the log.
      log.warn({ traceId: call.traceId, source: caller.source }, 'A source sent an alert that is not valid.');
      return parsed;
    }
    if (parsed.alert.source === caller.source) return parsed;
    return refused('forbidden', 'The alert speaks for another source than the one that signed it.', {
      errors: [{ pointer: '/source', message: 'must be the name of the source that sends the alert' }],
    });
  }

  return async (call) => {
    const body = await readText(call);
    if (body.kind === 'gone') return undefined;
    try {
      const checked = body.kind === 'ok' ? await check(call, body.text) : body;
      if (checked.kind === 'refused') {
        meter.count('countersign_alerts_total', { result: results[checked.problem.name] ?? 'invalid' });
        return problemAnswer(checked.problem, call.traceId);
      }
      const { requestId, revision, state, duplicate } = await options.receiveAlert(checked.alert);
      return jsonAnswer(202, { requestId, revision, state, duplicate, statusUrl: requestPath(requestId) });
    } finally {
      if (body.kind === 'ok') body.release();
    }
  };
}

const results: Partial<Record<ProblemName, string>> = {
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  'too-many-requests': 'throttled',
  'body-too-large': 'tooLarge',
  unavailable: 'unavailable',
};
