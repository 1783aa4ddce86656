import { generateKeyPairSync } from 'node:crypto';
import type { Files, FoundAt } from '../../src/config/setting-reader.ts';

export const botId = '0a0a0a0a-1111-4111-8111-000000000001';
export const tenantId = '0a0a0a0a-1111-4111-8111-000000000002';
export const graphAppId = '0a0a0a0a-1111-4111-8111-000000000003';

/** The least that starts. */
export const least: Readonly<Record<string, string>> = {
  BOT_ID: botId,
  BOT_TYPE: 'UserAssignedMsi',
  BOT_TENANT_ID: tenantId,
  REMEDIATION_MODE: 'dry-run',
  POLICY_FILE: 'policy.json',
};

export const policyDocument = { approvers: { users: ['ana@contoso.com'] } };

export function filesOf(files: Readonly<Record<string, string>>): Files {
  const all: Readonly<Record<string, string>> = { 'policy.json': JSON.stringify(policyDocument), ...files };
  return { read: (path) => all[path], look: (path) => places[path] };
}

/** Folders that are there, and what else lies on this disk. */
const places: Readonly<Record<string, FoundAt>> = {
  '/': 'lockedFolder',
  [process.cwd()]: 'folder',
  '/data': 'folder',
  '/data/MARKER.txt': 'file',
  '/locked': 'lockedFolder',
};

export type Settings = Readonly<Record<string, string | undefined>>;

const pem = (type: 'ed25519' | 'x25519') =>
  (type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
export const files = filesOf({
  'bot.pem': '-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n',
  'only-certificate.pem': '-----BEGIN CERTIFICATE-----\n',
  'graph.pem': 'pem',
  'ed25519.pem': pem('ed25519'),
  'x25519.pem': pem('x25519'),
  'broken.json': '{\n  "approvers": MARKER',
  'twice.json': '{"approvers":{"users":["a@b.example"]},"rules":[],"rules":[{"when":{"action":[]},"when":{}}]}',
  'bom.json': `\ufeff${JSON.stringify(policyDocument)}`,
  'nobody.json': '{"approvers":{"users":[]},"MARKER":1}',
  'impossible.json':
    '{"approvers":{"users":["ana@contoso.com"]},"rules":[{"when":{},"require":[{"from":"approvers","count":2}]}]}',
});

export const webhookSecret = (bytes: number, fill = 7) => `whsec_${Buffer.alloc(bytes, fill).toString('base64')}`;
export const appTokens = {
  ALERTS_TENANT_ID: tenantId,
  ALERTS_AUDIENCE: 'api://countersign',
  ALERTS_CLIENTS: `${graphAppId}=sentinel`,
};
export const graphApp = { AZURE_TENANT_ID: 'contoso.onmicrosoft.com', AZURE_CLIENT_ID: graphAppId };
export const singleTenant = { BOT_TYPE: 'SingleTenant' };
