import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { createReaders } from '../../src/alerts/create-readers.ts';
import type { Alert } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { type HttpOptions, startHttp } from '../../src/http/start-http.ts';
import type { AlertAnswer } from '../../src/workflow/steps.ts';

export function makeSecret(fill: number): string {
  return `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
}

export const secrets = { defender: makeSecret(1), defenderNew: makeSecret(2), sublime: makeSecret(3) };

/** An alert with nothing optional. */
export function plainAlert(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    source: 'defender',
    alertId: 'alert-1',
    severity: 'high',
    emails: [{ networkMessageId: '0c8b27ab-4a9b-4a3e-9d56-1f6a4be0a001', recipientEmailAddress: 'ana@contoso.com' }],
    ...changes,
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | undefined>;
  readonly body?: string | Buffer;
  readonly port?: number;
}

interface SignOptions {
  readonly secret?: string;
  readonly id?: string;
  /** Epoch seconds. */
  readonly timestamp?: number;
}

export function signatureHeaders(body: string | Buffer, options: SignOptions = {}): Record<string, string> {
  const { secret = secrets.defender, id = 'msg_1', timestamp = Math.floor(Date.now() / 1_000) } = options;
  const signature = new Webhook(secret).sign(id, new Date(timestamp * 1_000), body);
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
}

/** The HTTP edge on a free port, with steps that note what reached them. */
export async function startFixture(changes: Partial<HttpOptions> = {}) {
  const alerts: Alert[] = [];
  const activities: { authorization: string | undefined; activity: Record<string, unknown> }[] = [];
  const counted: string[] = [];
  const logged: { level: string; fields: unknown; message: string }[] = [];
  const note = (level: string) => (fields: unknown, message: string) => {
    logged.push({ level, fields, message });
  };
  const answer: AlertAnswer = { requestId: 'CS-7F3K2Q', revision: 1, state: 'pending', duplicate: false };
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    sources: {
      webhookSecrets: [
        { source: 'defender', secret: secrets.defender },
        { source: 'sublime', secret: secrets.sublime },
        { source: 'defender', secret: secrets.defenderNew },
      ],
    },
    readers: createReaders(digest),
    alertsPerMinute: 1_000_000,
    clock: { now: () => Date.now() },
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    meter: {
      count: (name, labels) => counted.push(`${name} ${JSON.stringify(labels)}`),
      observe: () => undefined,
    },
    admitActivity: async (authorization) => ({
      kind: 'admitted',
      async receive(activity) {
        activities.push({ authorization, activity });
        return { status: 200 };
      },
    }),
    receiveAlert: async (alert) => {
      alerts.push(alert);
      return answer;
    },
    requestStatus: async () => undefined,
    ready: async () => [],
    metricsText: async () => 'countersign_alerts_total 1\n',
    ...changes,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });

  function send({ method = 'POST', path = '/api/alerts', headers = {}, body = '', port = http.port }: Sent) {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const set = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    const length = Buffer.byteLength(body);
    const request = httpRequest({
      agent,
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...(length > 0 ? { 'content-length': length } : {}), ...set },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    request.end(body);
    return promise;
  }

  /** Signs and posts an alert: a value as JSON, text and bytes as they are. */
  function push(
    alert: unknown,
    options: SignOptions & { headers?: Record<string, string | undefined>; path?: string } = {},
  ) {
    const body = typeof alert === 'string' || Buffer.isBuffer(alert) ? alert : JSON.stringify(alert);
    const headers = { 'content-type': 'application/json', ...signatureHeaders(body, options), ...options.headers };
    return send({ body, headers, ...(options.path === undefined ? {} : { path: options.path }) });
  }

  return {
    http,
    alerts,
    activities,
    counted,
    logged,
    send,
    push,
    close: async () => {
      agent.destroy();
      await http.close();
    },
  };
}

export type Fixture = Awaited<ReturnType<typeof startFixture>>;
