import { randomUUID } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { signToken, validNow } from './sign-token.ts';
import type { SigningKey } from './signing-keys.ts';

export type TokenCheck =
  | { readonly kind: 'valid'; readonly roles: readonly string[]; readonly clientId: string }
  /** `expected`: a test made it so (revoked); it is no mistake of the caller. */
  | { readonly kind: 'invalid'; readonly problem: string; readonly expected?: boolean };

/** The resources that an identity can ask a token for, in any cloud. */
const graphAudiences = ['https://graph.microsoft.com', 'https://graph.microsoft.us', 'https://dod-graph.microsoft.us'];
const botAudiences = ['https://api.botframework.com', 'https://api.botframework.us'];

export interface AccessTokenOptions {
  readonly tenantId: string;
  readonly botId: string;
  /** Who holds Graph's application roles. */
  readonly graphClientId: string;
  readonly graphRoles: readonly string[];
  readonly key: SigningKey;
  /** On top of the usual claims, by client id. */
  readonly claims?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

export interface AccessTokens {
  /** Undefined where nobody offers such a resource. */
  issue(clientId: string, resource: string): Promise<string | undefined>;
  verifyConnector(authorization: string | undefined): Promise<TokenCheck>;
  verifyGraph(authorization: string | undefined): Promise<TokenCheck>;
  revokeGraph(): void;
}

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { tenantId, key } = options;
  const issuer = `https://sts.windows.net/${tenantId}/`;
  const issued: string[] = [];
  const revoked = new Set<string>();

  async function issue(clientId: string, resource: string) {
    if (![...graphAudiences, ...botAudiences].includes(resource)) return undefined;
    const uti = randomUUID();
    const forGraph = graphAudiences.includes(resource);
    if (forGraph) issued.push(uti);
    const roles = forGraph && clientId === options.graphClientId ? options.graphRoles : [];
    const claims = {
      iss: issuer,
      aud: resource,
      appid: clientId,
      tid: tenantId,
      roles,
      uti,
      ver: '1.0',
      ...validNow(),
      ...options.claims?.get(clientId),
    };
    return signToken(claims, key);
  }

  async function verify(authorization: string | undefined, audiences: string[]): Promise<TokenCheck> {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (!token) return { kind: 'invalid', problem: 'no bearer token' };
    try {
      const { payload } = await jwtVerify(token, key.publicKey, { issuer, audience: audiences, algorithms: ['RS256'] });
      if (revoked.has(String(payload['uti']))) return { kind: 'invalid', problem: 'revoked', expected: true };
      return { kind: 'valid', roles: (payload['roles'] ?? []) as string[], clientId: String(payload['appid']) };
    } catch (fault) {
      return { kind: 'invalid', problem: fault instanceof errors.JOSEError ? fault.message : String(fault) };
    }
  }

  async function verifyConnector(authorization: string | undefined): Promise<TokenCheck> {
    const check = await verify(authorization, botAudiences);
    if (check.kind === 'invalid' || check.clientId === options.botId) return check;
    return { kind: 'invalid', problem: `the connector was called with a token of ${check.clientId}, not of the bot` };
  }

  return {
    issue,
    verifyConnector,
    verifyGraph: (authorization) => verify(authorization, graphAudiences),
    revokeGraph() {
      for (const uti of issued.splice(0)) revoked.add(uti);
    },
  };
}
