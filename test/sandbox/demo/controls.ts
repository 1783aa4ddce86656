import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { languages } from '../../../src/languages.ts';
import type { GraphBehaviour, Persona, Tenant } from '../tenant-types.ts';
import type { DemoPolicy } from './demo-policy.ts';
import type { ReportedAlerts } from './reported-alert.ts';

/** How Graph can be made to behave from the page, in the page's words. */
export const graphModes = ['normal', 'slow', 'throttling', 'refusing', 'lost', 'cut'] as const;
type GraphMode = (typeof graphModes)[number];

const behaviours: Readonly<Record<GraphMode, GraphBehaviour>> = {
  normal: { kind: 'accept' },
  slow: { kind: 'late', ms: 4_000 },
  throttling: { kind: 'status', status: 429, retryAfter: '3', code: 'TooManyRequests', message: 'Too many requests.' },
  refusing: { kind: 'status', status: 403, code: 'Forbidden', message: 'Missing role permissions on the request.' },
  // The call takes effect, but nobody hears of it: the case that makes careless clients send twice.
  // biome-ignore lint/suspicious/noThenProperty: the tenant's word for what follows; never awaited.
  lost: { kind: 'acceptThen', then: 'reset' },
  cut: { kind: 'reset' },
};

const burstSize = 60;
const campaignSize = 120;

const email = z.object({ networkMessageId: z.string(), recipientEmailAddress: z.string() });
const emailsOf = z.tuple([email], email);

interface ControlState {
  readonly graph: GraphMode;
  readonly twice: boolean;
  /** Requests that are opened now expire within half a minute. */
  readonly hurried: boolean;
  /** What people's Teams can be set to, and to what it is set where it was. */
  readonly languages: readonly string[];
  readonly locales: Readonly<Partial<Record<Persona['key'], string>>>;
  readonly service: 'running' | 'restarting';
  /** Calls to Graph's remediate action so far. */
  readonly graphCalls: number;
  /** Whatever a real tenant would not have taken. */
  readonly violations: readonly string[];
}

export interface Controls {
  state(): ControlState;
  setGraph(mode: GraphMode): void;
  setTwice(on: boolean): void;
  setHurried(on: boolean): Promise<void>;
  setLanguage(of: Persona['key'], language: string): void;
  /** How often the next click is delivered; asking resets it. */
  takeTimes(): number;
  sendAlert(sample: 0 | 1 | 2): Promise<number>;
  /** One alert about mail in so many mailboxes that the policy asks for more. */
  sendCampaign(): Promise<number>;
  /** The alert that was sent last again, about two more mailboxes: it joins that request. */
  sendMore(): Promise<number>;
  /** A user reported mail, and Defender's alert names no message. */
  sendReported(): Promise<number>;
  /** The same alert told again, now with its message: it joins that request, if there was one (`isKnown`). */
  sendNamed(): Promise<{ readonly status: number; readonly isKnown: boolean }>;
  /** Many alerts about different mail, all at once. Answers how many were taken. */
  sendBurst(): Promise<number>;
  /** Kills the service as a power cut does and starts it again on the same store. */
  crash(): Promise<void>;
}

export function createControls(
  tenant: Tenant,
  policy: DemoPolicy,
  alerts: ReportedAlerts,
  restart: () => Promise<void>,
): Controls {
  let graph: GraphMode = 'normal';
  let twice = false;
  let hurried = false;
  let restarting: Promise<void> | undefined;
  let last: Record<string, unknown> | undefined;

  async function send(alert: Record<string, unknown>): Promise<number> {
    last = alert;
    const { status } = await tenant.pushAlert(alert);
    return status;
  }

  async function sendAsDefender(alert: Record<string, unknown>): Promise<number> {
    return (await tenant.pushAlert(alert, { route: 'defender', secret: alerts.secret })).status;
  }

  return {
    state: () => ({
      graph,
      twice,
      hurried,
      languages,
      locales: Object.fromEntries(tenant.teams.locales),
      service: restarting === undefined ? 'running' : 'restarting',
      graphCalls: tenant.graph.remediations.length,
      violations: tenant.violations,
    }),
    setGraph(mode) {
      graph = mode;
      tenant.graph.standing = behaviours[mode];
    },
    setTwice(on) {
      twice = on;
    },
    async setHurried(on) {
      if (on === hurried) return;
      await policy.change(on ? 'hurried' : 'usual');
      hurried = on;
    },
    setLanguage(of, language) {
      tenant.teams.locales.set(of, language);
    },
    takeTimes() {
      const times = twice ? 2 : 1;
      twice = false;
      return times;
    },
    sendAlert: (sample) => send(tenant.sampleAlert(sample)),
    sendCampaign: () => send(widened(tenant, tenant.sampleAlert(0), { to: campaignSize })),
    sendMore: () => send(widened(tenant, last ?? tenant.sampleAlert(0), { by: 2 })),
    sendReported: () => sendAsDefender(alerts.reported()),
    async sendNamed() {
      const { alert, isKnown } = alerts.named();
      return { status: await sendAsDefender(alert), isKnown };
    },
    async sendBurst() {
      const samples = Array.from({ length: burstSize }, (_none, index) => (index % 3) as 0 | 1 | 2);
      const answers = await Promise.all(samples.map((sample) => tenant.pushAlert(tenant.sampleAlert(sample))));
      return answers.filter(({ status }) => status === 202).length;
    },
    crash() {
      restarting ??= restart().finally(() => {
        restarting = undefined;
      });
      return restarting;
    },
  };
}

/** A new alert about the same message, in so many mailboxes in all, or more. */
function widened(
  tenant: Tenant,
  alert: Record<string, unknown>,
  size: { readonly to: number } | { readonly by: number },
): Record<string, unknown> {
  const emails = emailsOf.parse(alert['emails']);
  const more = 'by' in size ? size.by : size.to - emails.length;
  const [{ networkMessageId }] = emails;
  const added = Array.from({ length: more }, (_none, index) => {
    const number = String(emails.length + index + 1).padStart(3, '0');
    return { networkMessageId, recipientEmailAddress: `staff-${number}@contoso.com` };
  });
  const { address: sender } = z.object({ address: z.string() }).parse(alert['sender']);
  for (const email of added) tenant.graph.addMail({ ...email, subject: String(alert['subject']), sender });
  return { ...alert, alertId: randomUUID(), emails: [...emails, ...added] };
}
