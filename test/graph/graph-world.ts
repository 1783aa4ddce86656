import { randomUUID } from 'node:crypto';
import { createMailboxes, type MailboxesOptions } from '../../src/graph/create-mailboxes.ts';
import type { GraphConnection } from '../../src/graph/graph-call.ts';
import { createCredential } from '../../src/identity/create-credential.ts';
import type { LogFields, Mailboxes } from '../../src/workflow/ports.ts';
import { type Entra, startEntra } from '../sandbox/entra/start-entra.ts';
import { createTls } from '../sandbox/entra/tls-material.ts';
import { type Graph, startGraph } from '../sandbox/graph/start-graph.ts';
import { trust } from '../support/trust.ts';

export interface GraphWorld {
  readonly entra: Entra;
  readonly graph: Graph;
  readonly logged: { fields: LogFields; message: string }[];
  readonly violations: string[];
  /** To the stand-in, with a real app credential of its own. */
  connection(): Omit<GraphConnection, 'apiVersion'>;
  /** Mailboxes on the stand-in. */
  mailboxes(overrides?: Partial<MailboxesOptions>): Mailboxes;
  close(): Promise<void>;
}

const secret = 'a-secret-that-nobody-may-see';

export async function startGraphWorld(options: { graphRoles?: readonly string[] } = {}): Promise<GraphWorld> {
  const tls = await createTls();
  const distrust = trust(tls.cert);
  const [tenantId, clientId] = [randomUUID(), randomUUID()];
  const violations: string[] = [];
  const entra = await startEntra({
    tenantId,
    botId: randomUUID(),
    serviceUrl: () => 'http://127.0.0.1/teams/',
    tls,
    graphClientId: clientId,
    secrets: { [clientId]: secret },
    violations,
    ...options,
  });
  const graph = await startGraph({ tls, tenantId, verifyToken: entra.verifyGraphToken, violations });
  const logged: GraphWorld['logged'] = [];
  const write = (fields: LogFields, message: string) => void logged.push({ fields, message });

  const connection = () => ({
    graphRoot: graph.origin,
    getToken: createCredential({
      kind: 'clientSecret',
      tenantId,
      clientId,
      clientSecret: secret,
      authorityHost: entra.authority,
    }),
    scope: 'https://graph.microsoft.com/.default',
    timeoutMs: 5_000,
  });

  return {
    entra,
    graph,
    logged,
    violations,
    connection,
    mailboxes: (overrides = {}) =>
      createMailboxes({
        ...connection(),
        apiVersion: 'beta',
        approverUpn: 'auto',
        actionCenterHosts: ['security.microsoft.com'],
        log: { debug: write, info: write, warn: write, error: write },
        ...overrides,
      }),
    async close() {
      await Promise.all([graph.close(), entra.close()]);
      distrust();
      await tls.remove();
    },
  };
}
