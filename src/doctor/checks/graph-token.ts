import type { GraphAuth } from '../../config/config-types.ts';
import { defineCheck } from '../check.ts';
import { fault, ok, skipped } from '../finding.ts';
import { botTenant, isUnknownTenant, readTenant } from '../probes/entra-document.ts';
import { graphToken } from '../probes/tokens.ts';
import { type Identity, tokenAdvice } from '../token-advice.ts';

const kinds = {
  managedIdentity: 'managedIdentity',
  workloadIdentity: 'workloadIdentity',
  certificate: 'certificate',
  clientSecret: 'secret',
} as const;

export function graphCredentialNames(auth: GraphAuth): Identity {
  return {
    whose: 'Graph',
    appKey: 'AZURE_CLIENT_ID',
    appId: auth.clientId ?? '',
    tenantKey: 'AZURE_TENANT_ID',
    secretKey: 'AZURE_CLIENT_SECRET',
    certificateKey: 'AZURE_CLIENT_CERTIFICATE_PATH',
    kind: kinds[auth.kind],
    why: 'Without it no approved email is moved or deleted, and no group is looked up.',
  };
}

export const graphTokenCheck = defineCheck({
  needs: ['graph'],
  async look({ graph: { auth, loginAuthority } }, patient) {
    const token = await graphToken(patient);
    if (token?.kind !== 'none') return [ok('Entra gives a token for Graph.')];
    const { code } = token;
    const home = auth.kind === 'managedIdentity' ? undefined : await botTenant(patient);
    if (home?.kind === 'failed') return [skipped('entra found a fault')];
    // Of an unknown tenant the SDK only says that it could not find out where tokens are given.
    const isUnknown =
      auth.kind !== 'managedIdentity' &&
      !code.startsWith('AADSTS') &&
      isUnknownTenant(await readTenant(loginAuthority, auth.tenantId));
    return [fault(tokenAdvice(isUnknown ? 'AADSTS90002' : code, graphCredentialNames(auth)))];
  },
});
