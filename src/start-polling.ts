/** Alerts of Defender, asked for as often as DEFENDER_POLL_EVERY says. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadAlerts } from './alerts/alert-reader.ts';
import { whyLeftOut } from './alerts/microsoft/why-left-out.ts';
import type { Config } from './config/config-types.ts';
import { createAlertFeed } from './graph/create-alert-feed.ts';
import type { GraphConnection } from './graph/graph-call.ts';
import { startRepeating } from './repeating.ts';
import { createAlertPoll, type PollPorts } from './workflow/poll-alerts.ts';

interface Parts extends Pick<PollPorts, 'store' | 'clock' | 'steady' | 'receiveAlert' | 'digest' | 'log' | 'meter'> {
  readonly graph: Omit<GraphConnection, 'apiVersion'>;
  readonly readAlerts: ReadAlerts;
  /** No other process is on this store. */
  readonly alone: boolean;
}

export interface Polling {
  /** Waits for what runs, at most this many milliseconds. */
  stop(graceMs: number): Promise<void>;
}

export function startPolling({ alerts: { poll } }: Config, { graph, alone, ...parts }: Parts): Polling {
  if (poll === undefined) return { stop: async () => undefined };
  const alertPoll = createAlertPoll({
    ...parts,
    ...poll,
    feed: createAlertFeed(graph),
    whyLeftOut,
    // Alone, what a dead process held is this one's own.
    holder: alone ? 'alone' : randomUUID(),
  });
  const polling = startRepeating(poll.everyMs, alertPoll, parts.log, { atOnce: true });
  return {
    async stop(graceMs) {
      await Promise.race([polling.stop(), delay(graceMs, undefined, { ref: false })]);
    },
  };
}
