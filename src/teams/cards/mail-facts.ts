import type { MailFacts } from '../../approval/request.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import { readDeliveryLocation } from './delivery-location.ts';
import type { LabeledLine, Line, Pen } from './pen.ts';

/** What a person recognizes the email by; where nothing is known of it, the ids by which Defender finds it. */
export function mainFacts(view: RequestView, pen: Pen): LabeledLine[] {
  const lines = recognizable(view, pen);
  return lines.length > 0 ? lines : messageIds(view, pen);
}

function recognizable(view: RequestView, pen: Pen): LabeledLine[] {
  const { facts } = view;
  if (!facts) return [];
  const { words, limits } = pen;
  return labeled([
    [words.fact.subject, facts.subject && pen.plain(facts.subject, limits.subject)],
    senderLine(view, pen),
    [words.fact.received, facts.receivedAt && received(facts.receivedAt, pen)],
    [words.fact.threats, facts.threatTypes && plainList(facts.threatTypes, limits.people, limits.word, pen)],
  ]);
}

/** What helps to judge it; folded away until asked for, so that the card is no wall on a phone. */
export function furtherFacts(view: RequestView, pen: Pen): LabeledLine[] {
  const { facts = {} } = view;
  const { words, limits } = pen;
  const urls = facts.urls?.filter((url) => url !== '') ?? [];
  const files = facts.attachments?.flatMap(({ fileName, sha256 }) => fileName || sha256 || []) ?? [];
  return [
    ...labeled([
      [words.fact.title, facts.title && pen.plain(facts.title, limits.subject)],
      [words.fact.description, facts.description && pen.plain(facts.description, limits.paragraph)],
      [words.fact.location, facts.deliveryLocation && location(facts.deliveryLocation, pen)],
    ]),
    ...each(urls, words.fact.link, limits.urls, (url) => pen.plain(url, limits.url), words.moreLinks),
    ...each(
      files,
      words.fact.attachment,
      limits.attachments,
      (name) => pen.plain(name, limits.word),
      words.moreAttachments,
    ),
    ...(recognizable(view, pen).length > 0 ? messageIds(view, pen) : []),
    ...labeled([
      [words.fact.internetMessageId, facts.internetMessageId && pen.verbatim(facts.internetMessageId, limits.url)],
    ]),
  ];
}

/** Only the first few are handed over; how many messages there are is known. */
function messageIds(view: RequestView, pen: Pen): LabeledLine[] {
  const { words, limits } = pen;
  const ids = view.messageIds.filter((id) => id !== '');
  const total = Math.max(view.messageCount, ids.length);
  return each(ids, words.fact.networkMessageId, limits.messageIds, pen.exact, words.moreMessages, total);
}

function location(text: string, pen: Pen): string {
  const known = readDeliveryLocation(text);
  return known === undefined ? pen.plain(text, pen.limits.word) : pen.words.location[known];
}

/** Long things, each on a line of its own. */
function each(
  texts: readonly string[],
  label: string,
  most: number,
  safe: (text: string) => string,
  rest: (args: { more: number }) => string,
  total = texts.length,
): LabeledLine[] {
  const lines = texts.slice(0, most).map((text) => ({ label, text: safe(text) }));
  const more = total - lines.length;
  return lines.length > 0 && more > 0 ? [...lines, { label, text: rest({ more }) }] : lines;
}

/** Where the request comes from. */
export function originLines(view: RequestView, pen: Pen): Line[] {
  const { words } = pen;
  const lines: Line[] = [];
  if (view.factsBlankedAt !== undefined) {
    lines.push({ text: words.factsBlanked({ time: pen.time(view.factsBlankedAt) }) });
  }
  if (view.sources.length > 0) {
    const sources = view.sources.slice(0, pen.limits.people).map(pen.exact);
    lines.push({ text: words.fromSources({ sources, alertCount: view.alertCount }) });
  }
  if (view.requestedBy) {
    const upn = pen.exact(view.requestedBy.upn);
    const because = view.requestedBy.because && pen.plain(view.requestedBy.because, pen.limits.reason);
    if (view.requestedBy.found) lines.push({ text: words.requestedFound({ upn }) });
    else lines.push({ text: because ? words.requestedBecause({ upn, because }) : words.requestedBy({ upn }) });
  }
  if (view.factsFrom && view.messageCount > 1) {
    const requestId = pen.exact(view.factsFrom);
    lines.push({ text: words.factsOfOne({ requestId, messageCount: view.messageCount }) });
  }
  if (view.earlierRequestId) lines.push({ text: words.earlier({ requestId: pen.exact(view.earlierRequestId) }) });
  return lines;
}

function labeled(pairs: readonly (readonly [string, string | undefined])[]): LabeledLine[] {
  return pairs.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

/** Mails of one campaign come from many addresses: then the first few, and how many there are. */
function senderLine({ facts, senders }: RequestView, pen: Pen): readonly [string, string | undefined] {
  const { words, limits } = pen;
  if (senders === undefined) return [words.fact.from, facts && senderOf(facts, pen)];
  const shown = senders.first.slice(0, limits.people).map(pen.sender);
  return [words.sendersLabel, words.senders({ shown, more: senders.count - shown.length })];
}

function senderOf({ sender }: MailFacts, pen: Pen): string | undefined {
  const name = sender?.displayName && pen.plain(sender.displayName, pen.limits.word);
  const address = sender?.address && pen.sender(sender.address);
  return name && address ? pen.words.nameAndAddress({ name, address }) : name || address;
}

/** A time that cannot be read is shown as it came. */
function received(text: string, pen: Pen): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? pen.plain(text, pen.limits.word) : pen.time(at);
}

function plainList(texts: readonly string[], most: number, length: number, pen: Pen): string {
  const shown = texts.slice(0, most).map((text) => pen.plain(text, length));
  return pen.words.list({ shown, more: texts.length - shown.length });
}
