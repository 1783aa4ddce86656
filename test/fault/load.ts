import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../sandbox/seeded.ts';
import type { AlertSender } from './alert-senders.ts';
import type { Analysts } from './analysts.ts';

export interface Load {
  /** Nobody begins anything new; resolves once everything begun was answered. */
  stop(): Promise<void>;
  /** Rejects where one of the people met something that the sandbox does not have. */
  readonly failed: Promise<never>;
}

/** Open cards above which no new alert is sent, so that people keep up. */
const enough = 14;

/** Alerts, clicks and commands without end, at moments that nobody planned. */
export function startLoad(
  sender: AlertSender,
  analysts: Analysts,
  random: Random,
  pauseMs: readonly [least: number, most: number],
): Load {
  const ending = new AbortController();
  const { signal } = ending;

  async function keepDoing(pauseMs: readonly [number, number], act: () => Promise<unknown>): Promise<void> {
    const own = random.fork();
    while (!signal.aborted) {
      // Not waiting for anything: people are not metronomes.
      await delay(own.between(...pauseMs), undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await act();
    }
  }

  const send = async () => analysts.waiting() < enough && (await sender.send());
  const people = [
    ...Array.from({ length: 4 }, () => keepDoing(pauseMs, send)),
    ...Array.from({ length: 5 }, () => keepDoing(pauseMs, analysts.act)),
    keepDoing([200, 800], analysts.type),
  ];
  const all = Promise.all(people);
  const failed = all.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    failed,
    async stop() {
      ending.abort();
      await all;
    },
  };
}
