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

const idPattern = /^[^/%\s\p{C}]{1,256}$/u;

/**
 * `teamId/channelId` as Teams' links to team and channel carry them, with %3a and %40 written out. The team's group id
 * (a GUID) does as well: installations are learnt under both.
 */
function readChannel(read: SettingReader): TeamsConfig['alertChannel'] {
  const value = read.text('ALERT_CHANNEL');
  if (value === undefined) return undefined;
  const [teamId = '', channelId = '', ...more] = value.split('/');
  const isChannel = idPattern.test(channelId) && !isGuid(channelId);
  if (idPattern.test(teamId) && isChannel && more.length === 0) return { teamId, channelId };
  const form = 'teamId/channelId, such as 19:…@thread.tacv2 twice, with a slash between them, not percent-encoded';
  const source = 'the first stands in the link of "Get link to team", the second in that of "Get link to channel"';
  read.refuse('ALERT_CHANNEL', `must be ${form}; ${source}`);
  return undefined;
}
