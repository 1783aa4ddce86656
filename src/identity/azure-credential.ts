import type { TokenCredential } from '@azure/identity';
import { clouds } from './clouds.ts';
import type { CredentialSettings } from './credential-settings.ts';

/** The SDK's credential for these settings. Throws what the SDK throws: callers translate it. */
export async function azureCredential(settings: CredentialSettings): Promise<TokenCredential> {
  // Loaded at first use: the SDK takes longer to load than everything else that the start needs.
  const sdk = await import('@azure/identity');
  if (settings.kind === 'managedIdentity') {
    if (settings.clientId === undefined) return new sdk.ManagedIdentityCredential();
    return new sdk.ManagedIdentityCredential({ clientId: settings.clientId });
  }
  const { tenantId, clientId } = settings;
  const options = authorityOptions(settings.authorityHost);
  switch (settings.kind) {
    case 'clientSecret':
      return new sdk.ClientSecretCredential(tenantId, clientId, settings.clientSecret, options);
    case 'certificate':
      return new sdk.ClientCertificateCredential(tenantId, clientId, certificate(settings), options);
    case 'workloadIdentity':
      return new sdk.WorkloadIdentityCredential({
        tenantId,
        clientId,
        tokenFilePath: settings.tokenFilePath,
        ...options,
      });
  }
}

function certificate(settings: Extract<CredentialSettings, { kind: 'certificate' }>) {
  const { certificatePath, certificatePassword } = settings;
  return certificatePassword === undefined ? { certificatePath } : { certificatePath, certificatePassword };
}

const knownAuthorities = new Set(Object.values(clouds).map((cloud) => new URL(cloud.loginAuthority).host));

/** The SDK asks the public cloud whether it knows an authority; a private one would fail there, and be told to the internet. */
function authorityOptions(authorityHost: string) {
  const disableInstanceDiscovery = !knownAuthorities.has(new URL(authorityHost).host);
  // Callers try again later by themselves; the SDK's own retries would only hold them up.
  return { authorityHost, disableInstanceDiscovery, retryOptions: { maxRetries: 1 } };
}
