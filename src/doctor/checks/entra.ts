import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, warning } from '../finding.ts';
import type { Asked } from '../probes/ask.ts';
import { botTenant, isUnknownTenant } from '../probes/entra-document.ts';
import { failureFix, failureWords } from '../probes/failure-code.ts';

/** `isNeeded`: tokens of the bot come from there; a managed identity's come from the platform. */
export function judgeEntra(asked: Asked, isNeeded: boolean): Finding {
  if (isUnknownTenant(asked)) {
    return fault({
      what: 'Entra knows no tenant of this id (AADSTS90002).',
      why: 'The bot can neither get a token nor take an activity of its tenant.',
      fix: 'Set BOT_TENANT_ID to the tenant id: az account show --query tenantId, or Entra admin center, Overview. For a government tenant also set CLOUD.',
    });
  }
  if (asked.kind === 'answered' && asked.status === 200) return ok('Entra ID answers and knows the tenant of the bot.');
  const why = asked.kind === 'failed' ? failureWords(asked.code) : `it answered ${asked.status}`;
  const remedy = {
    what: `Entra ID (the login authority of CLOUD, or AZURE_AUTHORITY_HOST) cannot be read: ${why}.`,
    why: isNeeded
      ? 'Tokens for Teams come from there: without them no card is posted and no click is answered.'
      : 'Keys of app tokens come from there; tokens of a managed identity do not.',
    fix:
      asked.kind === 'failed'
        ? failureFix(asked.code)
        : 'Try again later; see the state of Entra at https://status.cloud.microsoft.',
  };
  return isNeeded ? fault(remedy) : warning(remedy);
}

export const entraCheck = defineCheck({
  needs: ['bot'],
  async look({ bot }, patient) {
    const asked = await botTenant(patient);
    return asked ? [judgeEntra(asked, bot.credential.kind !== 'managedIdentity')] : [];
  },
});
