/** A vendor's record is never refused for being long: what does not fit into our alert is cut, and cards cut further. */
import type { MailFacts } from '../approval/request.ts';
import { isHttpsLink, isRfc3339 } from './alert-schema.ts';
import type { AlertDraft, DraftMessage } from './draft.ts';
import { trimBlank } from './trim-blank.ts';

/** At most so many characters as people count them. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // One character takes two units at most.
  return [...text.slice(0, 2 * most)].slice(0, most).join('');
}

/** For ids: what is not Unicode, and U+0000, is replaced. */
export function wellFormed(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** The facts of a record: those of its main message, and what all of its messages and the record name together. */
export function cutFacts(
  draft: AlertDraft,
  main: DraftMessage | undefined,
  description: string | undefined,
): MailFacts {
  const { sender, receivedAt, ...told } = main?.facts ?? {};
  const facts = draft.messages.map((message) => message.facts);
  const urls = firstOf(function* () {
    for (const one of facts) yield* linksIn(one.urls);
    yield* linksIn(draft.urls);
  }, 200).map((url) => cutText(url, 2_048));
  const threatTypes = firstOf(function* () {
    for (const one of facts) yield* one.threatTypes ?? [];
  }, 20).map((threat) => cutText(threat, 256));
  const attachments = cutAttachments(draft, facts);
  const link = draft.link === undefined ? undefined : cutLink(draft.link);
  return {
    ...optional('title', draft.title, 256),
    ...optional('description', description, 4_000),
    ...optional('subject', told.subject, 998),
    ...(sender === undefined ? {} : { sender: cutSender(sender) }),
    ...(isSometime(receivedAt) ? { receivedAt } : {}),
    ...(threatTypes.length === 0 ? {} : { threatTypes }),
    ...(urls.length === 0 ? {} : { urls }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...optional('deliveryLocation', told.deliveryLocation, 256),
    ...optional('internetMessageId', told.internetMessageId, 998),
    ...(link === undefined ? {} : { link }),
  };
}

function optional<Name extends string>(name: Name, text: string | undefined, most: number) {
  const cut = cutText(trimBlank(text ?? ''), most);
  return (cut === '' ? {} : { [name]: cut }) as { [name in Name]?: string };
}

/** An address to write to is no link. */
function linksIn(urls: readonly string[] = []): readonly string[] {
  return urls.filter((url) => !/^mailto:/i.test(url));
}

/** Each once, in their order. */
function firstOf(items: () => Iterable<string>, most: number): string[] {
  const kept = new Set<string>();
  for (const item of items()) {
    if (kept.size === most) break;
    kept.add(item);
  }
  return [...kept];
}

function cutSender({ address, displayName }: NonNullable<MailFacts['sender']>) {
  return { ...optional('address', address, 320), ...optional('displayName', displayName, 256) };
}

function cutAttachments(draft: AlertDraft, facts: readonly MailFacts[]) {
  const kept = new Map<string, { fileName?: string; sha256?: string }>();
  for (const list of [...facts.map((one) => one.attachments ?? []), draft.attachments ?? []]) {
    for (const { fileName, sha256 } of list) {
      if (kept.size === 100) break;
      const cut = { ...optional('fileName', fileName, 1_024), ...optional('sha256', sha256, 128) };
      // The same file under the message and beside it is one.
      kept.set(`${cut.sha256?.toLowerCase() ?? ''}|${cut.fileName ?? ''}`, cut);
    }
  }
  return [...kept.values()];
}

/** A link that is not plainly one is left out. A shorter one would lead elsewhere. */
function cutLink(link: string): string | undefined {
  const isShort = link.length <= 2_048 && link.isWellFormed() && !link.includes('\0');
  return isShort && isHttpsLink(link) ? link : undefined;
}

/** .NET's "no time" is in the year 1; a time without zone could be anywhere. */
function isSometime(time: string | undefined): time is string {
  return time !== undefined && isRfc3339(time) && !time.startsWith('000');
}
