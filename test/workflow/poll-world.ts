/** Polling on a real embedded store, with a fake feed and a reader that takes what the specs write. */

import { whyLeftOut } from '../../src/alerts/microsoft/why-left-out.ts';
import type { Alert } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import type { AlertFeed, AlertPage, AlertsAsked } from '../../src/workflow/alert-feed.ts';
import { createAlertPoll, type PollPorts } from '../../src/workflow/poll-alerts.ts';
import type { LogFields } from '../../src/workflow/ports.ts';
import { messageA } from '../support/builders.ts';
import { polledUntil } from '../support/polled-until.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

/** As Graph lists it; `lastUpdateDateTime` from epoch milliseconds. */
export interface Listed {
  readonly id: string;
  readonly changedAt: number;
}

export interface FakeFeed extends AlertFeed {
  readonly asked: AlertsAsked[];
  readonly listed: Listed[];
  /** In the place of what is listed, one each. */
  answerNext(...pages: AlertPage[]): void;
  pageSize: number;
  /** The clock of the other side. */
  at: () => number | undefined;
  /** Told before each page is answered. */
  onRead: (() => Promise<void>) | undefined;
}

function fakeFeed(now: () => number): FakeFeed {
  const scripted: AlertPage[] = [];
  const feed: FakeFeed = {
    toMend: { permission: 'Grant it' },
    asked: [],
    listed: [],
    answerNext: (...pages) => void scripted.push(...pages),
    pageSize: 2,
    at: now,
    onRead: undefined,
    async read(asked) {
      feed.asked.push(asked);
      await feed.onRead?.();
      const page = scripted.shift();
      if (page) return page;
      const [from, to, skip] =
        'next' in asked ? asked.next.split(' ').map(Number) : [asked.from, asked.to ?? Number.POSITIVE_INFINITY, 0];
      const fits = feed.listed
        .filter(({ changedAt }) => changedAt >= (from ?? 0) && changedAt < (to ?? 0))
        .toSorted((a, b) => b.changedAt - a.changedAt);
      const end = (skip ?? 0) + feed.pageSize;
      const at = feed.at();
      return {
        kind: 'page',
        alerts: fits.slice(skip, end).map(record),
        ...(at === undefined ? {} : { at }),
        ...(end < fits.length ? { next: `${from} ${to} ${end}` } : {}),
      };
    },
  };
  return feed;
}

export function record({ id, changedAt }: Listed): Record<string, unknown> {
  return {
    id,
    lastUpdateDateTime: new Date(changedAt).toISOString(),
    serviceSource: 'microsoftDefenderForOffice365',
    title: 'Email messages containing malicious URL removed after delivery',
  };
}

function readAlerts(body: unknown, source: string): ReturnType<PollPorts['readAlerts']> {
  const { id } = body as { id?: string };
  if (id === undefined || id.startsWith('unreadable')) return { kind: 'invalid' };
  if (id.startsWith('defect')) throw new TypeError(`Cannot read ${id}`);
  const { lastUpdateDateTime } = body as { lastUpdateDateTime: string };
  const alert: Alert = {
    source,
    alertId: `${id} ${lastUpdateDateTime}`,
    severity: 'medium',
    emails: [{ networkMessageId: messageA, recipientEmailAddress: `${id}@contoso.com` }],
    recommendedAction: 'softDelete',
    remediateSendersCopy: false,
    facts: {},
  };
  return { kind: 'alerts', alerts: [alert] };
}

export interface PollWorld {
  readonly world: StepWorld;
  readonly feed: FakeFeed;
  readonly counted: string[];
  readonly logged: { level: string; fields: LogFields; message: string }[];
  /** Another instance on the same store. */
  instance(name: string, over?: Partial<PollPorts>, isStopping?: () => boolean): () => Promise<void>;
  poll(): Promise<void>;
  /** Ids of the alerts that were taken, in order. */
  taken(): Promise<string[]>;
  mark(): Promise<number | undefined>;
  close(): Promise<void>;
}

export async function startPollWorld(): Promise<PollWorld> {
  const world = await startStepWorld();
  const { store, clock, steps } = world;
  const feed = fakeFeed(clock.now);
  const counted: string[] = [];
  const logged: PollWorld['logged'] = [];
  const write = (level: string) => (fields: LogFields, message: string) => void logged.push({ level, fields, message });
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const meter = {
    count: (name: string, labels: Readonly<Record<string, string>> = {}) =>
      void counted.push(`${name.includes('alerts') ? 'alert' : 'poll'} ${labels['result']}`),
    observe: () => undefined,
  };
  function instance(holder: string, over: Partial<PollPorts> = {}, isStopping = () => false): () => Promise<void> {
    const poll = createAlertPoll({
      ...{
        store,
        feed,
        clock,
        steady: clock,
        readAlerts,
        whyLeftOut,
        receiveAlert: steps.receiveAlert,
        digest,
        log,
        meter,
        holder,
      },
      source: 'defender',
      everyMs: 60_000,
      ...over,
    });
    return () => poll(isStopping);
  }
  return {
    world,
    feed,
    counted,
    logged,
    instance,
    poll: instance('one'),
    async taken() {
      const entries = await store.auditEntries({ afterSeq: 0, limit: 10_000 });
      const received = entries.filter(({ kind }) => kind === 'alert.received');
      return received.map(({ data }) => String(data['alertId']).split(' ')[0] ?? '');
    },
    mark: () => polledUntil(store, 'defender:defender'),
    close: world.close,
  };
}
