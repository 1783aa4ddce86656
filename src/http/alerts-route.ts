import type { ReadAlerts } from '../alerts/alert-reader.ts';
import type { Alert } from '../approval/request.ts';
import type { TokenBuckets } from '../token-bucket.ts';
import type { Log, Meter } from '../workflow/ports.ts';
import type { AlertAnswer } from '../workflow/steps.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import type { Authenticate, Caller } from './authenticate.ts';
import type { Call, Route } from './call.ts';
import { decodeJson } from './decode-json.ts';
import { type ProblemName, problemAnswer, type Refused, refused } from './problem.ts';
import { readText } from './read-text.ts';
import type { NoteRefusal } from './refusal-log.ts';
import { requestPath } from './request-route.ts';

interface AlertsRouteOptions {
  /** What the bodies of this route look like. */
  readonly read: ReadAlerts;
  readonly authenticate: Authenticate;
  /** Of alerts, by source; a body that is refused counts as one. */
  readonly allowance: TokenBuckets;
  readonly log: Log;
  readonly noteRefusal: NoteRefusal;
  readonly meter: Meter;
  receiveAlert(alert: Alert, traceparent?: string): Promise<AlertAnswer>;
}

type Alerts = readonly [Alert, ...Alert[]];

/** `POST /api/alerts…`: who speaks, how often, what, for whom; only then is anything done. */
export function createAlertsRoute(options: AlertsRouteOptions): Route {
  const { authenticate, read, allowance, log, meter } = options;

  function check(
    call: Call,
    seen: Exclude<Caller, Refused>,
    text: string,
  ): { kind: 'alerts'; alerts: Alerts } | Refused {
    const caller = seen.kind === 'signed' ? seen.prove(text) : seen;
    if (caller.kind === 'refused') return caller;
    const waitMs = allowance.take(caller.source);
    if (waitMs !== undefined) {
      const retry = { headers: { 'Retry-After': String(Math.ceil(waitMs / 1_000)) } };
      return refused('too-many-requests', 'The alerts of this source for a minute are used up.', retry);
    }
    const json = decodeJson(text);
    const parsed = json.kind === 'ok' ? readValue(json.value, caller.source) : json;
    if (parsed.kind === 'refused') {
      // Only what a known source gets wrong is worth a line: anybody else could fill the log.
      const problems = parsed.problem.errors?.length;
      log.warn({ traceId: call.traceId, source: caller.source, problems }, 'A source sent an alert that is not valid');
      return parsed;
    }
    if (parsed.alerts.every((alert) => alert.source === caller.source)) {
      // All or none of a body is taken, so what is too much of it is for the next one to wait for.
      allowance.owe(caller.source, parsed.alerts.length - 1);
      return parsed;
    }
    return refused('forbidden', 'The alert speaks for another source than the one that signed it.', {
      errors: [{ pointer: '/source', message: 'must be the name of the source that sends the alert' }],
      flaw: 'foreignSource',
    });
  }

  function readValue(value: unknown, source: string): { kind: 'alerts'; alerts: Alerts } | Refused {
    const found = read(value, source);
    return found.kind === 'alerts' ? found : refused('invalid-body', found.detail, { errors: found.errors });
  }

  function refuse({ problem }: Refused, { traceId }: Call): Answer {
    meter.count('countersign_alerts_total', { result: results[problem.name] ?? 'invalid' });
    options.noteRefusal(problem, traceId);
    return problemAnswer(problem, traceId);
  }

  return async (call) => {
    const seen = await authenticate(call.headers);
    if (seen.kind === 'refused') return refuse(seen, call);
    const body = await readText(call, { isKnown: seen.kind === 'known' });
    if (body.kind === 'gone') return undefined;
    if (body.kind === 'refused') return refuse(body, call);
    try {
      const checked = check(call, seen, body.text);
      if (checked.kind === 'refused') return refuse(checked, call);
      return jsonAnswer(
        202,
        await receiveAll(checked.alerts, (alert) => options.receiveAlert(alert, call.traceparent)),
      );
    } finally {
      body.release();
    }
  };
}

/**
 * One after the other: those of one record often join one another. Where one fails, the whole body is to be sent again,
 * and what was taken is then a duplicate.
 */
async function receiveAll([first, ...others]: Alerts, receiveAlert: (alert: Alert) => Promise<AlertAnswer>) {
  const answer = answerBody(await receiveAlert(first));
  if (others.length === 0) return answer;
  const alerts = [{ alertId: first.alertId, ...answer }];
  for (const alert of others) alerts.push({ alertId: alert.alertId, ...answerBody(await receiveAlert(alert)) });
  return { ...answer, alerts };
}

function answerBody({ requestId, revision, state, duplicate }: AlertAnswer) {
  return { requestId, revision, state, duplicate, statusUrl: requestPath(requestId) };
}

const results: Partial<Record<ProblemName, string>> = {
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  'too-many-requests': 'throttled',
  'body-too-large': 'tooLarge',
  unavailable: 'unavailable',
};
