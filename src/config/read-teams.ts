import { isGuid } from '../approval/ids.ts';
import type { TeamsConfig } from './config-types.ts';
import type { SettingReader } from './setting-reader.ts';

const perMinute = { least: 1, most: 1_000_000 };

export function readTeams(read: SettingReader): TeamsConfig {
  const alertChannel = readChannel(read);
  const serviceUrl = read.url('TEAMS_SERVICE_URL', 'httpsOrLoopback')?.href;
  return {
    ...(alertChannel === undefined ? {} : { alertChannel }),
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
    rateLimits: read.choice('TEAMS_RATE_LIMITS', ['published', 'off'], 'published'),
    foldAbove: read.whole('FOLD_ABOVE', 20, { least: 1, most: 10_000 }),
    clicksPerMinute: read.whole('CLICKS_PER_MINUTE', 600, perMinute),
  };
}

const threadPattern = /^19:[^/%\s]+@thread\.[a-z0-9]+$/;

/**
 * `teamId/channelId` as Teams' links to team and channel carry them, with %3a and %40 written out. A team's group id (a
 * GUID) is refused: activities name their team by its thread, so a channel fixed by the group id would match none of them.
 */
function readChannel(read: SettingReader): TeamsConfig['alertChannel'] {
  const value = read.text('ALERT_CHANNEL');
  if (value === undefined) return undefined;
  const [teamId = '', channelId = '', ...more] = value.split('/');
  if (threadPattern.test(teamId) && threadPattern.test(channelId) && more.length === 0) return { teamId, channelId };
  const form = 'teamId/channelId: twice 19:…@thread.tacv2, with a slash between them, not percent-encoded';
  const source = 'the first stands in the link of "Get link to team", the second in that of "Get link to channel"';
  read.refuse('ALERT_CHANNEL', `must be ${form}; ${source}${isGuid(teamId) ? ' (a GUID is the group id)' : ''}`);
  return undefined;
}
