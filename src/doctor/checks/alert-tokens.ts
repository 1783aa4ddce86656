import { defineCheck } from '../check.ts';
import { fault, ok, skipped } from '../finding.ts';
import { whyNoKeys } from '../probes/read-keys.ts';

export const alertTokensCheck = defineCheck({
  needs: ['alerts'],
  async look({ alerts: { appTokens } }, { machine }) {
    if (!appTokens) return [skipped('no alert source shows app tokens (ALERTS_…)')];
    const why = await whyNoKeys(appTokens.metadataUrl, machine.clock);
    if (why === undefined) return [ok('The keys that app tokens of alert sources are signed with can be read.')];
    return [
      fault({
        what: `The OpenID metadata of ALERTS_TENANT_ID cannot be read: ${why}.`,
        why: 'Alerts of Logic Apps, Sentinel and Functions are answered 401.',
        fix: 'Set ALERTS_TENANT_ID to the tenant id (az account show --query tenantId); leave ALERTS_OPENID_METADATA_URL empty unless you know why it is set; let TLS (port 443) to the login authority through.',
      }),
    ];
  },
});
