/** What the parts of compose.ts are handed, out of the settings. */
import type { CallbackReceiver } from './callbacks/create-callbacks.ts';
import type { Config } from './config/config-types.ts';
import { pairsIn } from './config/read-tracing.ts';
import { digest } from './digest.ts';
import type { CredentialSettings } from './identity/credential-settings.ts';
import type { Switch } from './metrics/table.ts';
import type { TracingOptions } from './tracing/tracing-options.ts';
import { version } from './version.ts';
import type { PolicyInForce } from './workflow/ports.ts';
import type { StepSettings } from './workflow/step-settings.ts';

export function stepSettings(config: Config): StepSettings {
  const { alertChannel, serviceUrl } = config.teams;
  return {
    dryRun: config.remediation.mode === 'dry-run',
    batchSize: config.remediation.batchSize,
    reviseEveryMs: config.remediation.reviseEveryMs,
    foldAbove: config.teams.foldAbove,
    reconcileAfterMs: config.remediation.reconcileAfterMs,
    verifyScheduleMs: config.remediation.verifyScheduleMs,
    graphTimeoutMs: config.graph.timeoutMs,
    retainMailFactsMs: config.remediation.retainMailFactsMs,
    tenantId: config.bot.tenantId,
    ...(alertChannel === undefined ? {} : { alertChannel }),
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
    callbackSources: config.callbacks.map(({ source }) => source),
  };
}

export function policyInForce({ policy: { policy, document } }: Config): PolicyInForce {
  return { policy, document, hash: digest(document) };
}

export function graphCredential({ graph }: Pick<Config, 'graph'>): CredentialSettings {
  const { auth, loginAuthority: authorityHost } = graph;
  switch (auth.kind) {
    case 'managedIdentity':
      return auth;
    case 'workloadIdentity':
      return { ...auth, authorityHost };
    case 'certificate': {
      const { certificatePassword, ...rest } = auth;
      const password = certificatePassword === undefined ? {} : { certificatePassword: certificatePassword.reveal() };
      return { ...rest, authorityHost, ...password };
    }
    case 'clientSecret':
      return { ...auth, authorityHost, clientSecret: auth.clientSecret.reveal() };
  }
}

/** The bot's own credential: always BOT_ID's, whatever Graph's AZURE_… variables name. */
export function botCredential({ bot }: Pick<Config, 'bot'>): CredentialSettings {
  const { appId: clientId, tenantId, credential, loginAuthority: authorityHost } = bot;
  switch (credential.kind) {
    case 'managedIdentity':
      return { kind: 'managedIdentity', clientId };
    case 'password':
      return { kind: 'clientSecret', tenantId, clientId, authorityHost, clientSecret: credential.password.reveal() };
    case 'certificate':
      return { kind: 'certificate', tenantId, clientId, authorityHost, certificatePath: credential.path };
  }
}

export function callbackReceivers({ callbacks }: Config): readonly CallbackReceiver[] {
  return callbacks.map(({ source, url, secrets }) => ({
    source,
    url: url.reveal(),
    secrets: secrets.map((secret) => secret.reveal()),
  }));
}

export function alertSources({ alerts }: Config) {
  const webhookSecrets = alerts.webhookSecrets.map(({ source, secret }) => ({ source, secret: secret.reveal() }));
  return { webhookSecrets, ...(alerts.appTokens === undefined ? {} : { appTokens: alerts.appTokens }) };
}

export function tracingOptions({ tracing }: Config): TracingOptions {
  const { headers, ...rest } = tracing;
  return { ...rest, headers: pairsIn(headers?.reveal()), version };
}

/** For metrics that only then have lines. */
export function switchedOn({ alerts, callbacks, audit, tracing }: Config): Switch[] {
  const isOn: Readonly<Record<Switch, boolean>> = {
    polling: alerts.poll !== undefined,
    callbacks: callbacks.length > 0,
    signing: audit.signingKey !== undefined,
    // Only a collector can lose them.
    tracing: tracing.exporter === 'otlp',
  };
  return (Object.keys(isOn) as Switch[]).filter((name) => isOn[name]);
}
