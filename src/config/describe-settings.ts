import { escalated } from '../approval/escalation.ts';
import { groupsNamed, type Policy, recipientsNamed } from '../approval/policy.ts';
import type { Config } from './config-types.ts';
import type { MisspeltKey } from './misspelt-keys.ts';
import type { SettingProblem } from './setting-reader.ts';

/** EX_CONFIG of sysexits.h: supervisors that know it do not start the program again. */
export const exitConfigInvalid = 78;

/** One sentence a line: what is wrong with which key, never a value. */
export function describeProblems(problems: readonly SettingProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map(({ key, expectation }) => `  ${key}: ${expectation}.`);
  return [`${count} with the settings; nothing was started.`, ...lines, 'See env/.env.example for every key.', ''].join(
    '\n',
  );
}

export function describeHints(hints: readonly MisspeltKey[], withoutEffect: readonly string[]): string {
  return [
    ...hints.map(({ key, meant }) => `${key} is not a setting. Is ${meant} meant?\n`),
    ...withoutEffect.map((name) => `${name} has no effect.\n`),
  ].join('');
}

const modes: Readonly<Record<Config['remediation']['mode'], string>> = {
  live: 'live (approved emails are moved or deleted)',
  'dry-run': 'dry-run (Graph is not told to change anything)',
};

/** What was chosen, without secrets. */
export function describeConfig(config: Config): string {
  const { alerts, graph, http, remediation, teams } = config;
  const internal = http.internalPort === undefined ? '' : `, health and metrics on ${http.internalPort}`;
  return [
    'Settings are complete.',
    `  Mode: ${modes[remediation.mode]}, ${remediation.batchSize} emails a call.`,
    ...describePeople(config.policy.policy).map((line) => `  ${line}`),
    `  Graph: ${graph.root} (${graph.apiVersion}), identity ${graph.auth.kind}.`,
    `  Bot: ${config.bot.type}, identity ${config.bot.credential.kind}.`,
    `  Store: ${storePlace(config.store)}.`,
    `  Alerts from: ${sourceNames(alerts).join(', ') || 'nobody (no alert is taken over HTTP)'}.`,
    ...describeEdges(config),
    `  Alert channel: ${teams.alertChannel === undefined ? 'bound in Teams with "alerts here"' : 'ALERT_CHANNEL'}.`,
    `  Audit chain: ${config.audit.signingKey === undefined ? 'not signed' : 'signed every day'}.`,
    `  Listens on: ${http.host}, port ${http.port}${internal}.`,
    '',
  ].join('\n');
}

function describeEdges({ alerts: { poll }, callbacks }: Config): readonly string[] {
  const told = callbacks.map(({ source }) => source).join(', ');
  return [
    ...(poll === undefined
      ? []
      : [`  Defender: polled every ${poll.everyMs / 1_000} s as ${poll.source}, which needs SecurityAlert.Read.All.`]),
    ...(told === '' ? [] : [`  Told how requests end: ${told}.`]),
  ];
}

/** How many a policy names, and what Graph must allow so that they are found. Never a name. */
export function describePeople(policy: Policy): readonly string[] {
  const { approvers, rules } = policy;
  const recipients = recipientsNamed(policy);
  const groups = groupsNamed(escalated(policy)).length + recipients.groups.length;
  // The larger permission on people holds the smaller one.
  const onPeople = recipients.objectIds.length > 0 ? ['User.Read.All'] : groups > 0 ? ['User.ReadBasic.All'] : [];
  const needed = [...(groups > 0 ? ['GroupMember.Read.All'] : []), ...onPeople];
  return [
    `Approvers: ${approvers.users.length} by name, ${approvers.groups.length} by group. Rules: ${rules.length}.`,
    ...(needed.length === 0 ? [] : [`Looked up in Entra, which needs ${needed.join(' and ')} (docs/permissions.md).`]),
  ];
}

function storePlace(store: Config['store']): string {
  return store.kind === 'embedded' ? `embedded, in ${store.dataDir}` : 'PostgreSQL, named by DATABASE_URL';
}

function sourceNames(alerts: Config['alerts']): readonly string[] {
  const signed = alerts.webhookSecrets.map(({ source }) => source);
  const bearing = alerts.appTokens?.clients.map(({ source }) => source) ?? [];
  return [...new Set([...signed, ...bearing])].toSorted();
}
