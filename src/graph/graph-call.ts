import type { Client, Context, Middleware } from '@microsoft/microsoft-graph-client';
import { ServiceError } from '../errors.ts';
import { certainlyNotSent } from '../sent.ts';
import type { Tracer } from '../workflow/ports.ts';
import { untraced } from '../workflow/untraced.ts';
import { readText } from './read-text.ts';
import { spanNameOf } from './span-name.ts';

/** Structurally identity's TokenSource: an edge does not know another edge. */
type GetToken = (scope: string, refused?: string) => Promise<string>;

export interface GraphConnection {
  /** https, without version; a path in front of the version is kept. */
  readonly graphRoot: string;
  readonly apiVersion: 'beta' | 'v1.0';
  readonly getToken: GetToken;
  readonly scope: string;
  /** Milliseconds for one call, getting the token not counted. */
  readonly timeoutMs: number;
  /** Absent: nothing is traced. */
  readonly tracer?: Tracer | undefined;
}

interface GraphRequest {
  readonly method: 'GET' | 'POST';
  /** Below the version, percent-encoded. */
  readonly path: string;
  readonly body?: object;
  /** Of the body; `application/json` where absent. */
  readonly contentType?: string;
  /** Bytes of the answer that are read at most; a little for what is posted, where absent. */
  readonly longestAnswer?: number;
  readonly clientRequestId: string;
  /** Epoch milliseconds: not sent any more after this time. */
  readonly notAfter?: number;
  /** W3C Trace Context, which Graph takes up where it is asked about a call. */
  readonly traceparent?: string;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body's beginning; empty where it could not be read. */
  readonly text: string;
}

export type CallOutcome =
  | { readonly kind: 'answered'; readonly answer: GraphAnswer }
  /** Certainly without effect. */
  | { readonly kind: 'notSent'; readonly message: string }
  /** Not sent, because our own credential is not taken. */
  | { readonly kind: 'notAllowed'; readonly message: string }
  /** It may have arrived. `timedOut`: our patience ended, not the connection. */
  | { readonly kind: 'lost'; readonly message: string; readonly timedOut?: true };

export type CallGraph = (request: GraphRequest) => Promise<CallOutcome>;

/** Calls Graph once; only a 401, which is certain to have had no effect, is called a second time, with a new token. */
export function connectGraph(connection: GraphConnection): CallGraph {
  let loading: Promise<Sender> | undefined;

  async function withToken(refused: string | undefined, use: (token: string) => Promise<CallOutcome>) {
    let token: string;
    try {
      token = await connection.getToken(connection.scope, refused);
    } catch (thrown) {
      return withoutToken(thrown);
    }
    return use(token);
  }

  function callGraph(asked: GraphRequest): Promise<CallOutcome> {
    const request = { ...asked, ...deadlineOf(asked) };
    return withToken(undefined, async (first) => {
      loading ??= createSender(connection);
      const send = await loading;
      const outcome = await send(request, first);
      if (outcome.kind !== 'answered' || outcome.answer.status !== 401) return outcome;
      return withToken(first, (renewed) => send(request, renewed));
    });
  }

  const { tracer = untraced } = connection;
  return (asked) => {
    const { method, path, clientRequestId } = asked;
    const about = { kind: 'client', attributes: { method, clientRequestId } } as const;
    return tracer.span(`graph ${spanNameOf(path)}`, about, async (span) => {
      const traceparent = tracer.traceparent();
      const outcome = await callGraph({ ...asked, ...(traceparent === undefined ? {} : { traceparent }) });
      span.set(outcome.kind === 'answered' ? { status: outcome.answer.status } : { outcome: outcome.kind });
      return outcome;
    });
  };
}

interface Timed extends GraphRequest {
  /** Of performance.now(). */
  readonly deadline?: number;
}

/** By a clock that nobody can set as well: `notAfter` set an hour back would let a call begin that others take for dead. */
function deadlineOf({ notAfter }: GraphRequest): Pick<Timed, 'deadline'> {
  return notAfter === undefined ? {} : { deadline: performance.now() + notAfter - Date.now() };
}

function isTooLate({ notAfter, deadline }: Timed): boolean {
  return (notAfter !== undefined && Date.now() > notAfter) || (deadline !== undefined && performance.now() > deadline);
}

/** A wrong or expired credential does not get better by waiting: people must hear of it. */
function withoutToken(thrown: unknown): CallOutcome {
  if (thrown instanceof ServiceError && !thrown.retryable) {
    return { kind: 'notAllowed', message: 'Entra ID refused the credential that GRAPH_AUTH names.' };
  }
  return { kind: 'notSent', message: 'No access token for Graph could be obtained.' };
}

type Sender = (request: Timed, token: string) => Promise<CallOutcome>;

async function createSender(connection: GraphConnection): Promise<Sender> {
  // Loaded at first use: nothing of it is needed to start.
  const sdk = await import('@microsoft/microsoft-graph-client');
  // The SDK's own chain repeats a POST on 429, 503 and 504 (on 504 it may then happen twice) and follows
  // redirects with the body; ours has neither, so that one call is one call.
  const authentication = new sdk.AuthenticationHandler({ getAccessToken: async () => '' });
  const telemetry = new sdk.TelemetryHandler();
  authentication.setNext(telemetry);
  telemetry.setNext(sendOnce((failure) => sdk.GraphClientError.setGraphClientError({ failure })));
  const client = sdk.Client.initWithMiddleware({
    baseUrl: connection.graphRoot,
    defaultVersion: connection.apiVersion,
    middleware: authentication,
    // Without this the SDK leaves the token out for a host that it does not know.
    customHosts: new Set([new URL(connection.graphRoot).hostname]),
  });
  const { AuthenticationHandlerOptions, ResponseType } = sdk;

  return async (request, token) => {
    if (isTooLate(request)) {
      return { kind: 'notSent', message: 'The call came too late to be made; it is made anew.' };
    }
    const call = prepare(client, request)
      .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: async () => token })])
      .responseType(ResponseType.RAW)
      .option('signal', AbortSignal.timeout(connection.timeoutMs));
    try {
      const response: Response = await (request.method === 'POST' ? call.post(request.body) : call.get());
      const text = await readText(response, response.ok ? longestOf(request) : 65_536);
      return { kind: 'answered', answer: { status: response.status, headers: response.headers, text } };
    } catch (thrown) {
      const failure = thrown instanceof sdk.GraphClientError ? thrown.customError?.failure : thrown;
      return failedCall(failure);
    }
  };
}

function longestOf({ method, longestAnswer = method === 'GET' ? 4_194_304 : 65_536 }: GraphRequest): number {
  return longestAnswer;
}

function prepare(client: Client, request: GraphRequest) {
  const call = client.api(request.path).header('client-request-id', request.clientRequestId);
  const { method, contentType = 'application/json', traceparent } = request;
  if (traceparent !== undefined) call.header('traceparent', traceparent);
  return method === 'POST' ? call.header('Content-Type', contentType) : call;
}

/** The last link of the chain. What fetch throws is packed, or the SDK would drop its cause: the only sign of what happened. */
function sendOnce(pack: (failure: unknown) => Error): Middleware {
  return {
    async execute(context: Context): Promise<void> {
      try {
        context.response = await fetch(context.request, { ...context.options, redirect: 'manual' });
      } catch (failure) {
        throw pack(failure);
      }
    },
  };
}

function failedCall(failure: unknown): CallOutcome {
  if (failure instanceof Error && failure.name === 'TimeoutError') {
    return { kind: 'lost', message: 'Graph did not answer in time.', timedOut: true };
  }
  if (certainlyNotSent(failure)) return { kind: 'notSent', message: 'Graph could not be reached.' };
  return { kind: 'lost', message: 'The connection to Graph broke before an answer came.' };
}
