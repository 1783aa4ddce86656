import { defineCheck } from '../check.ts';
import { type Finding, fault, ok } from '../finding.ts';
import type { Claims } from '../probes/claims.ts';
import { botToken } from '../probes/tokens.ts';

interface Expected {
  readonly appId: string;
  readonly tenantId: string;
}

export function judgeBotIdentity(claims: Claims | undefined, { appId, tenantId }: Expected): readonly Finding[] {
  if (!claims) return [ok('The token of the bot cannot be read here; Teams judges it.')];
  const why = 'Teams takes no call of a bot that is registered elsewhere: it answers 401 or 403.';
  const found = [
    ...(claims.tenantId !== undefined && claims.tenantId !== tenantId
      ? [
          fault({
            what: 'The token of the bot is of another tenant than BOT_TENANT_ID.',
            why,
            fix: `Set BOT_TENANT_ID=${claims.tenantId}, or give the bot an identity of the tenant that it is registered in.`,
          }),
        ]
      : []),
    ...(claims.appId !== undefined && claims.appId !== appId
      ? [
          fault({
            what: 'The token of the bot is of another app than BOT_ID.',
            why,
            fix: `Set BOT_ID=${claims.appId}, or assign the identity of BOT_ID to this machine.`,
          }),
        ]
      : []),
  ];
  return found.length > 0 ? found : [ok('The token of the bot is of BOT_ID and BOT_TENANT_ID.')];
}

export const botIdentityCheck = defineCheck({
  needs: ['bot'],
  after: ['bot-token'],
  async look({ bot }, patient) {
    const token = await botToken(patient);
    return judgeBotIdentity(token?.kind === 'token' ? token.claims : undefined, bot);
  },
});
