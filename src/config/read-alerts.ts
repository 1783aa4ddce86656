import { isGuid } from '../approval/ids.ts';
import { type CloudName, clouds } from '../identity/clouds.ts';
import type { AlertsConfig, AppTokensConfig } from './config-types.ts';
import { keepSecret } from './secret.ts';
import type { SettingKey } from './setting-keys.ts';
import type { SettingReader } from './setting-reader.ts';

export function readAlerts(read: SettingReader, cloud: CloudName): AlertsConfig {
  const appTokens = readAppTokens(read, cloud);
  return {
    perMinute: read.whole('ALERTS_PER_MINUTE', 6_000, { least: 1, most: 1_000_000 }),
    webhookSecrets: readWebhookSecrets(read),
    ...(appTokens === undefined ? {} : { appTokens }),
  };
}

const sourcePattern = /^[a-z0-9.-]{1,64}$/;
const sourceExpectation = 'the name of the source must be 1 to 64 of a-z, 0-9, dot and hyphen';

interface Entry {
  readonly position: number;
  readonly left: string;
  readonly right: string;
}

/** `left=right` pairs between commas. Split at the first `=`: base64 ends in more of them. */
function readPairs(read: SettingReader, key: SettingKey): readonly Entry[] {
  return read.list(key).map((item, index) => {
    const at = item.indexOf('=');
    const [left, right] = at < 0 ? ['', item] : [item.slice(0, at).trim(), item.slice(at + 1).trim()];
    return { position: index + 1, left, right };
  });
}

function readWebhookSecrets(read: SettingReader): AlertsConfig['webhookSecrets'] {
  const sourceOf = new Map<string, string>();
  const refuse = (entry: Entry, expectation: string) =>
    read.refuse('WEBHOOK_SECRETS', `entry ${entry.position}: ${expectation}`);
  for (const entry of readPairs(read, 'WEBHOOK_SECRETS')) {
    const { left: source, right: secret } = entry;
    if (!sourcePattern.test(source)) refuse(entry, `${sourceExpectation}, followed by = and the secret`);
    if (!isWebhookSecret(secret)) refuse(entry, 'the secret must be whsec_ and the base64 of 24 to 64 random bytes');
    const owner = sourceOf.get(secret);
    // The signature alone says who speaks: one secret for two names would let each speak for the other.
    if (owner !== undefined && owner !== source) refuse(entry, 'the secret must not be shared by two sources');
    sourceOf.set(secret, owner ?? source);
  }
  return [...sourceOf].map(([secret, source]) => ({ source, secret: keepSecret(secret) }));
}

const secretPrefix = 'whsec_';

function isWebhookSecret(secret: string): boolean {
  if (!secret.startsWith(secretPrefix)) return false;
  const encoded = secret.slice(secretPrefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === encoded;
}

const required = ['ALERTS_TENANT_ID', 'ALERTS_AUDIENCE', 'ALERTS_CLIENTS'] as const;

function readAppTokens(read: SettingReader, cloud: CloudName): AppTokensConfig | undefined {
  const all = [...required, 'ALERTS_OPENID_METADATA_URL'] as const;
  if (all.every((key) => read.text(key) === undefined)) return undefined;
  for (const key of required) {
    if (read.text(key) !== undefined) continue;
    read.refuse(key, 'must be set when another ALERTS_… key of app tokens is: set all of them or none');
  }
  const tenantId = (read.text('ALERTS_TENANT_ID') ?? '').toLowerCase();
  if (tenantId !== '' && !isGuid(tenantId)) read.refuse('ALERTS_TENANT_ID', 'must be a tenant id (a GUID)');
  const audience = read.text('ALERTS_AUDIENCE') ?? '';
  if (/\s/.test(audience)) read.refuse('ALERTS_AUDIENCE', 'must be one audience, without blanks');
  const issuer = `${clouds[cloud].loginAuthority}/${tenantId}/v2.0`;
  return {
    tenantId,
    audience,
    issuer,
    metadataUrl:
      read.url('ALERTS_OPENID_METADATA_URL', 'httpsOrLoopback')?.href ?? `${issuer}/.well-known/openid-configuration`,
    clients: readClients(read),
  };
}

function readClients(read: SettingReader): AppTokensConfig['clients'] {
  const clients = new Map<string, string>();
  const refuse = (entry: Entry, expectation: string) =>
    read.refuse('ALERTS_CLIENTS', `entry ${entry.position}: ${expectation}`);
  for (const entry of readPairs(read, 'ALERTS_CLIENTS')) {
    const clientId = entry.left.toLowerCase();
    if (!isGuid(clientId)) refuse(entry, 'must begin with an application (client) id (a GUID) and =');
    if (!sourcePattern.test(entry.right)) refuse(entry, sourceExpectation);
    if (clients.has(clientId)) refuse(entry, 'names an application a second time');
    clients.set(clientId, entry.right);
  }
  return [...clients].map(([clientId, source]) => ({ clientId, source }));
}
