import { generateKeyPairSync } from 'node:crypto';
import { azureKeys, settingKeys } from '../../src/config/setting-keys.ts';
import type { Environment } from '../../src/config/setting-reader.ts';
import { readConfig } from '../../src/config.ts';

export const policyPath = '/etc/countersign/policy.json';
export const auditKeyPath = '/etc/countersign/audit-signing-key.pem';
const auditKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
export const samplePolicy = JSON.stringify({ approvers: { users: ['ana@contoso.com', 'ben@contoso.com'] } });

const guid = '3f1c0b52-6a35-4a5e-9d2e-3f7f0b1c2d4e';

/** Something that holds, for every setting that a deployment leaves to whoever installs it. */
export const samples: Readonly<Record<string, string>> = {
  BOT_ID: guid,
  BOT_TYPE: 'SingleTenant',
  BOT_TENANT_ID: guid,
  BOT_PASSWORD: 'a password',
  AZURE_CLIENT_ID: guid,
  DATABASE_URL: 'postgres://user:word@host.example:5432/countersign?sslmode=verify-full',
  WEBHOOK_SECRETS: `mailgate=whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  ALERTS_TENANT_ID: guid,
  ALERTS_AUDIENCE: guid,
  ALERTS_CLIENTS: `${guid}=sentinel`,
  OUTCOME_CALLBACKS: 'mailgate=https://mailgate.example/outcomes',
  OUTCOME_SECRETS: `mailgate=whsec_${Buffer.alloc(32, 9).toString('base64')}`,
  REMEDIATION_MODE: 'dry-run',
};

const known: ReadonlySet<string> = new Set([...settingKeys, ...azureKeys]);

/** Names that no setting has, nor the platform and its libraries. */
export function unknownNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => !known.has(name) && !/^(?:AZURE|OTEL|NODE|WEBSITE)_/.test(name));
}

/** What the service would say of these settings before it starts, with this policy mounted. */
export function problemsOf(env: Environment, policy = samplePolicy, path = policyPath): readonly string[] {
  const files = {
    read: (asked: string) => (asked === path ? policy : asked === auditKeyPath ? auditKey : undefined),
    look: (asked: string) => (asked === '/data' ? ('folder' as const) : undefined),
  };
  const read = readConfig(env, files);
  const hints = read.hints.map(({ key, meant }) => `${key}: is ${meant} meant?`);
  return [
    ...(read.kind === 'invalid' ? read.problems.map(({ key, expectation }) => `${key}: ${expectation}`) : []),
    ...hints,
  ];
}
