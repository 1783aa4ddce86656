/**
 * What a delivery location says about a remediation. Graph's words are loose: `inbox_folder` and `Inbox` both occur,
 * and new ones may come; what softDelete and hardDelete lead to is not documented, only that the email is "no longer
 * in the inbox or junk folder" (Defender for Office 365 documentation, "Remediate malicious email").
 */
import type { RemediationAction } from './request.ts';

/**
 * - moved: where the action puts it, or (for a deletion) gone from where people read it.
 * - unmoved: where the action would not have left it.
 * - silent: where no action changes anything, or in a place that we do not know, so that it proves nothing.
 */
export type EmailFate = 'moved' | 'unmoved' | 'silent';

/** Where people read mail, the first place first: a deletion leaves none there. */
const read: readonly string[] = ['inbox', 'junk'];

/**
 * Out of reading: Graph's `deletedFolder` and `others`, and what Exchange calls the Recoverable Items folder and its
 * parts. Any other word is silent. What is beyond reach is ("on-premises or external, failed and dropped mail can't be
 * remediated", same page; quarantine is left by release only), and a new word, or one in the mailbox's own language, may
 * as well name a folder in which people read.
 */
const removed =
  /^(deleted|others?|(soft|hard)deleted?|recoverable(items)?(deletions|purges|versions)?|deletions|purges)$/;

/** A folder by the letters of its name alone, see `placeOf`. */
export type PlaceName = string;

const target: Partial<Record<RemediationAction, string>> = {
  moveToJunk: 'junk',
  moveToDeletedItems: 'deleted',
  moveToInbox: 'inbox',
};

/** Where an email lies, in Graph's own words. */
export interface DeliveryPlace {
  readonly latest: string;
  /** Where it was delivered first. What people do with their mail is not tracked: a difference is the system's or an administrator's doing. */
  readonly original?: string;
}

export function fateOf({ latest, original }: DeliveryPlace, action: RemediationAction): EmailFate {
  const place = placeOf(latest);
  const wanted = target[action];
  const isWhereItWas = original !== undefined && placeOf(original) === place;
  if (place === wanted) return isWhereItWas ? 'silent' : 'moved';
  if (action === 'moveToInbox' && place === 'quarantine') return 'unmoved';
  if (read.includes(place)) return 'unmoved';
  if (!removed.test(place)) return 'silent';
  if (wanted !== undefined) return 'unmoved';
  return isWhereItWas ? 'silent' : 'moved';
}

/** Of two copies of one email in one mailbox: is the one where people read it, and the other not, or later? */
export function easierToRead(one: DeliveryPlace, other: DeliveryPlace): boolean {
  return rank(one) < rank(other);
}

/** No other copy is easier to read. */
export function isEasiestToRead(place: DeliveryPlace): boolean {
  return rank(place) === 0;
}

function rank({ latest }: DeliveryPlace): number {
  const place = read.indexOf(placeOf(latest));
  return place < 0 ? read.length : place;
}

/** Where the action puts an email; undefined for deletions, whose place is not documented. */
export function targetOf(action: RemediationAction): PlaceName | undefined {
  return target[action];
}

/** `inbox_folder`, `Inbox/folder`, `InboxFolder` are one place. */
export function placeOf(location: string): PlaceName {
  return (
    location
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/(items)?folder$/, '')
      .replace(/^onpremises/, 'onprem')
      .replace(/^junkemail$/, 'junk')
      .replace(/^deleteditems$/, 'deleted')
      // A folder of somebody's own in it is read there all the same.
      .replace(/^(inbox|junk).*$/, '$1')
  );
}
