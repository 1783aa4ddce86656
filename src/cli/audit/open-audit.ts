/** The settings that the commands need, and no others: whoever looks into the audit log need not be the service. */
import { describeProblems } from '../../config/describe-settings.ts';
import { diskFiles } from '../../config/disk-files.ts';
import { readAudit, readStore } from '../../config/read-places.ts';
import type { Secret } from '../../config/secret.ts';
import { createSettingReader, type Environment } from '../../config/setting-reader.ts';
import { asServiceError } from '../../errors.ts';
import { type AuditAccess, openSqliteAudit } from '../../store/audit-access.ts';
import { type Stop, stop } from './stop.ts';

/** The private key; undefined where none is set. */
export function readSigningKey(env: Environment): Secret | undefined | Stop {
  const reader = createSettingReader(env, diskFiles);
  const { signingKey } = readAudit(reader);
  return reader.problems.length === 0 ? signingKey : stop('config', describeProblems(reader.problems));
}

export async function openAudit(env: Environment): Promise<AuditAccess | Stop> {
  try {
    if ((env['DATABASE_URL'] ?? '').trim() !== '') return await openServer(env);
    const directory = env['DATA_DIR']?.trim() || './data';
    const none = `There is no embedded store in ${directory}. Set DATA_DIR to its folder, or DATABASE_URL.\n`;
    return (await openSqliteAudit(directory)) ?? stop('noInput', none);
  } catch (thrown) {
    return stop('ioError', `${asServiceError(thrown).message}\n`);
  }
}

async function openServer(env: Environment): Promise<AuditAccess | Stop> {
  const reader = createSettingReader(env, diskFiles);
  const config = readStore(reader);
  if (reader.problems.length > 0 || config.kind !== 'postgres') {
    return stop('config', describeProblems(reader.problems));
  }
  const { openPostgresAudit } = await import('../../store/postgres-audit.ts');
  return openPostgresAudit(config.url.reveal());
}
