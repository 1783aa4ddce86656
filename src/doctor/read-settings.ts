import type { Config } from '../config/config-types.ts';
import { diskFiles } from '../config/disk-files.ts';
import { readAlerts } from '../config/read-alerts.ts';
import { readBot } from '../config/read-bot.ts';
import { readCallbacks } from '../config/read-callbacks.ts';
import { readCloud, readGraph, readLoginAuthority } from '../config/read-graph.ts';
import { readAudit, readHttp, readPolicy, readStore } from '../config/read-places.ts';
import { readRemediation } from '../config/read-remediation.ts';
import { readTeams } from '../config/read-teams.ts';
import { readTracing } from '../config/read-tracing.ts';
import { readWords } from '../config/read-words.ts';
import { createSettingReader, type Environment, type Files, type SettingReader } from '../config/setting-reader.ts';
import { readConfig } from '../config.ts';
import type { Patient } from './patient.ts';
import { isPlainFile } from './probes/plain-file.ts';

type Readers = { readonly [Part in keyof Omit<Config, 'log'>]: (read: SettingReader) => Config[Part] };

const readers: Readers = {
  http: readHttp,
  bot: (read) => readBot(read, readLoginAuthority(read, readCloud(read))),
  graph: (read) => {
    const cloud = readCloud(read);
    return readGraph(read, cloud, readLoginAuthority(read, cloud));
  },
  store: readStore,
  policy: readPolicy,
  teams: readTeams,
  alerts: (read) => readAlerts(read, readCloud(read)),
  callbacks: (read) => readCallbacks(read, readAlerts(read, readCloud(read))),
  remediation: readRemediation,
  audit: readAudit,
  words: readWords,
  tracing: readTracing,
};

type Read = Pick<Patient, 'cloud' | 'settings' | 'problems' | 'hints' | 'withoutEffect'>;

/** The service refuses wrong settings as a whole; here each part that holds by itself can still be looked into. */
export function readSettings(env: Environment): Read {
  const read = readConfig(env, files);
  const { hints, withoutEffect } = read;
  const cloud = readCloud(createSettingReader(env, files));
  if (read.kind === 'ok') return { cloud, settings: read.config, problems: [], hints, withoutEffect };
  const parts = Object.entries(readers).flatMap(([part, readPart]) => {
    const reader = createSettingReader(env, files);
    const value = readPart(reader);
    return reader.problems.length === 0 ? [[part, value] as const] : [];
  });
  return { cloud, settings: Object.fromEntries(parts), problems: read.problems, hints, withoutEffect };
}

/** A pipe or a device would be waited for without end. */
const files: Files = { ...diskFiles, read: (path) => (isPlainFile(path) ? diskFiles.read(path) : undefined) };
