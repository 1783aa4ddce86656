/**
 * What the mailboxes show of each email after its remediation, and what that makes of the request. "Submitted" is not
 * "deleted": an email counts as proven only where Graph's own delivery location says so.
 */
import { type DeliveryPlace, fateOf, type PlaceName, placeOf, targetOf } from './delivery.ts';
import type { RemediationAction } from './request.ts';

/** Why an email does not lie where the action puts it, as far as its location tells. */
export const notProvenReasons = [
  'stillThere',
  'onPremises',
  'quarantine',
  'neverDelivered',
  'unclear',
  'notFound',
  /** The mailboxes could not be read, for as long as anybody tried. */
  'unread',
  /** Another request has done something else to it: this one told Graph nothing about it. */
  'overtaken',
] as const;
export type NotProvenReason = (typeof notProvenReasons)[number];

/** `moved`: by this remediation, so that an undo brings it back; `inPlace`: it lay there before. Both are proven. */
export type Proof = 'moved' | 'inPlace' | NotProvenReason;

/** A map, because any word may come: an object has a `constructor`. */
const reasons: ReadonlyMap<PlaceName, NotProvenReason> = new Map([
  ['onprem', 'onPremises'],
  ['external', 'onPremises'],
  ['onpremexternal', 'onPremises'],
  ['quarantine', 'quarantine'],
  ['failed', 'neverDelivered'],
  ['dropped', 'neverDelivered'],
]);

/** `place` is undefined where the email was not found. */
export function proofOf(place: DeliveryPlace | undefined, action: RemediationAction): Proof {
  if (!place) return 'notFound';
  const fate = fateOf(place, action);
  const name = placeOf(place.latest);
  if (fate === 'moved') return name === targetOf(action) && mayHaveLainThere(place, action) ? 'inPlace' : 'moved';
  if (name === targetOf(action)) return 'inPlace';
  // Also in quarantine, where mail is put back from there: a later look may show it in the inbox.
  if (fate === 'unmoved') return 'stillThere';
  return reasons.get(name) ?? 'unclear';
}

/** Without the place of its delivery it may have come there by itself: an undo must not bring into inboxes what did. */
function mayHaveLainThere({ original }: DeliveryPlace, action: RemediationAction): boolean {
  return original === undefined && action !== 'moveToInbox';
}

/** Of an email about which another request told Graph, so that this one did not: wherever it lies, that one put it there. */
export function proofOfOther(place: DeliveryPlace | undefined, action: RemediationAction): Proof {
  const proof = proofOf(place, action);
  if (proof === 'moved') return 'inPlace';
  return proof === 'stillThere' && isProven(proofOf(place, 'hardDelete')) ? 'overtaken' : proof;
}

export function isProven(proof: Proof | undefined): boolean {
  return proof === 'moved' || proof === 'inPlace';
}

/** Will a later look perhaps show more? What cannot be remediated at all stays where it is. */
export function mayStillMove(proof: Proof | undefined): boolean {
  return proof === undefined || mayStill.includes(proof);
}
const mayStill: readonly Proof[] = ['stillThere', 'notFound', 'unclear', 'unread'];

/** How many emails are proven, of how many that Graph has taken, from this request or from another one. */
export interface Tally {
  readonly expected: number;
  readonly proven: number;
}

/** `unseen`: not looked at yet. */
export function tallyOf(counts: ReadonlyMap<Proof | 'unseen', number>): Tally {
  let expected = 0;
  let proven = 0;
  for (const [proof, count] of counts) {
    expected += count;
    if (proof !== 'unseen' && isProven(proof)) proven += count;
  }
  return { expected, proven };
}

export function outcomeOfVerification({ expected, proven }: Tally): 'verified' | 'partlyVerified' | 'unverified' {
  // Also 0 of 0: without an email that somebody saw nothing is proven.
  if (proven === 0) return 'unverified';
  return proven < expected ? 'partlyVerified' : 'verified';
}
