/** Store and durable work as the rest of the service sees them, whichever DATABASE_URL chose. */
import type { Allowances } from './allowance.ts';
import type { Connections, Figures } from './metrics/store-gauges.ts';
import type { Clock, Log } from './workflow/ports.ts';
import type { Store } from './workflow/store-port.ts';
import type { lanes, WorkHandlers } from './workflow/work.ts';

export interface Storage {
  readonly store: Store;
  /** No other process is on this store. */
  readonly alone: boolean;
  /** What all instances together may still send to Teams; absent where this process is the only one. */
  readonly allowances?: Allowances;
  /** Begins to do what is due. */
  startWork(handlers: WorkHandlers): Promise<{
    /** Takes nothing more and waits for what runs, at most this many milliseconds. */
    stop(graceMs: number): Promise<void>;
  }>;
  /** What cannot be used at the moment: `store`, `work`. */
  missing(): Promise<string[]>;
  /** What stands in it, for /metrics. */
  figures(): Promise<Figures>;
  /** Of this process; absent where there is no pool of them. */
  connections?(): Connections;
  close(): Promise<void>;
}

export interface StorageParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How many items of a lane run at once in this process. */
  readonly concurrency: Readonly<Record<keyof typeof lanes, number>>;
}

/** For `readyz`. */
export async function storeMissing(store: Store): Promise<string[]> {
  try {
    await store.ping();
    return [];
  } catch {
    return ['store'];
  }
}
