import { jsonAnswer } from './answer.ts';
import type { Route } from './call.ts';
import { problemAnswer } from './problem.ts';

interface ProbeOptions {
  /** What is missing before work can be taken; empty: nothing. */
  ready(): Promise<readonly string[]>;
  metricsText(): Promise<string>;
}

interface ProbeRoutes {
  readonly healthz: Route;
  readonly readyz: Route;
  readonly metrics: Route;
}

export function createProbeRoutes(options: ProbeOptions): ProbeRoutes {
  return {
    healthz: async () => jsonAnswer(200, { status: 'alive' }),
    readyz: async ({ traceId }) => {
      const missing = await options.ready();
      if (missing.length === 0) return jsonAnswer(200, { status: 'ready' });
      const detail = `Missing: ${missing.join(', ')}.`;
      return problemAnswer({ name: 'unavailable', detail, missing, headers: { 'Retry-After': '1' } }, traceId);
    },
    metrics: async () => ({
      status: 200,
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      body: await options.metricsText(),
    }),
  };
}
