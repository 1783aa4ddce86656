import type { PostgresLook } from '../../store/look-at-postgres.ts';
import type { SqliteLook } from '../../store/look-at-sqlite.ts';
import type { SchemaState } from '../../store/schema-state.ts';
import { defineCheck } from '../check.ts';
import { counted } from '../counted.ts';
import { type Finding, fault, ok, warning } from '../finding.ts';
import { type Looked, storeLook } from '../probes/store-look.ts';

const noStart = 'The service keeps every request and the audit log there, and does not start.';

export function judgeStore(looked: Looked): readonly Finding[] {
  switch (looked.kind) {
    case 'nothingYet':
      return [ok('There is no database under DATA_DIR yet; the first start makes it.')];
    case 'unusable':
      return [fault({ ...remedyIn(looked.sentence), why: noStart })];
    case 'embedded':
      return judgeEmbedded(looked.look);
    case 'postgres':
      return judgePostgres(looked.look);
  }
}

/** Sentences of the store say what is wrong, and most of them what to do; what they say of alerts is for others. */
function remedyIn(sentence: string): { readonly what: string; readonly fix: string } {
  const [what = '', ...rest] = sentence.replace(/ What was not acknowledged .*$/, '').split(/(?<=\.) (?=[A-Z])/);
  return { what, fix: rest.join(' ') || 'Correct DATABASE_URL, or what it leads to (docs/operations.md).' };
}

function judgeEmbedded({ schema, integrity }: Omit<SqliteLook, 'channels'>): readonly Finding[] {
  if (integrity === 'damaged') {
    return [
      fault({
        what: 'The database file under DATA_DIR is damaged.',
        why: 'Requests and decisions in it may be lost or wrong.',
        fix: 'Stop the service, keep a copy of the folder, and restore the newest backup (docs/operations.md).',
      }),
    ];
  }
  const rest =
    integrity === 'large'
      ? ' It is too large to be read through here: npm run audit -- verify (in the container: node dist/cli/audit.js verify) reads all entries.'
      : '';
  return [judgeSchema(schema, `The embedded store opens, beside a running service as well.${rest}`)];
}

function judgePostgres({
  schema,
  isForeign,
  isReadOnly,
  rights,
  hasQueue,
}: Omit<PostgresLook, 'channels'>): readonly Finding[] {
  if (isForeign) {
    return [
      fault({
        what: 'Another program keeps its tables (kysely_migration) in the database of DATABASE_URL.',
        why: noStart,
        fix: 'Make a database of its own (createdb countersign) and let DATABASE_URL name it.',
      }),
    ];
  }
  if (isReadOnly) {
    return [
      fault({
        what: 'The database of DATABASE_URL is read-only (a standby, perhaps).',
        why: 'No alert and no decision can be kept.',
        fix: 'Let DATABASE_URL name the primary.',
      }),
    ];
  }
  const isUsable =
    rights.useTables && (schema.kind === 'current' || rights.createTables) && (hasQueue || rights.createSchemas);
  if (!isUsable) {
    return [
      fault({
        what: 'The user in DATABASE_URL may not do there what the service needs.',
        why: 'It makes its own tables, and a schema for its work (countersign_work), at the first start and with each update.',
        fix: 'Make that user the owner of the database: ALTER DATABASE <database> OWNER TO <user>; and of what is in it already.',
      }),
    ];
  }
  const queue = hasQueue ? '' : ' The schema of its work is not there yet; the next start makes it.';
  return [judgeSchema(schema, `PostgreSQL answers, and the user has the rights that are needed.${queue}`)];
}

function judgeSchema(schema: SchemaState, fine: string): Finding {
  switch (schema.kind) {
    case 'current':
      return ok(`${fine} Its tables are this version's.`);
    case 'empty':
      return ok(`${fine} It is empty; the first start makes its tables.`);
    case 'older':
      return warning({
        what: `The tables are older than this version by ${counted(schema.missing, 'change')}.`,
        why: 'What is newer does not work until they are made.',
        fix: 'Start this version of the service on it: it makes them by itself. Make a backup before (docs/operations.md).',
      });
    case 'newer':
      return fault({
        what: 'A newer version of the service has written the tables.',
        why: 'This one would not start on them.',
        fix: 'Install that version or a newer one; or restore the backup that was made before the update.',
      });
  }
}

export const databaseCheck = defineCheck({
  needs: ['store'],
  async look(_settings, patient) {
    const looked = await storeLook(patient);
    return looked ? judgeStore(looked) : [];
  },
});
