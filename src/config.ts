import { type Config, logLevels } from './config/config-types.ts';
import { type MisspeltKey, misspeltKeys } from './config/misspelt-keys.ts';
import { readAlerts } from './config/read-alerts.ts';
import { readBot } from './config/read-bot.ts';
import { readCallbacks } from './config/read-callbacks.ts';
import { readCloud, readGraph, readLoginAuthority } from './config/read-graph.ts';
import { readAudit, readHttp, readPolicy, readStore } from './config/read-places.ts';
import { readRemediation } from './config/read-remediation.ts';
import { readTeams } from './config/read-teams.ts';
import { readTracing, tracingWithoutEffect } from './config/read-tracing.ts';
import { readWords } from './config/read-words.ts';
import { createSettingReader, type Environment, type Files, type SettingProblem } from './config/setting-reader.ts';
import { withoutEffect } from './config/without-effect.ts';

type ReadConfig =
  | ({ readonly kind: 'ok'; readonly config: Config } & Remarks)
  | ({ readonly kind: 'invalid'; readonly problems: readonly SettingProblem[] } & Remarks);

/** What people should hear of although nothing is wrong. */
interface Remarks {
  readonly hints: readonly MisspeltKey[];
  /** What is set and can never do anything: `POLICY_FILE /…` for keys of the policy, and why. */
  readonly withoutEffect: readonly string[];
}

/** Settings out of the environment (INTERFACE section 4): complete and checked, or everything that is wrong at once. */
export function readConfig(env: Environment, files: Files): ReadConfig {
  const read = createSettingReader(env, files);
  const cloud = readCloud(read);
  const loginAuthority = readLoginAuthority(read, cloud);
  const alerts = readAlerts(read, cloud);
  const config: Config = {
    http: readHttp(read),
    bot: readBot(read, loginAuthority),
    graph: readGraph(read, cloud, loginAuthority),
    store: readStore(read),
    policy: readPolicy(read),
    teams: readTeams(read),
    alerts,
    callbacks: readCallbacks(read, alerts),
    remediation: readRemediation(read),
    audit: readAudit(read),
    words: readWords(read),
    tracing: readTracing(read),
    log: { level: read.choice('LOG_LEVEL', logLevels, 'info') },
  };
  const hints = misspeltKeys(Object.keys(env).filter((key) => env[key] !== undefined && env[key] !== ''));
  const remarks = { hints, withoutEffect: [...withoutEffect(config.policy.policy), ...tracingWithoutEffect(read)] };
  if (read.problems.length > 0) return { kind: 'invalid', problems: read.problems, ...remarks };
  return { kind: 'ok', config: freezeDeep(config), ...remarks };
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freezeDeep(part);
  return Object.freeze(value);
}
