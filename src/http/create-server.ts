import type { IncomingMessage, ServerResponse } from 'node:http';
import restify from 'restify';
import { writeAnswer } from './answer.ts';
import type { Route } from './call.ts';
import { type Problem, type ProblemName, problemAnswer } from './problem.ts';
import { type RunOptions, runRoute } from './run-route.ts';
import { traceIdOf } from './trace-id.ts';

export interface MountedRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly run: Route;
  /** Answered however much is under way: a liveness probe that is refused gets the process killed. */
  readonly isProbe?: true;
}

interface ServerOptions extends RunOptions {
  /** Undefined: go on. Otherwise why nothing is taken now. */
  refuse(underWay: number, isProbe: boolean): Problem | undefined;
}

/** What @types/restify, written for version 8, does not know of version 12. */
interface Server12 extends restify.Server {
  first(handler: (request: IncomingMessage, response: ServerResponse) => boolean): this;
}
function newServer(): Server12 {
  const options = { name: '', noWriteContinue: true, log: silence };
  return restify.createServer(options as unknown as restify.ServerOptions) as Server12;
}

/** restify writes nothing of its own: routes and problem documents are all that is ever answered. */
export function createServer(routes: readonly MountedRoute[], options: ServerOptions): restify.Server {
  const server = newServer();
  // With a listener that nobody answers (restify's default), an upgrade would keep its connection for ever.
  server.server.removeAllListeners('upgrade');
  server.server.headersTimeout = 15_000;
  server.server.requestTimeout = 60_000;
  // Load balancers keep idle connections for about a minute; whoever closes second never writes into a closed one.
  server.server.keepAliveTimeout = 75_000;

  // restify emits the errors of Node's server on itself: without a listener, a port that is taken ends the process.
  server.on('error', (error: Error) => {
    // Whoever made it listen hears of that by itself.
    if (server.server.listening) options.log.error({ error }, 'The HTTP server met a fault');
  });

  const probes = new Set(routes.filter(({ isProbe }) => isProbe).map(({ path }) => path));
  server.first((request, response) => {
    const isProbe = probes.has(request.url?.split('?', 1)[0] ?? '');
    if (options.closing.begun) response.setHeader('Connection', 'close');
    return guard(request, response, options.refuse(server.inflightRequests(), isProbe));
  });
  for (const { method, path, run, isProbe = false } of routes) {
    const route = { method, name: path, run, isProbe };
    const handler = async (request: IncomingMessage, response: ServerResponse) =>
      runRoute(route, request, response, options);
    if (method === 'GET') server.get(path, handler);
    else server.post(path, handler);
  }
  server.on(
    'restifyError',
    (request: IncomingMessage, response: restify.Response, error: unknown, done: () => void) => {
      writeAnswer(response, problemAnswer(routingProblem(error), traceIdOf(request.headers)));
      // restify would send its own error after ours.
      Reflect.set(response, '_sent', true);
      done();
    },
  );
  return server;
}

function guard(request: IncomingMessage, response: ServerResponse, busy: Problem | undefined): boolean {
  const answer = (problem: Problem) => {
    writeAnswer(response, problemAnswer(problem, traceIdOf(request.headers)));
    return false;
  };
  if (busy) return answer(busy);
  // restify builds a URL of Host and path outside any catch: `Host: [` would end the process. Neither is needed.
  request.headers.host = 'localhost';
  if (request.url?.startsWith('/') && URL.canParse(`http://localhost${request.url}`)) return true;
  return answer({ name: 'bad-request', detail: 'The request target must be a path.' });
}

function routingProblem(error: unknown): Problem {
  const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  const name: ProblemName = names[Number(status)] ?? 'internal';
  return { name, detail: details[name] ?? 'The call could not be taken.' };
}

const names: Readonly<Record<number, ProblemName>> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
};
const details: Partial<Record<ProblemName, string>> = {
  'not-found': 'There is no such path.',
  'method-not-allowed': 'The header Allow says which methods are.',
};

/** restify logs what it was sent, at trace and at warn; our own log holds what is worth keeping. */
const nothing = () => undefined;
const silence = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing };
