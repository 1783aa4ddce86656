import { isAddress } from '../../approval/ids.ts';
import { editDistance } from '../../edit-distance.ts';
import { longestSearchMinutes, type MailCriteria } from '../../workflow/found-mail.ts';
import { cleanText } from './typed-text.ts';

export type FindProblem =
  | 'noCriterion'
  | 'unknownKey'
  | 'keyTwice'
  | 'from'
  | 'to'
  | 'subject'
  | 'url'
  | 'last'
  | 'lastTooLong'
  | 'openQuote'
  | 'looseWords';

/** A word that could not be read; and the key that was perhaps meant. */
export interface UnreadCriterion {
  readonly problem: 'unknownKey' | 'looseWords';
  readonly unread: string;
  readonly nearest?: Key;
}

const keys = ['from', 'to', 'subject', 'url', 'last'] as const;
export type Key = (typeof keys)[number];

const longestTyped = 2_000;
const longestSubject = 500;
const dayMinutes = 24 * 60;

/** `from:… to:… subject:"…" url:… last:24h`, in any order and case, as it stands behind `find`; or what is wrong with it. */
export function readCriteria(
  typed: string,
): MailCriteria | Exclude<FindProblem, UnreadCriterion['problem']> | UnreadCriterion {
  const pairs = readPairs(typed);
  if (typeof pairs === 'string' || 'problem' in pairs) return pairs;
  const lastMinutes = pairs.last === undefined ? dayMinutes : readLast(pairs.last);
  if (typeof lastMinutes === 'string') return lastMinutes;
  const criteria = readSought(pairs);
  if (typeof criteria === 'string') return criteria;
  return Object.keys(criteria).length === 0 ? 'noCriterion' : { ...criteria, lastMinutes };
}

type Pairs = { readonly [K in Key]?: string };

/** A key, its colon, and a value that is quoted or has no blanks. */
const pair = /^\s*([\p{L}\p{N}_-]{1,30}) ?[:：=] ?(?:(["“”„«»])|([^\s,;]+))?/u;

function readPairs(typed: string): Pairs | 'keyTwice' | 'openQuote' | UnreadCriterion {
  const found: { -readonly [K in Key]?: string } = {};
  let rest = typed.slice(0, longestTyped);
  while (rest.trim() !== '') {
    const [whole, name = '', quote, bare = ''] = pair.exec(rest) ?? [];
    if (whole === undefined) return unread('looseWords', rest);
    const key = keys.find((known) => known === name.toLowerCase());
    if (key === undefined) return unread('unknownKey', name);
    if (found[key] !== undefined) return 'keyTwice';
    const behind = rest.slice(whole.length);
    const quoted = quote === undefined ? undefined : readQuoted(behind, quote);
    if (quote !== undefined && quoted === undefined) return 'openQuote';
    found[key] = quoted?.text ?? bare;
    rest = (quoted?.rest ?? behind).replace(/^[\s,;]+/, '');
  }
  return found;
}

function unread(problem: UnreadCriterion['problem'], from: string): UnreadCriterion {
  const [word = ''] = from.trim().split(/[\s,;]/);
  const nearest = nearestKey(word.toLowerCase());
  return { problem, unread: word, ...(nearest === undefined ? {} : { nearest }) };
}

/** What mail programs and other searches call it. */
const otherNames: Readonly<Record<string, Key>> = {
  sender: 'from',
  recipient: 'to',
  title: 'subject',
  link: 'url',
  domain: 'url',
  since: 'last',
};

function nearestKey(word: string): Key | undefined {
  if (word.length > 12) return undefined;
  if (Object.hasOwn(otherNames, word)) return otherNames[word];
  // Of a key of two or three letters, a change of one leaves too little.
  return keys.find((key) => editDistance(word, key) < Math.max(1, Math.min(key.length / 2, 3)));
}

/** Keyboards curl quotes as they please, so that any curled one closes what a curled one opened. */
function readQuoted(behind: string, quote: string): { text: string; rest: string } | undefined {
  const closing = quote === '"' ? /\\(["\\])|(")/g : /\\(["\\“”„«»])|([“”„«»])/g;
  let text = '';
  let from = 0;
  for (const found of behind.matchAll(closing)) {
    text += behind.slice(from, found.index) + (found[1] ?? '');
    from = found.index + found[0].length;
    if (found[2] !== undefined) return { text, rest: behind.slice(from) };
  }
  return undefined;
}

const readers = {
  from: (typed: string) => readAddress(typed) ?? readDomain(typed),
  to: readAddress,
  subject: readSubject,
  url: readDomain,
} as const;
const sought = ['from', 'to', 'subject', 'url'] as const satisfies readonly (keyof typeof readers)[];

/** The key whose value is not what it should be. */
function readSought(pairs: Pairs): Omit<MailCriteria, 'lastMinutes'> | (typeof sought)[number] {
  const criteria: Partial<Record<(typeof sought)[number], string>> = {};
  for (const key of sought) {
    const typed = pairs[key];
    const value = typed === undefined ? undefined : readers[key](typed);
    if (typed !== undefined && value === undefined) return key;
    if (value !== undefined) criteria[key] = value;
  }
  return criteria;
}

/** As cards show it, too: with `hxxp` and `[.]` in the place of what mail programs make links of. */
function readSubject(typed: string): string | undefined {
  const subject = cleanText(typed)
    .replaceAll(/\[[.:]\]/g, (found) => found.charAt(1))
    .replace(/hxxp(?=s?:)/gi, 'http');
  return subject === '' || subject.length > longestSubject ? undefined : subject;
}

/** People paste what a card shows: `mallory@evil[.]example`, or what a mail program writes: `<ana@contoso.com>`. */
function plain(value: string): string {
  return cleanText(value)
    .replaceAll(/\[[.:]\]/g, (found) => found.charAt(1))
    .replace(/^(?:mailto:)?[<([{'‘’]+/i, '')
    .replace(/^mailto:/i, '')
    .replace(/[>)\]}'‘’.!?]+$/, '')
    .toLowerCase();
}

function readAddress(value: string): string | undefined {
  const address = plain(value);
  return isAddress(address) ? address : undefined;
}

/** Labels of letters, digits and dashes, two at least; of a whole link its host. */
const domainName = /^(?=.{4,253}$)[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*\.)+[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}]$/u;

function readDomain(value: string): string | undefined {
  const host = plain(value)
    .replace(/^(?:h(?:tt|xx)ps?:\/\/|@|\*\.)/, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d{1,5}$/, '');
  return domainName.test(host) && !host.includes('..') ? host : undefined;
}

const minutesOf: Readonly<Record<string, number>> = { m: 1, h: 60, d: dayMinutes };

function readLast(value: string): number | 'last' | 'lastTooLong' {
  const [, digits, unit = ''] =
    /^(\d{1,6}) ?(m|h|d)(?:in|ins|inutes?|rs?|ours?|ays?)?[.!?]*$/i.exec(value.trim()) ?? [];
  const minutes = Number(digits) * (minutesOf[unit.toLowerCase()] ?? Number.NaN);
  if (!(minutes >= 1)) return 'last';
  return minutes > longestSearchMinutes ? 'lastTooLong' : minutes;
}
