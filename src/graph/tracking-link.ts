import type { RemediationAnswer } from '../approval/remediation.ts';

type Tracking = Pick<Extract<RemediationAnswer, { kind: 'accepted' }>, 'trackingLink' | 'bulkId' | 'location'>;

const longestLocation = 2_048;

/**
 * What Graph's `Location` gives people. Documented: `https://security.microsoft.com/action-center/history?filters={"bulkId":["…"]}&tid=…`,
 * with braces and quotes as they are. Anything that is not an https link to one of the hosts is no link;
 * the raw header is kept for the audit log, cut.
 */
export function trackingOf(location: string | null, actionCenterHosts: readonly string[]): Tracking {
  if (!location) return {};
  const raw = { location: location.slice(0, longestLocation) };
  if (location.length > longestLocation || !URL.canParse(location)) return raw;
  const url = new URL(location);
  const trusted = url.protocol === 'https:' && actionCenterHosts.includes(url.host) && !url.username && !url.password;
  if (!trusted) return raw;
  const bulkId = bulkIdOf(url.searchParams.get('filters'));
  // URL leaves { } [ ] in a query as they are, which breaks links; URLSearchParams encodes them, but blanks as +.
  url.search = String(url.searchParams).replaceAll('+', '%20');
  return { ...raw, trackingLink: url.href, ...(bulkId === undefined ? {} : { bulkId }) };
}

function bulkIdOf(filters: string | null): string | undefined {
  if (filters === null) return undefined;
  const parsed = parseJson(filters);
  if (typeof parsed !== 'object' || parsed === null || !('bulkId' in parsed)) return undefined;
  const first: unknown = Array.isArray(parsed.bulkId) ? parsed.bulkId[0] : parsed.bulkId;
  return typeof first === 'string' && /^[\w-]{1,128}$/.test(first) ? first : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
