import type { Log, Meter, Tracer } from '../workflow/ports.ts';

export interface TracingOptions {
  readonly exporter: 'none' | 'otlp' | 'console';
  /** For `otlp`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: { readonly kind: string; readonly ratio: number };
  readonly serviceName: string;
  readonly version: string;
  readonly resource: Readonly<Record<string, string>>;
  /** Milliseconds at most for what is left to send at the end (default 800: the store is closed meanwhile). */
  readonly closeWithinMs?: number;
}

export interface TracingParts {
  readonly log: Log;
  readonly meter: Meter;
}

export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left, if the collector is quick. Never rejects. */
  close(): Promise<void>;
}
