import type { RequestView } from '../../workflow/request-view.ts';
import type { Pen } from './pen.ts';

export interface LinkButton {
  readonly title: string;
  readonly url: string;
}

/** Buttons to where the remediation can be followed, and what has to be said about them. */
export function trackingLinks(view: RequestView, pen: Pen): { buttons: LinkButton[]; remark?: string } {
  const { words, limits, actionCenterUrl } = pen;
  if (view.dryRun) return { buttons: [] };
  const history = { title: words.history, url: actionCenterUrl };
  const taken = view.batches.filter(({ state }) => state === 'accepted' || state === 'duplicate').length;
  // A large request has thousands of batches, and only the first few links are ever shown.
  const shown = view.batches
    .values()
    .flatMap(({ number, trackingLink }) => {
      const url = trackingLink && safeUrl(trackingLink, limits.linkLength);
      return url ? [{ number, url }] : [];
    })
    .take(limits.links)
    .toArray();
  // Whether Graph took what is unclear, only the history tells.
  const unclear = view.batches.some(({ state }) => state === 'unknown');
  if (shown.length === 0) {
    if (taken > 0) return { buttons: [history], remark: words.trackingMissing };
    return { buttons: unclear ? [history] : [] };
  }
  const buttons = shown.map(({ number, url }) => ({
    title: view.batches.length === 1 ? words.track : words.trackPart({ part: number }),
    url,
  }));
  const more = taken - shown.length;
  if (more > 0) return { buttons: [...buttons, history], remark: words.trackingMore({ more }) };
  return { buttons: unclear ? [...buttons, history] : buttons };
}

/** The source's own page about the alert. Never a link out of the mail. */
export function closerLook({ facts }: RequestView, pen: Pen): LinkButton[] {
  const url = facts?.link && safeUrl(facts.link, pen.limits.linkLength);
  if (!url) return [];
  const host = pen.exact(new URL(url).host);
  return [{ title: pen.words.button.closerLook({ host }), url }];
}

/**
 * https only, without credentials, and nothing left in it that ends a link or starts a macro: `new URL`
 * lets brackets and braces pass.
 */
function safeUrl(text: string, longest: number): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, host, pathname, search, hash } = new URL(text);
  if (protocol !== 'https:' || username || password || !/^[a-z0-9._:[\]-]+$/.test(host)) return undefined;
  const fragment = hash && `#${encoded(hash.slice(1))}`;
  const url = `https://${host}${encoded(pathname)}${search && `?${encoded(search.slice(1))}`}${fragment}`;
  return url.length <= longest ? url : undefined;
}

/** Escapes what RFC 3986 does not allow in a path or query, and a percent sign that escapes nothing. */
function encoded(part: string): string {
  return part.replace(/[^A-Za-z0-9\-._~:/?@!$&'*+,;=%]|%(?![0-9A-Fa-f]{2})/g, encodeCharacter);
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
