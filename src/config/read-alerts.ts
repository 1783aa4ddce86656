import { isGuid } from '../approval/ids.ts';
import { type CloudName, clouds } from '../identity/clouds.ts';
import type { AlertsConfig, AppTokensConfig } from './config-types.ts';
import type { SettingReader } from './setting-reader.ts';
import { type Entry, readPairs, readSourceSecrets, sourceExpectation, sourcePattern } from './source-pairs.ts';

export function readAlerts(read: SettingReader, cloud: CloudName): AlertsConfig {
  const appTokens = readAppTokens(read, cloud);
  const poll = readPoll(read);
  return {
    perMinute: read.whole('ALERTS_PER_MINUTE', 6_000, { least: 1, most: 1_000_000 }),
    webhookSecrets: readSourceSecrets(read, 'WEBHOOK_SECRETS'),
    ...(appTokens === undefined ? {} : { appTokens }),
    ...(poll === undefined ? {} : { poll }),
  };
}

/** setInterval takes no more than 24 days, and a day is long enough for alerts to grow old in. */
const pollEvery = { least: 30_000, most: 86_400_000 };

function readPoll(read: SettingReader): AlertsConfig['poll'] {
  const source = read.text('DEFENDER_POLL_SOURCE') ?? 'defender';
  if (!sourcePattern.test(source)) read.refuse('DEFENDER_POLL_SOURCE', sourceExpectation);
  if (read.text('DEFENDER_POLL_EVERY') === undefined) return undefined;
  const everyMs = read.duration('DEFENDER_POLL_EVERY', 'PT1M');
  if (everyMs > 0 && (everyMs < pollEvery.least || everyMs > pollEvery.most)) {
    const why = 'Defender takes minutes to raise an alert, and Graph limits how often it is asked';
    read.refuse('DEFENDER_POLL_EVERY', `must be from PT30S to P1D (${why})`);
  }
  return { everyMs, source };
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
