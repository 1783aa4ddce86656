/** What an alert told of its mail, as a search for it. Nothing is guessed: what cannot be read is not looked for. */
import { isAddress } from '../approval/ids.ts';
import type { MailFacts } from '../approval/request.ts';
import { longestSearchMinutes, type MailCriteria } from './found-mail.ts';

const dayMinutes = 24 * 60;
const unknownAgeMinutes = 7 * dayMinutes;
/** A part is enough to find a subject by, and fits on the card as something to type. */
const longestSubject = 120;
const shortestSubject = 3;

/** Undefined where neither a sender's address nor a subject is known: a window of time alone finds everybody's mail. */
export function criteriaFor({ sender, subject, receivedAt }: MailFacts, now: number): MailCriteria | undefined {
  const from = sender?.address?.trim().toLowerCase();
  const part = subject === undefined ? undefined : longestPart(subject);
  const known = {
    ...(from !== undefined && isAddress(from) ? { from } : {}),
    ...(part === undefined ? {} : { subject: part }),
  };
  return Object.keys(known).length === 0 ? undefined : { ...known, lastMinutes: windowFrom(receivedAt, now) };
}

/**
 * Sources spell a subject with marks that the mail does not have (U+FEFF, line breaks of the header), or leave them out:
 * what stands between two of them is in both. A part of a few letters would find too much.
 */
function longestPart(subject: string): string | undefined {
  const parts = subject
    .slice(0, 2_000)
    .toWellFormed()
    .split(/[\p{C}\p{Zl}\p{Zp}\uFFFD]+| {2,}|(?! )\p{Z}+/u)
    .map((part) => [...part.trim()].slice(0, longestSubject));
  const longest = parts.reduce((one, other) => (other.length > one.length ? other : one), []);
  return longest.length < shortestSubject ? undefined : longest.join('').trim();
}

/** Whole days and one more: the same words are typed some hours later, and clocks differ. */
function windowFrom(receivedAt: string | undefined, now: number): number {
  const age = receivedAt === undefined ? Number.NaN : now - Date.parse(receivedAt);
  if (Number.isNaN(age) || age < -dayMinutes * 60_000) return unknownAgeMinutes;
  const days = Math.ceil(Math.max(age, 0) / (dayMinutes * 60_000)) + 1;
  return Math.min(days * dayMinutes, longestSearchMinutes);
}
