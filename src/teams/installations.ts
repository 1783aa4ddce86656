import { asServiceError } from '../errors.ts';
import type { Log } from '../workflow/ports.ts';
import type { Installation } from '../workflow/store-port.ts';
import type { InboundActivity } from './door/activity-shape.ts';
import type { ServiceUrls } from './service-urls.ts';

export interface InstallationOptions {
  readonly botId: string;
  readonly serviceUrls: ServiceUrls;
  readonly learn: (installation: Installation, how: { readonly arrived: boolean }) => Promise<void>;
  readonly forget: (teamId: string) => Promise<void>;
  readonly forgetChannel: (channelId: string) => Promise<void>;
  readonly restoreChannel: (channelId: string) => Promise<void>;
  readonly log: Log;
}

type InstallationNews = 'present' | 'gone' | 'none';

export interface Installations {
  /** For activities about the presence of the app, and of channels. The same one again changes nothing; faults of the store are thrown. */
  follow(activity: InboundActivity): Promise<void>;
  /** For every other authenticated activity of a team: its serviceUrl may have changed. Never throws. */
  refresh(activity: InboundActivity): Promise<void>;
}

export function createInstallations(options: InstallationOptions): Installations {
  const { botId, serviceUrls, learn, forget, log } = options;

  async function remember(activity: InboundActivity, teamId: string, how: { arrived: boolean }): Promise<void> {
    const { tenantId, serviceUrl, teamGroupId } = activity;
    await learn({ tenantId, teamId, serviceUrl }, how);
    // ALERT_CHANNEL may name the team by its group.
    if (teamGroupId !== undefined) await learn({ tenantId, teamId: teamGroupId, serviceUrl }, how);
    serviceUrls.learn({ tenantId, teamId }, serviceUrl);
  }

  async function followChannel({ eventType, teamId, channelId }: InboundActivity): Promise<void> {
    if (channelId === undefined) return;
    if (eventType === 'channelDeleted') {
      log.warn({ teamId, channelId }, 'A channel was deleted');
      await options.forgetChannel(channelId);
    }
    if (eventType === 'channelRestored') await options.restoreChannel(channelId);
  }

  return {
    async follow(activity) {
      const { teamId } = activity;
      // Without a team it is about a personal chat, where nothing is ever posted unasked.
      if (teamId === undefined) return;
      const news = installationNews(activity, botId);
      if (news === 'gone') {
        log.warn({ teamId }, 'The app is gone from a team');
        serviceUrls.forget({ tenantId: activity.tenantId, teamId });
        await forget(teamId);
        if (activity.teamGroupId !== undefined) await forget(activity.teamGroupId);
      }
      if (news === 'present') await remember(activity, teamId, { arrived: true });
      if (news === 'none') await followChannel(activity);
    },
    async refresh(activity) {
      const { tenantId, teamId, serviceUrl } = activity;
      if (teamId === undefined || serviceUrls.of({ tenantId, teamId }) === serviceUrl) return;
      try {
        await remember(activity, teamId, { arrived: false });
      } catch (thrown) {
        const error = asServiceError(thrown);
        log.warn({ error }, 'The address of a team could not be kept; the next activity tells it again');
      }
    },
  };
}

const comingEvents = new Set(['teamRestored', 'teamUnarchived']);
/** In an archived team nothing can be written. */
const goingEvents = new Set(['teamArchived', 'teamDeleted', 'teamHardDeleted']);

/** `remove-upgrade` is followed by `add-upgrade`: in between the app is not gone. */
function installationNews(activity: InboundActivity, botId: string): InstallationNews {
  const { type, action, eventType = '', membersAdded, membersRemoved } = activity;
  if (type === 'installationUpdate') {
    if (action === 'remove') return 'gone';
    return action === 'add' || action === 'add-upgrade' ? 'present' : 'none';
  }
  const isUs = (id: string) => id.toLowerCase() === `28:${botId.toLowerCase()}`;
  if (membersRemoved.some(isUs) || goingEvents.has(eventType)) return 'gone';
  return membersAdded.some(isUs) || comingEvents.has(eventType) ? 'present' : 'none';
}
