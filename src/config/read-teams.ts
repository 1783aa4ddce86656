import type { TeamsConfig } from './config-types.ts';
import { isGuid, type SettingReader } from './setting-reader.ts';

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

/** `teamId/channelId` as Teams' channel links carry them, with %3a and %40 written out. */
function readChannel(read: SettingReader): TeamsConfig['alertChannel'] {
  const value = read.text('ALERT_CHANNEL');
  if (value === undefined) return undefined;
  const [teamId = '', channelId = '', ...more] = value.split('/');
  if ((isGuid(teamId) || threadPattern.test(teamId)) && threadPattern.test(channelId) && more.length === 0) {
    return { teamId, channelId };
  }
  read.refuse(
    'ALERT_CHANNEL',
    'must be teamId/channelId: a GUID or 19:…@thread.tacv2, a slash, and 19:…@thread.tacv2, not percent-encoded',
  );
  return undefined;
}
