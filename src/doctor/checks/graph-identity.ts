import { clouds } from '../../identity/clouds.ts';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, skipped } from '../finding.ts';
import type { Claims } from '../probes/claims.ts';
import { botTenant, isUnknownTenant } from '../probes/entra-document.ts';
import { graphToken } from '../probes/tokens.ts';

/** Graph's own app id, which v2.0 tokens name in the place of its address. */
const graphAppId = '00000003-0000-0000-c000-000000000000';

interface Expected {
  readonly graphRoot: string;
  /** Tenants whose people use the bot; undefined where the settings do not say. */
  readonly tenants: readonly string[] | undefined;
}

export function judgeGraphIdentity(claims: Claims | undefined, { graphRoot, tenants }: Expected): readonly Finding[] {
  if (!claims) return [ok('The token for Graph cannot be read here; Graph judges it.')];
  const { audience, tenantId, isDelegated } = claims;
  const found: readonly Finding[] = [
    ...(audience !== undefined && ![graphRoot, graphAppId].includes(audience.replace(/\/$/, ''))
      ? [
          fault({
            what: 'The token is for another audience than Graph of this CLOUD.',
            why: 'Graph answers each call with 401.',
            fix: 'Set CLOUD to the cloud of the tenant: global, gccHigh or dod.',
          }),
        ]
      : []),
    ...(tenantId !== undefined && tenants !== undefined && !tenants.includes(tenantId)
      ? [
          fault({
            what: 'The token for Graph is of a tenant that is neither BOT_TENANT_ID nor in ALLOWED_TENANTS.',
            why: 'Approved emails would be looked for, and moved, in the mailboxes of another tenant.',
            fix: 'Set AZURE_TENANT_ID (or the managed identity) to the tenant whose people approve; or name it in ALLOWED_TENANTS.',
          }),
        ]
      : []),
    ...(isDelegated
      ? [
          fault({
            what: 'The token for Graph acts for a person (delegated), and holds no app roles.',
            why: 'The remediation takes application permissions alone: Graph answers 403.',
            fix: 'Use an app identity (GRAPH_AUTH) and grant it SecurityAnalyzedMessage.ReadWrite.All as an application permission with admin consent (infra/grant-graph-roles.sh, docs/permissions.md).',
          }),
        ]
      : []),
  ];
  return found.length > 0 ? found : [ok('The token for Graph has the right audience and tenant, and is an app’s.')];
}

export const graphIdentityCheck = defineCheck({
  needs: ['graph'],
  after: ['graph-token'],
  async look({ graph }, patient) {
    const token = await graphToken(patient);
    if (token?.kind !== 'token') return [skipped('there is no token for Graph')];
    const { bot } = patient.settings;
    const home = await botTenant(patient);
    // Of a tenant that does not exist, "entra" tells already.
    const isKnown = home !== undefined && !isUnknownTenant(home);
    return judgeGraphIdentity(token.claims, {
      graphRoot: clouds[graph.cloud].graphRoot,
      tenants: bot && isKnown ? [bot.tenantId, ...bot.allowedTenants] : undefined,
    });
  },
});
