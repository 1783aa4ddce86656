import type { BotConfig } from '../../config/config-types.ts';
import { defineCheck } from '../check.ts';
import { fault, ok } from '../finding.ts';
import { botToken } from '../probes/tokens.ts';
import { type Identity, tokenAdvice } from '../token-advice.ts';

const kinds = { password: 'secret', certificate: 'certificate', managedIdentity: 'managedIdentity' } as const;

export function botCredentialNames({ appId, credential }: BotConfig): Identity {
  return {
    whose: 'the bot (towards Teams)',
    appKey: 'BOT_ID',
    appId,
    tenantKey: 'BOT_TENANT_ID',
    secretKey: 'BOT_PASSWORD',
    certificateKey: 'BOT_CERTIFICATE_PATH',
    kind: kinds[credential.kind],
    why: 'Without it no card is posted, redrawn or answered.',
  };
}

export const botTokenCheck = defineCheck({
  needs: ['bot'],
  after: ['entra'],
  async look({ bot }, patient) {
    const token = await botToken(patient);
    if (token?.kind !== 'none') return [ok('Entra gives the bot a token for Teams.')];
    return [fault(tokenAdvice(token.code, botCredentialNames(bot)))];
  },
});
