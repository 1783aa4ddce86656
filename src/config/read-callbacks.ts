import type { AlertsConfig, CallbackConfig } from './config-types.ts';
import { keepSecret } from './secret.ts';
import { isAllowedUrl, type SettingReader } from './setting-reader.ts';
import {
  type Entry,
  readPairs,
  readSourceSecrets,
  type SourceSecret,
  sourceExpectation,
  sourcePattern,
} from './source-pairs.ts';

const key = 'OUTCOME_CALLBACKS';

/** Who is told how requests ended: `name=https://…`, each with a secret in OUTCOME_SECRETS. */
export function readCallbacks(read: SettingReader, alerts: AlertsConfig): readonly CallbackConfig[] {
  const secrets = readSourceSecrets(read, 'OUTCOME_SECRETS');
  const known = sourcesOf(alerts);
  const callbacks = new Map<string, CallbackConfig>();
  for (const entry of readPairs(read, key)) {
    const { left: source, right: address } = entry;
    const problem = problemOf(entry, known, callbacks, secrets);
    if (problem !== undefined) read.refuse(key, `entry ${entry.position}: ${problem}`);
    const own = secrets.filter((one) => one.source === source).map(({ secret }) => secret);
    callbacks.set(source, { source, url: keepSecret(address), secrets: own });
  }
  // One mistake in a name is told once, where it was made.
  if (read.problems.some((problem) => problem.key === key)) return [...callbacks.values()];
  for (const [index, { source }] of secrets.entries()) {
    if (callbacks.has(source)) continue;
    read.refuse('OUTCOME_SECRETS', `entry ${index + 1}: the name must be one that ${key} has`);
  }
  return [...callbacks.values()];
}

function problemOf(
  { left: source, right: address }: Entry,
  known: ReadonlySet<string>,
  callbacks: ReadonlyMap<string, CallbackConfig>,
  secrets: readonly SourceSecret[],
): string | undefined {
  if (!sourcePattern.test(source)) return `${sourceExpectation}, followed by = and an address`;
  if (!known.has(source)) {
    return 'the name must be that of an alert source (WEBHOOK_SECRETS, ALERTS_CLIENTS, or DEFENDER_POLL_SOURCE where it is polled)';
  }
  if (callbacks.has(source)) return 'names a source a second time';
  if (!URL.canParse(address) || !isAllowedUrl(new URL(address), 'httpsOrLoopback')) {
    return 'must be an https address (http only for a loopback address), without user name or fragment, %2C for a comma';
  }
  return secrets.some((one) => one.source === source) ? undefined : 'needs a secret for this name in OUTCOME_SECRETS';
}

function sourcesOf({ webhookSecrets, appTokens, poll }: AlertsConfig): ReadonlySet<string> {
  const signed = webhookSecrets.map(({ source }) => source);
  const bearing = appTokens?.clients.map(({ source }) => source) ?? [];
  return new Set([...signed, ...bearing, ...(poll === undefined ? [] : [poll.source])]);
}
