import { once } from 'node:events';
import type restify from 'restify';
import type { Alert, RequestId } from '../approval/request.ts';
import { createTokenBuckets } from '../token-bucket.ts';
import type { Clock, Log, Meter } from '../workflow/ports.ts';
import type { RequestStatus } from '../workflow/request-status.ts';
import type { AlertAnswer } from '../workflow/steps.ts';
import { createAlertsRoute } from './alerts-route.ts';
import { type AlertSources, createAuthenticate } from './authenticate.ts';
import { createBodyBudget } from './body-budget.ts';
import { createServer, type MountedRoute } from './create-server.ts';
import { listen } from './listen.ts';
import { type AdmitActivity, createMessagesRoute } from './messages-route.ts';
import { createProbeRoutes } from './probe-routes.ts';
import type { Problem } from './problem.ts';
import { createRefusalLog } from './refusal-log.ts';
import { createRequestRoute } from './request-route.ts';
import { createStrangerBodies } from './stranger-bodies.ts';

export interface HttpOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Health, readiness and metrics answer there instead; 0: any free port. */
  readonly internalPort?: number;
  readonly sources: AlertSources;
  readonly alertsPerMinute: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly admitActivity: AdmitActivity;
  receiveAlert(alert: Alert): Promise<AlertAnswer>;
  requestStatus(source: string, id: RequestId): Promise<RequestStatus | undefined>;
  /** What is missing before work can be taken; empty: nothing. */
  ready(): Promise<readonly string[]>;
  metricsText(): Promise<string>;
  readonly limits?: Partial<HttpLimits>;
}

interface HttpLimits {
  /** Of one body. */
  readonly bodyBytes: number;
  /** Of all bodies held at once. */
  readonly heldBytes: number;
  readonly bodyTimeoutMs: number;
  /** Requests under way at once; probes are answered all the same. */
  readonly underWay: number;
  /** Bodies still arriving from callers who have proven nothing yet. */
  readonly strangers: number;
  readonly strangersOfOneAddress: number;
  /** How long calls under way may take after `close`. */
  readonly closeWithinMs: number;
}

const mebibyte = 1_024 * 1_024;
const defaults: HttpLimits = {
  bodyBytes: 4 * mebibyte,
  heldBytes: 256 * mebibyte,
  bodyTimeoutMs: 10_000,
  underWay: 1_000,
  // Half of it, so that Teams and token bearers always find room.
  strangers: 500,
  strangersOfOneAddress: 100,
  closeWithinMs: 2_500,
};

interface RunningHttp {
  readonly origin: string;
  readonly port: number;
  readonly internalPort?: number;
  /** Takes nothing new, lets what is under way end, then closes. */
  close(): Promise<void>;
}

/** Listens. Throws `configInvalid`, naming the setting, where port or address cannot be had. */
export async function startHttp(options: HttpOptions): Promise<RunningHttp> {
  const limits = { ...defaults, ...options.limits };
  let isClosing = false;
  const refuse = (underWay: number, isProbe: boolean): Problem | undefined => {
    const headers = { 'Retry-After': '1', Connection: 'close' };
    if (isClosing) return { name: 'unavailable', detail: 'The service is closing down.', headers };
    if (isProbe || underWay <= limits.underWay) return undefined;
    return { name: 'unavailable', detail: 'Too much is under way; try again.', headers };
  };
  const bodies = {
    bytes: limits.bodyBytes,
    timeoutMs: limits.bodyTimeoutMs,
    budget: createBodyBudget(limits.heldBytes),
    strangers: createStrangerBodies({ inAll: limits.strangers, perAddress: limits.strangersOfOneAddress }),
  };
  const serverOptions = { log: options.log, meter: options.meter, bodies, refuse, isClosing: () => isClosing };

  const probes = probesOf(options);
  const isSplit = options.internalPort !== undefined;
  const outer = createServer([...routesOf(options), ...(isSplit ? [] : probes)], serverOptions);
  const inner = isSplit ? createServer(probes, serverOptions) : undefined;
  const port = await listen(outer, { key: 'PORT', port: options.port, host: options.host });
  const internalPort =
    inner &&
    (await listen(inner, { key: 'INTERNAL_PORT', port: options.internalPort ?? 0, host: options.host }).catch(
      async (thrown: unknown) => {
        await closeServer(outer, 0);
        throw thrown;
      },
    ));

  async function closeAll(): Promise<void> {
    await closeServer(outer, limits.closeWithinMs);
    // Last, so that a probe can watch the others end.
    if (inner) await closeServer(inner, limits.closeWithinMs);
  }
  let closing: Promise<void> | undefined;

  return {
    origin: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    port,
    ...(internalPort === undefined ? {} : { internalPort }),
    close: () => {
      isClosing = true;
      closing ??= closeAll();
      return closing;
    },
  };
}

function routesOf(options: HttpOptions): readonly MountedRoute[] {
  const { clock, log, meter, receiveAlert, requestStatus } = options;
  const authenticate = createAuthenticate(options.sources, clock);
  const allowance = createTokenBuckets(options.alertsPerMinute, clock);
  const noteRefusal = createRefusalLog(log, clock);
  return [
    { method: 'POST', path: '/api/messages', run: createMessagesRoute(options.admitActivity) },
    {
      method: 'POST',
      path: '/api/alerts',
      run: createAlertsRoute({ authenticate, allowance, log, noteRefusal, meter, receiveAlert }),
    },
    { method: 'GET', path: '/api/requests/:id', run: createRequestRoute({ authenticate, noteRefusal, requestStatus }) },
  ];
}

function probesOf(options: HttpOptions): readonly MountedRoute[] {
  const { healthz, readyz, metrics } = createProbeRoutes({
    ready: () => options.ready(),
    metricsText: () => options.metricsText(),
  });
  return [
    { method: 'GET', path: '/healthz', run: healthz, isProbe: true },
    { method: 'GET', path: '/readyz', run: readyz, isProbe: true },
    { method: 'GET', path: '/metrics', run: metrics, isProbe: true },
  ];
}

async function closeServer(server: restify.Server, withinMs: number): Promise<void> {
  const http = server.server;
  const closed = once(http, 'close');
  http.close();
  http.closeIdleConnections();
  const timer = setTimeout(() => http.closeAllConnections(), withinMs);
  await closed;
  clearTimeout(timer);
}
