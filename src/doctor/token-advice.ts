/** What Entra's refusals of a token mean, and where each is put right. Codes: learn.microsoft.com/entra/identity-platform/reference-error-codes. */
import type { Remedy } from './finding.ts';

/** The settings behind an identity, by name; `appId` and `tenantId` are ids, not secrets. */
export interface Identity {
  /** `the bot`, `Graph`. */
  readonly whose: string;
  readonly appKey: string;
  readonly appId: string;
  readonly tenantKey: string;
  readonly secretKey: string;
  readonly certificateKey: string;
  readonly kind: 'managedIdentity' | 'workloadIdentity' | 'certificate' | 'secret';
  /** What does not work without it. */
  readonly why: string;
}

type Advice = (identity: Identity) => { readonly meaning: string; readonly fix: string };

const restart = 'then restart the service';

const advice: Readonly<Record<string, Advice>> = {
  AADSTS7000222: ({ secretKey, appId }) => ({
    meaning: `the client secret in ${secretKey} has expired`,
    fix: `Make a new one (az ad app credential reset --id ${appId} --append), put its value into ${secretKey}, ${restart}.`,
  }),
  AADSTS7000215: ({ secretKey, appId }) => ({
    meaning: `the client secret in ${secretKey} is wrong`,
    fix: `${secretKey} must hold the Value of the secret, not its Secret ID. The value is shown once: make a new one (az ad app credential reset --id ${appId} --append), ${restart}.`,
  }),
  AADSTS700016: ({ appKey, tenantKey }) => ({
    meaning: `the tenant of ${tenantKey} knows no app with the id in ${appKey}`,
    fix: `Set ${appKey} to the Application (client) ID, not the object id (Entra admin center, App registrations, Overview), and ${tenantKey} to the tenant that it is registered in.`,
  }),
  AADSTS90002: ({ tenantKey }) => ({
    meaning: `there is no tenant with the id in ${tenantKey}`,
    fix: `Set ${tenantKey} to the tenant id: az account show --query tenantId, or Entra admin center, Overview. For a government tenant also set CLOUD.`,
  }),
  AADSTS7000112: ({ appKey, appId }) => ({
    meaning: `the app of ${appKey} is disabled`,
    fix: `Turn it on: az ad sp update --id ${appId} --set accountEnabled=true, or Entra admin center, Enterprise applications, Properties.`,
  }),
  AADSTS700027: ({ certificateKey, appId }) => ({
    meaning: `the certificate of ${certificateKey} is not among those of the app`,
    fix: `Add it: az ad app credential reset --id ${appId} --cert @certificate.pem --append (the certificate alone, without its key).`,
  }),
  AADSTS700024: () => ({
    meaning: 'the clock of this machine is wrong: its assertion is out of time',
    fix: 'Turn time synchronisation on (check "clock").',
  }),
  AADSTS700211: federated,
  AADSTS700213: federated,
  AADSTS70021: federated,
  AADSTS53003: ({ appKey }) => ({
    meaning: 'Conditional Access for workload identities blocks it',
    fix: `Entra admin center, Protection, Conditional Access: let the app of ${appKey} sign in from here.`,
  }),
  AADSTS500011: () => ({
    meaning: 'the tenant does not know the resource that the token is for',
    fix: 'Check CLOUD: government tenants need gccHigh or dod, all others global.',
  }),
  noFile: unreadable,
  ENOENT: unreadable,
  EACCES: unreadable,
};

function federated({ appKey }: Identity): ReturnType<Advice> {
  return {
    meaning: `no federated credential of the app of ${appKey} fits this token's issuer and subject`,
    fix: 'Entra admin center, App registrations, Certificates & secrets, Federated credentials: compare issuer, subject and audience with the cluster and service account.',
  };
}

function unreadable({ certificateKey, kind }: Identity): ReturnType<Advice> {
  const key = kind === 'workloadIdentity' ? 'AZURE_FEDERATED_TOKEN_FILE' : certificateKey;
  return {
    meaning: `the file that ${key} names cannot be read`,
    fix: `Let ${key} name a file that the user of the service may read.`,
  };
}

const noAnswer = {
  meaning: 'there was no answer in time',
  fix: 'Let outgoing TLS (port 443) to the login authority through firewall and proxy on this machine.',
};

function ofManagedIdentity({ appKey }: Identity): ReturnType<Advice> {
  return {
    meaning: 'the platform gave no token for a managed identity',
    fix: `A managed identity exists only where it is assigned: run the doctor there (az containerapp exec, or the SSH console of App Service), and assign the identity whose client id is in ${appKey} (az webapp identity assign, az containerapp identity assign).`,
  };
}

export function tokenAdvice(code: string, identity: Identity): Remedy {
  const { whose, why, kind } = identity;
  const known = advice[code]?.(identity) ?? (kind === 'managedIdentity' ? ofManagedIdentity(identity) : undefined);
  const { meaning, fix } = known ?? (code === 'timeout' ? noAnswer : unknown(identity));
  const shown = isOurs(code) ? '' : ` (${code})`;
  return { what: `No access token for ${whose}: ${meaning}${shown}.`, why, fix };
}

/** Words of ours, not codes that anybody could look up. */
function isOurs(code: string): boolean {
  return code === 'timeout' || code === 'noFile';
}

function unknown({ appKey, tenantKey }: Identity): ReturnType<Advice> {
  return {
    meaning: 'Entra gave none',
    fix: `Look the code up at https://login.microsoftonline.com/error and check ${appKey} and ${tenantKey}; Entra admin center, Sign-in logs, Service principal sign-ins has the details.`,
  };
}
