/** One alert as a feed lists it: read, and taken in like one that was pushed. */
import type { Alert } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Digest, Log, Meter } from './ports.ts';
import type { AlertAnswer } from './steps.ts';

/** Makes alerts of what a source's record says; `invalid` where it says too little. */
export type ReadPolledAlerts = (
  body: unknown,
  source: string,
) => { readonly kind: 'alerts'; readonly alerts: readonly Alert[] } | { readonly kind: 'invalid' };

export interface TakingPorts {
  readonly readAlerts: ReadPolledAlerts;
  /** Why a record is not ours to take: of another product, or the note of an action. Never throws. */
  readonly whyLeftOut: (raw: unknown) => 'foreign' | 'action' | undefined;
  readonly receiveAlert: (alert: Alert) => Promise<AlertAnswer>;
  readonly digest: Digest;
  /** The name under which alerts come in. */
  readonly source: string;
  readonly log: Log;
  readonly meter: Meter;
}

/** So many versions of alerts are known to be done with; of what is forgotten the store knows that it has it. */
const mostKnown = 20_000;

/**
 * Takes one; answers when it was last changed (undefined: it does not say). A store that does not take it throws: then
 * nothing after it may count as taken. What cannot be read will not be readable next time, so it holds up nothing.
 */
export function createTaking(ports: TakingPorts): (raw: unknown) => Promise<number | undefined> {
  const { log, meter, source } = ports;
  const known = new Set<string>();

  function keep(key: string): void {
    known.add(key);
    for (const oldest of known) {
      if (known.size <= mostKnown) return;
      known.delete(oldest);
    }
  }

  async function take(raw: unknown, { name }: PolledRecord): Promise<void> {
    const leftOut = ports.whyLeftOut(raw);
    if (leftOut !== undefined) return meter.count('countersign_polled_alerts_total', { result: leftOut });
    const read = readSafely(raw);
    if (read.kind === 'invalid') {
      meter.count('countersign_polled_alerts_total', { result: 'unreadable' });
      log.warn({ alert: name, source }, 'An alert that Defender lists cannot be read; it is left out');
      return;
    }
    for (const alert of read.alerts) {
      const { duplicate } = await ports.receiveAlert(alert);
      meter.count('countersign_polled_alerts_total', { result: duplicate ? 'duplicate' : 'taken' });
    }
  }

  /** A reader that fails over a record has met one that it cannot read. */
  function readSafely(raw: unknown): ReturnType<ReadPolledAlerts> {
    try {
      return ports.readAlerts(raw, source);
    } catch {
      return { kind: 'invalid' };
    }
  }

  return async (raw) => {
    const record = describe(raw, ports.digest);
    if (known.has(record.key)) return record.changedAt;
    try {
      await take(raw, record);
      keep(record.key);
    } catch (thrown) {
      // A defect of ours over one alert, not a store that is away: the others come in all the same.
      if (thrown instanceof ServiceError && thrown.code !== 'internal') throw thrown;
      meter.count('countersign_polled_alerts_total', { result: 'failed' });
      log.error({ alert: record.name, source, error: thrown }, 'An alert that Defender lists could not be taken in');
    }
    return record.changedAt;
  };
}

interface PolledRecord {
  /** Which version of which alert. */
  readonly key: string;
  /** For the log: its id where that is plainly one. */
  readonly name: string;
  readonly changedAt: number | undefined;
}

function describe(raw: unknown, digest: Digest): PolledRecord {
  const fields = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};
  const { id, lastUpdateDateTime: changed } = fields;
  const changedAt = typeof changed === 'string' ? Date.parse(changed) : Number.NaN;
  // Without an id and a time it is known by all that it says.
  const key = hashOf(typeof id === 'string' && typeof changed === 'string' ? [id, changed] : raw, digest);
  return {
    key,
    name: typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? id : key.slice(0, 16),
    changedAt: Number.isNaN(changedAt) ? undefined : changedAt,
  };
}

/** Of its text: a hash of the value itself would refuse what is not well-formed. */
function hashOf(value: unknown, digest: Digest): string {
  try {
    return digest(JSON.stringify(value));
  } catch {
    return 'unnamed: nested too deep to be written down';
  }
}
