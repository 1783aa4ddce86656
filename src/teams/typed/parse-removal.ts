import { isAddress, isGuid } from '../../approval/ids.ts';
import { type EmailByMessage, foldCase, type RemediationAction } from '../../approval/request.ts';
import { editDistance } from '../../edit-distance.ts';
import type { RemovalRequest } from '../../workflow/steps.ts';
import { readAction } from './parse-action.ts';
import { cleanText } from './typed-text.ts';

export type RemovalProblem = 'messageId' | 'recipient' | 'tooManyEmails' | 'reasonMissing' | 'reasonTooLong';

/** A word that could not be read, and what it was most likely meant as. */
export interface UnreadWord {
  readonly unread: string;
  readonly meantAs: 'messageId' | 'internetId' | 'recipient' | 'domain' | 'action' | 'because';
}
export type RemovalFlaw = { readonly problem: RemovalProblem } | UnreadWord;

const reasonLimit = 1000;
/** In front of everything there is no more to look at. */
const longestTyped = 1_000;
/** No id and no address is longer. */
const longestWord = 400;
/** Messages times mailboxes: more than this is a campaign, whose list nobody types. */
export const mostEmails = 500;

/**
 * `<networkMessageId>… <recipient>… [action] [because …]`, as it stands behind `request`; or what is wrong with it.
 * Every message is asked for in every mailbox: whoever names three messages and two people means all six.
 */
export function readRemoval(typed: string): RemovalRequest | RemovalFlaw {
  const { facts, because } = splitReason(typed);
  const words = facts
    .split(/[\s,;<>]+/)
    .map(unwrapped)
    .filter((word) => word !== '');
  const { ids, addresses, action, flaw } = sorted(words);
  const internetId = ids.length === 0 ? internetIdIn(facts) : undefined;
  if (internetId !== undefined) return { unread: internetId, meantAs: 'internetId' };
  if (flaw) return flaw;
  if (ids.length * addresses.length > mostEmails) return { problem: 'tooManyEmails' };
  const [first, ...rest] = pairs(ids, addresses);
  if (first === undefined) return { problem: ids.length === 0 ? 'messageId' : 'recipient' };
  if (because === '') return { problem: 'reasonMissing' };
  if (because !== undefined && because.length > reasonLimit) return { problem: 'reasonTooLong' };
  return { emails: [first, ...rest], action, ...(because !== undefined && { because }) };
}

interface Sorted {
  readonly ids: readonly string[];
  readonly addresses: readonly string[];
  readonly action: RemediationAction;
  readonly flaw?: UnreadWord;
}

function sorted(words: readonly string[]): Sorted {
  const ids = new Set<string>();
  const addresses = new Map<string, string>();
  const others: string[] = [];
  for (const word of words) {
    const id: unknown = plainDashes(word);
    const address: unknown = word;
    if (isGuid(id)) ids.add(id.toLowerCase());
    else if (isAddress(address) && hasFullDomain(address))
      addresses.set(foldCase(address), addresses.get(foldCase(address)) ?? address);
    else if (!between.has(word.toLowerCase())) others.push(word);
  }
  const action = others.length === 0 ? 'softDelete' : readAction(others);
  const flaw = flawIn(others, action, ids.size);
  return {
    ids: [...ids],
    addresses: [...addresses.values()],
    action: action ?? 'softDelete',
    ...(flaw === undefined ? {} : { flaw }),
  };
}

/** Sentences have them, lists do not. */
const between = new Set(['and', '&', 'from', 'of', 'for', 'message', 'messages', 'mailbox', 'mailboxes', 'recipients']);

/** The first word that is nothing, and what it most likely should have been. */
function flawIn(
  others: readonly string[],
  action: RemediationAction | undefined,
  messages: number,
): UnreadWord | undefined {
  const because = others.find((word) => word.length >= 5 && editDistance(word.toLowerCase(), 'because') <= 2);
  if (because !== undefined) return { unread: because, meantAs: 'because' };
  const address = others.find((word) => word.includes('@'));
  if (address !== undefined) return { unread: address, meantAs: isAddress(address) ? 'domain' : 'recipient' };
  const id = others.find(looksLikeAnId);
  if (id !== undefined) return { unread: id, meantAs: 'messageId' };
  const [first] = others;
  if (first === undefined || action !== undefined) return undefined;
  // Without any id, whatever stands in its place was meant as one.
  return messages === 0
    ? { unread: first, meantAs: 'messageId' }
    : { unread: others.slice(0, 6).join(' '), meantAs: 'action' };
}

/** A mailbox of Exchange Online is in a domain that is registered, never in a bare name. */
function hasFullDomain(address: string): boolean {
  return /@[^@]*[^.]\.[^.]+$/u.test(address);
}

/** RFC 5322's `Message-ID`, which looks like an address; in front of everything, or with what nobody's name is. */
function internetIdIn(facts: string): string | undefined {
  const [, inFront] = /^\s*["'“(]?<([^<>\s@]+@[^<>\s]+)>/u.exec(facts.slice(0, longestTyped)) ?? [];
  if (inFront !== undefined && !/^mailto:/i.test(inFront)) return inFront;
  return facts
    .split(/[\s,;<>]+/)
    .find((word) => word.includes('@') && looksLikeAnId(word.slice(0, word.indexOf('@')).replaceAll('$', '')));
}

/** Long, with digits, and nothing that people say. */
function looksLikeAnId(word: string): boolean {
  return word.length >= 16 && /\d/.test(word) && /^[\p{L}\p{N}=+/._\p{Pd}]+$/u.test(word);
}

export function pairs(ids: readonly string[], addresses: readonly string[]): EmailByMessage[] {
  return ids.flatMap((networkMessageId) =>
    addresses.map((recipientEmailAddress) => ({ networkMessageId, recipientEmailAddress })),
  );
}

function splitReason(typed: string): { facts: string; because: string | undefined } {
  const found = /(?:^|[\s,;])because(?::|\s|$)/i.exec(typed);
  if (!found) return { facts: typed, because: undefined };
  return { facts: typed.slice(0, found.index), because: cleanText(typed.slice(found.index + found[0].length)) };
}

/** People paste ids and addresses with the brackets and quotes they stood in. */
export function unwrapped(word: string): string {
  if (word.length > longestWord) return word;
  return word
    .replace(/^(?:mailto:)?[<([{"'“”‘’]+/i, '')
    .replace(/^mailto:/i, '')
    .replace(/[>)\]}"'“”‘’.:!?]+$/, '');
}

/** Keyboards put long dashes where two short ones, or an id's dash, were meant. */
export function plainDashes(text: string): string {
  return text.replaceAll(/\p{Pd}/gu, '-');
}
