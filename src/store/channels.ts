import type { StoreReader, StoreTransaction } from '../workflow/ports.ts';
import { nextOrdinal } from './ordinal.ts';
import type { Db } from './schema.ts';

export function channelReads(db: Db): Pick<StoreReader, 'boundChannel' | 'installation'> {
  return {
    /** Several may be bound; the newest binding is the one that counts. */
    async boundChannel() {
      const row = await db
        .selectFrom('channel')
        .selectAll()
        .orderBy('bound_at', 'desc')
        .orderBy('ordinal', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        tenantId: row.tenant_id,
        teamId: row.team_id,
        channelId: row.channel_id,
        serviceUrl: row.service_url,
      };
    },
    async installation(teamId) {
      const row = await db.selectFrom('installation').selectAll().where('team_id', '=', teamId).executeTakeFirst();
      return row && { tenantId: row.tenant_id, teamId: row.team_id, serviceUrl: row.service_url };
    },
  };
}

export function channelWrites(
  db: Db,
): Pick<StoreTransaction, 'bindChannel' | 'unbindChannel' | 'saveInstallation' | 'removeInstallation'> {
  return {
    async bindChannel(channel, by, at) {
      const binding = {
        tenant_id: channel.tenantId,
        team_id: channel.teamId,
        service_url: channel.serviceUrl,
        bound_by: JSON.stringify(by),
        bound_at: at,
        ordinal: nextOrdinal('channel'),
      };
      await db
        .insertInto('channel')
        .values({ channel_id: channel.channelId, ...binding })
        .onConflict((conflict) => conflict.column('channel_id').doUpdateSet(binding))
        .execute();
    },
    async unbindChannel(channelId) {
      const removed = await db.deleteFrom('channel').where('channel_id', '=', channelId).executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
    async saveInstallation({ teamId, tenantId, serviceUrl }) {
      const presence = { tenant_id: tenantId, service_url: serviceUrl };
      await db
        .insertInto('installation')
        .values({ team_id: teamId, ...presence })
        .onConflict((conflict) => conflict.column('team_id').doUpdateSet(presence))
        .execute();
    },
    async removeInstallation(teamId) {
      await db.deleteFrom('installation').where('team_id', '=', teamId).execute();
    },
  };
}
