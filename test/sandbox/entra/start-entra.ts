/** Stand-in for Entra ID and for Bot Framework's tokens. See ../README.md. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EntraSide } from '../tenant-types.ts';
import { createAccessTokens, type TokenCheck } from './access-tokens.ts';
import { answerJson, listen } from './loopback.ts';
import { answerIdentity, type IdentityCall } from './managed-identity.ts';
import { signToken, validNow } from './sign-token.ts';
import { createSigningKeys } from './signing-keys.ts';
import type { TlsMaterial } from './tls-material.ts';
import { answerToken, type TokenCall } from './token-endpoint.ts';

export interface EntraOptions {
  readonly tenantId: string;
  readonly botId: string;
  /** Claim `serviceurl` of bot tokens, asked when one is made. */
  readonly serviceUrl: () => string;
  readonly tls: TlsMaterial;
  /** Which identity holds Graph's roles; absent: the system-assigned one. */
  readonly graphClientId?: string;
  /** Default: what the remediate action and its reads need. */
  readonly graphRoles?: readonly string[];
  /** Client secrets that the token endpoint takes, by client id. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Alert source that pushes with app tokens. */
  readonly alerts?: { readonly audience: string; readonly clientId: string; readonly source?: string };
  readonly violations?: string[];
}

export interface Entra extends EntraSide {
  /** `http://127.0.0.1:port`: metadata, keys, managed identity. */
  readonly origin: string;
  /** `https://localhost:port`: the login authority. */
  readonly authority: string;
  readonly identityHeader: string;
  /** The cluster's token that a workload identity shows. */
  readonly federatedToken: string;
  readonly identityCalls: readonly IdentityCall[];
  readonly tokenCalls: readonly TokenCall[];
  environment(): Record<string, string>;
  verifyConnectorToken(authorization: string | undefined): Promise<TokenCheck>;
  verifyGraphToken(authorization: string | undefined): Promise<TokenCheck>;
  /** Graph tokens issued so far are answered 401 from now on. */
  revokeGraphTokens(): void;
  /** The next calls for access tokens are answered with this status. */
  failTokens(status: number, times?: number): void;
  readonly violations: readonly string[];
  close(): Promise<void>;
}

const botIssuer = 'https://api.botframework.com';
const systemAssigned = '00000000-5757-4757-8757-000000000001';
const defaultRoles = ['SecurityAnalyzedMessage.ReadWrite.All', 'SecurityAnalyzedMessage.Read.All'];

export async function startEntra(options: EntraOptions): Promise<Entra> {
  const { tenantId, botId, tls, alerts } = options;
  const keys = await createSigningKeys();
  const violations = options.violations ?? [];
  const identityCalls: IdentityCall[] = [];
  const tokenCalls: TokenCall[] = [];
  const identityHeader = randomUUID();
  const federatedToken = `federated.${randomUUID()}.token`;
  const graphClientId = options.graphClientId ?? systemAssigned;
  const refusals = new Map<string, string>();
  const claims = new Map<string, Record<string, unknown>>();
  const tokens = createAccessTokens({
    tenantId,
    botId,
    graphClientId,
    graphRoles: options.graphRoles ?? defaultRoles,
    key: keys.entra,
    claims,
  });
  const appIssuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
  let failures: number[] = [];

  const documents: Record<string, () => object> = {
    '/botframework/.well-known/openidconfiguration': () => ({
      issuer: botIssuer,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${origin}/botframework/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }),
    '/botframework/keys': () => ({ keys: [keys.bot.jwk, keys.unendorsed.jwk] }),
    [`/${tenantId}/v2.0/.well-known/openid-configuration`]: () => ({
      issuer: appIssuer,
      jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    [`/${tenantId}/discovery/v2.0/keys`]: () => ({ keys: [keys.entra.jwk] }),
  };

  async function answerPlain(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const document = documents[url.pathname];
    if (request.method === 'GET' && document) return answerJson(response, 200, document());
    if (request.method !== 'GET' || url.pathname !== '/identity/token') return unknownRoute(request, response);
    if (scriptedFailure(response)) return;
    await answerIdentity(request, url.searchParams, response, {
      tokens,
      identityHeader,
      userAssigned: [botId, graphClientId],
      systemAssigned,
      calls: identityCalls,
      violations,
    });
  }

  async function answerSecure(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', authority);
    if (request.method === 'GET' && pathname === `/${tenantId}/v2.0/.well-known/openid-configuration`) {
      return answerJson(response, 200, {
        issuer: `${authority}/${tenantId}/v2.0`,
        authorization_endpoint: `${authority}/${tenantId}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/${tenantId}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/${tenantId}/discovery/v2.0/keys`,
      });
    }
    // Entra's words to a tenant that there is not.
    if (request.method === 'GET' && /^\/[^/]+\/v2\.0\/\.well-known\/openid-configuration$/.test(pathname)) {
      const words = 'AADSTS90002: Tenant not found. Check to make sure you have the correct tenant ID.';
      return answerJson(response, 400, { error: 'invalid_tenant', error_description: words, error_codes: [90002] });
    }
    if (request.method !== 'POST' || pathname !== `/${tenantId}/oauth2/v2.0/token`)
      return unknownRoute(request, response);
    if (scriptedFailure(response)) return;
    await answerToken(request, response, {
      tokens,
      authority,
      tenantId,
      secrets: options.secrets ?? {},
      certificate: tls.cert,
      federatedToken,
      refusals,
      calls: tokenCalls,
    });
  }

  function unknownRoute(request: IncomingMessage, response: ServerResponse): void {
    violations.push(`entra: unknown route ${request.method} ${request.url?.split('?')[0]}`);
    answerJson(response, 404, { error: 'not_found' });
  }

  function scriptedFailure(response: ServerResponse): boolean {
    const [status, ...rest] = failures;
    if (status === undefined) return false;
    failures = rest;
    answerJson(response, status, {
      error: 'temporarily_unavailable',
      error_description: 'AADSTS90033: A transient error.',
    });
    return true;
  }

  const plain = await listen(answerPlain);
  const secure = await listen(answerSecure, tls);
  const origin = `http://127.0.0.1:${plain.port}`;
  const authority = `https://localhost:${secure.port}`;

  return {
    origin,
    authority,
    identityHeader,
    federatedToken,
    identityCalls,
    tokenCalls,
    violations,
    refusals,
    claims,
    botToken(overrides = {}) {
      const claims = {
        iss: botIssuer,
        aud: botId,
        serviceurl: options.serviceUrl(),
        ...validNow(),
        ...overrides.claims,
      };
      return signToken(claims, keys[overrides.key ?? 'bot'], overrides.algorithm);
    },
    appToken(overrides = {}) {
      const claims = {
        iss: appIssuer,
        aud: alerts?.audience,
        azp: alerts?.clientId,
        azpacr: '1',
        oid: '00000000-0a0a-4a0a-8a0a-000000000001',
        sub: '00000000-0a0a-4a0a-8a0a-000000000001',
        tid: tenantId,
        roles: ['Alerts.Push'],
        uti: randomUUID(),
        ver: '2.0',
        ...validNow(),
        ...overrides.claims,
      };
      return signToken(claims, overrides.key === 'unknown' ? keys.unknown : keys.entra);
    },
    environment: () => ({
      BOT_OPENID_METADATA_URL: `${origin}/botframework/.well-known/openidconfiguration`,
      IDENTITY_ENDPOINT: `${origin}/identity/token`,
      IDENTITY_HEADER: identityHeader,
      AZURE_AUTHORITY_HOST: authority,
      NODE_EXTRA_CA_CERTS: tls.certificatePath,
      ...(alerts && {
        ALERTS_TENANT_ID: tenantId,
        ALERTS_AUDIENCE: alerts.audience,
        ALERTS_CLIENTS: `${alerts.clientId}=${alerts.source ?? 'entra-app'}`,
        ALERTS_OPENID_METADATA_URL: `${origin}/${tenantId}/v2.0/.well-known/openid-configuration`,
      }),
    }),
    verifyConnectorToken: tokens.verifyConnector,
    verifyGraphToken: tokens.verifyGraph,
    revokeGraphTokens: tokens.revokeGraph,
    failTokens(status, times = 1) {
      failures = [...failures, ...Array<number>(times).fill(status)];
    },
    async close() {
      await Promise.all([plain.close(), secure.close()]);
    },
  };
}
