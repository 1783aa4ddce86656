/** What the lines of the log are about, wherever they are written: kept beside the spans, and also where nothing is traced. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log, LogFields } from '../workflow/ports.ts';

export interface Scope {
  readonly traceId?: string | undefined;
  readonly requestId?: string | undefined;
}

const scopes = new AsyncLocalStorage<Scope>();

export function currentScope(): Scope {
  return scopes.getStore() ?? {};
}

export function inScope<T>(added: Scope, run: () => T): T {
  return scopes.run({ ...scopes.getStore(), ...added }, run);
}

/** The scope of now, for a function that is called later. */
export function scopeBound<Arguments extends unknown[], Result>(
  run: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const scope = scopes.getStore();
  return scope === undefined ? run : (...given) => scopes.run(scope, run, ...given);
}

/** Adds `traceId` and `requestId` to what is said inside of a scope, unless the line names its own. */
export function scopedLog(log: Log): Log {
  const about = (fields: LogFields): LogFields => ({ ...scopes.getStore(), ...fields });
  return {
    debug: (fields, message) => log.debug(about(fields), message),
    info: (fields, message) => log.info(about(fields), message),
    warn: (fields, message) => log.warn(about(fields), message),
    error: (fields, message) => log.error(about(fields), message),
  };
}
