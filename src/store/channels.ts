import type { Person } from '../approval/request.ts';
import type { BoundChannel, StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { fromJson } from './json-column.ts';
import { nextOrdinal } from './ordinal.ts';
import { prepared } from './prepared.ts';
import type { Db } from './schema.ts';

const installationOf = prepared((db, { teamId }: { teamId: string }) =>
  db.selectFrom('installation').selectAll().where('team_id', '=', teamId),
);

export function channelReads(db: Db): Pick<StoreReader, 'boundChannels' | 'installation'> {
  return {
    async boundChannels() {
      const rows = await db
        .selectFrom('channel')
        .selectAll()
        .orderBy('bound_at', 'desc')
        .orderBy('ordinal', 'desc')
        .execute();
      return rows.map((row): BoundChannel => {
        const { source, min_severity: minSeverity, gone_at: goneAt } = row;
        return {
          tenantId: row.tenant_id,
          teamId: row.team_id,
          channelId: row.channel_id,
          serviceUrl: row.service_url,
          boundBy: fromJson<Person>(row.bound_by),
          ...(source === null ? {} : { source }),
          ...(minSeverity === null || minSeverity === 'low' ? {} : { minSeverity }),
          ...(goneAt === null ? {} : { goneAt }),
        };
      });
    },
    async installation(teamId) {
      const [row] = await installationOf(db, { teamId });
      return row && { tenantId: row.tenant_id, teamId: row.team_id, serviceUrl: row.service_url };
    },
  };
}

export function channelWrites(
  db: Db,
): Pick<
  StoreTransaction,
  'bindChannel' | 'unbindChannel' | 'markChannelsGone' | 'markChannelsBack' | 'saveInstallation' | 'removeInstallation'
> {
  return {
    async bindChannel(channel, { source, minSeverity }, by, at) {
      const binding = {
        tenant_id: channel.tenantId,
        team_id: channel.teamId,
        service_url: channel.serviceUrl,
        bound_by: JSON.stringify(by),
        bound_at: at,
        ordinal: nextOrdinal('channel'),
        source: source ?? null,
        min_severity: minSeverity ?? null,
        gone_at: null,
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
    async markChannelsGone(channelIds, at) {
      if (channelIds.length === 0) return [];
      const marked = await db
        .updateTable('channel')
        .set({ gone_at: at })
        .where('channel_id', 'in', channelIds)
        .where('gone_at', 'is', null)
        .returning('channel_id')
        .execute();
      return marked.map((row) => row.channel_id);
    },
    async markChannelsBack(channelIds) {
      if (channelIds.length === 0) return;
      await db.updateTable('channel').set({ gone_at: null }).where('channel_id', 'in', channelIds).execute();
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
