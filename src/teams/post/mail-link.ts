import { isAddress, isGuid } from '../../approval/ids.ts';

export interface MailLink {
  readonly messageIds: readonly string[];
  readonly recipients: readonly string[];
}

const nothing: MailLink = { messageIds: [], recipients: [] };
/** Defender's portals: global, GCC High and DoD, and the address of before 2021. */
const portals = new Set([
  'security.microsoft.com',
  'security.microsoft.us',
  'security.apps.mil',
  'protection.office.com',
]);

/** The mail that a link is about: Defender's email entity page, or any page that is handed a `networkMessageId`. */
export function readMailLink(address: string): MailLink {
  const url = unwrapped(address);
  if (url === undefined) return nothing;
  const fields = new Map([...url.searchParams].slice(0, 50).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const isEntity = portals.has(url.hostname) && /^\/email-?entity/i.test(url.pathname);
  // The id of the entity may carry a hash of the recipient and a number behind the message's own.
  const id = (fields.get('networkmessageid') ?? (isEntity ? fields.get('id') : undefined) ?? '').slice(0, 36);
  if (!isGuid(id)) return nothing;
  const named = fields.get('recipientemailaddress') ?? fields.get('recipient') ?? '';
  return {
    messageIds: [id.toLowerCase()],
    recipients: named
      .slice(0, 4_000)
      .split(/[\s,;]+/)
      .filter(isAddress),
  };
}

/** Outlook and Teams wrap links into their own, to look at the target first. */
function unwrapped(address: string): URL | undefined {
  const url = URL.parse(address) ?? undefined;
  const isWrapper =
    url?.hostname.endsWith('.safelinks.protection.outlook.com') === true ||
    (url?.hostname === 'statics.teams.cdn.office.net' && url.pathname.includes('safelinks'));
  return isWrapper ? (URL.parse(url?.searchParams.get('url') ?? '') ?? undefined) : url;
}
