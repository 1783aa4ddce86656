import type { Config } from './config-types.ts';
import type { MisspeltKey } from './misspelt-keys.ts';
import type { SettingProblem } from './setting-reader.ts';

/** EX_CONFIG of sysexits.h: supervisors that know it do not start the program again. */
export const exitConfigInvalid = 78;

/** One sentence a line: what is wrong with which key, never a value. */
export function describeProblems(problems: readonly SettingProblem[]): string {
  const count = problems.length === 1 ? '1 setting is' : `${problems.length} settings are`;
  const lines = problems.map(({ key, expectation }) => `  ${key}: ${expectation}.`);
  return [`${count} missing or wrong; nothing was started.`, ...lines, 'See env/.env.example for every key.', ''].join(
    '\n',
  );
}

export function describeHints(hints: readonly MisspeltKey[]): string {
  return hints.map(({ key, meant }) => `${key} is not a setting. Is ${meant} meant?\n`).join('');
}

/** What was chosen, without secrets. */
export function describeConfig(config: Config): string {
  const { alerts, graph, http, remediation, teams } = config;
  const internal = http.internalPort === undefined ? '' : `, health and metrics on ${http.internalPort}`;
  return [
    'Settings are complete.',
    `  Remediation: ${remediation.mode}, ${remediation.batchSize} emails a call.`,
    `  Graph: ${graph.root} (${graph.apiVersion}), identity ${graph.auth.kind}.`,
    `  Bot: ${config.bot.type}, identity ${config.bot.credential.kind}.`,
    `  Store: ${config.store.kind}, in ${config.store.dataDir}.`,
    `  Alerts from: ${sourceNames(alerts).join(', ') || 'nobody (no alert is taken over HTTP)'}.`,
    `  Alert channel: ${teams.alertChannel === undefined ? 'bound in Teams with "alerts here"' : 'ALERT_CHANNEL'}.`,
    `  Listens on: ${http.host}, port ${http.port}${internal}.`,
    '',
  ].join('\n');
}

function sourceNames(alerts: Config['alerts']): readonly string[] {
  const signed = alerts.webhookSecrets.map(({ source }) => source);
  const bearing = alerts.appTokens?.clients.map(({ source }) => source) ?? [];
  return [...new Set([...signed, ...bearing])].toSorted();
}
