import type { StoreConfig } from '../../config/config-types.ts';
import { asServiceError } from '../../errors.ts';
import type { PostgresLook } from '../../store/look-at-postgres.ts';
import { lookAtSqlite, type SqliteLook } from '../../store/look-at-sqlite.ts';
import { schema as queueSchema } from '../../work/pg-boss-queues.ts';
import type { BoundChannel, Installation } from '../../workflow/store-port.ts';
import { oncePerPatient, type Patient } from '../patient.ts';

/** Everything that the doctor reads of a store; the connection is closed by then. */
export type Looked =
  | { readonly kind: 'embedded'; readonly look: Omit<SqliteLook, 'channels'>; readonly channels?: Channels }
  | { readonly kind: 'postgres'; readonly look: Omit<PostgresLook, 'channels'>; readonly channels?: Channels }
  /** Of the embedded store: no file yet. */
  | { readonly kind: 'nothingYet' }
  /** `sentence`: for the operator, without any value of a setting. */
  | { readonly kind: 'unusable'; readonly sentence: string };

export interface Channels {
  readonly bound: readonly BoundChannel[];
  /** Of the app, in the team of ALERT_CHANNEL. */
  readonly installation?: Installation;
}

export const storeLook = oncePerPatient(async ({ settings }: Patient): Promise<Looked | undefined> => {
  const { store, teams } = settings;
  if (!store) return undefined;
  try {
    return await lookInto(store, teams?.alertChannel?.teamId);
  } catch (thrown) {
    return { kind: 'unusable', sentence: asServiceError(thrown).message };
  }
});

async function lookInto(store: StoreConfig, teamId: string | undefined): Promise<Looked> {
  if (store.kind === 'embedded') {
    const looked = await lookAtSqlite(store.dataDir, async ({ channels, ...look }): Promise<Looked> => {
      return { kind: 'embedded', look, ...(await readChannels(channels, teamId)) };
    });
    return looked ?? { kind: 'nothingYet' };
  }
  // The driver is loaded only where it is used.
  const { lookAtPostgres } = await import('../../store/look-at-postgres.ts');
  return lookAtPostgres(store.url.reveal(), queueSchema, async ({ channels, ...look }): Promise<Looked> => {
    return { kind: 'postgres', look, ...(await readChannels(channels, teamId)) };
  });
}

async function readChannels(
  reads: SqliteLook['channels'],
  teamId: string | undefined,
): Promise<{ readonly channels?: Channels }> {
  if (!reads) return {};
  const bound = await reads.boundChannels();
  const installation = teamId === undefined ? undefined : await reads.installation(teamId);
  return { channels: { bound, ...(installation === undefined ? {} : { installation }) } };
}
