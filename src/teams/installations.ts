import { asServiceError } from '../errors.ts';
import type { Installation, Log } from '../workflow/ports.ts';
import type { InboundActivity } from './door/activity-shape.ts';
import type { ServiceUrls } from './service-urls.ts';

export interface InstallationOptions {
  readonly botId: string;
  readonly serviceUrls: ServiceUrls;
  readonly learn: (installation: Installation) => Promise<void>;
  readonly forget: (teamId: string) => Promise<void>;
  readonly log: Log;
}

type InstallationNews = 'present' | 'gone' | 'none';

export interface Installations {
  /** For activities about the app's presence. The same one again changes nothing; faults of the store are thrown. */
  follow(activity: InboundActivity): Promise<void>;
  /** For every other authenticated activity of a team: its serviceUrl may have changed. Never throws. */
  refresh(activity: InboundActivity): Promise<void>;
}

export function createInstallations(options: InstallationOptions): Installations {
  const { botId, serviceUrls, learn, forget, log } = options;

  async function remember(activity: InboundActivity, teamId: string): Promise<void> {
    const { tenantId, serviceUrl, teamGroupId } = activity;
    await learn({ tenantId, teamId, serviceUrl });
    // ALERT_CHANNEL may name the team by its group.
    if (teamGroupId !== undefined) await learn({ tenantId, teamId: teamGroupId, serviceUrl });
    serviceUrls.learn(teamId, serviceUrl);
  }

  return {
    async follow(activity) {
      const { teamId } = activity;
      // Without a team it is about a personal chat, where nothing is ever posted unasked.
      if (teamId === undefined) return;
      const news = installationNews(activity, botId);
      if (news === 'gone') {
        serviceUrls.forget(teamId);
        await forget(teamId);
        if (activity.teamGroupId !== undefined) await forget(activity.teamGroupId);
      }
      if (news === 'present') await remember(activity, teamId);
    },
    async refresh(activity) {
      const { teamId, serviceUrl } = activity;
      if (teamId === undefined || serviceUrls.of(teamId) === serviceUrl) return;
      try {
        await remember(activity, teamId);
      } catch (thrown) {
        const error = asServiceError(thrown);
        log.warn({ error }, 'The address of a team could not be kept; the next activity tells it again');
      }
    },
  };
}

const comingEvents = new Set(['teamRestored', 'teamUnarchived']);
const goingEvents = new Set(['teamDeleted', 'teamHardDeleted']);

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
