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
] as const;
export type NotProvenReason = (typeof notProvenReasons)[number];

/** `moved`: by this remediation, so that an undo brings it back; `inPlace`: it lay there before. Both are proven. */
export type Proof = 'moved' | 'inPlace' | NotProvenReason;

const reasons: Partial<Record<PlaceName, NotProvenReason>> = {
  onprem: 'onPremises',
  external: 'onPremises',
  onpremexternal: 'onPremises',
  quarantine: 'quarantine',
  failed: 'neverDelivered',
  dropped: 'neverDelivered',
};

/** `place` is undefined where the email was not found or could not be read. */
export function proofOf(place: DeliveryPlace | undefined, action: RemediationAction): Proof {
  if (!place) return 'notFound';
  const fate = fateOf(place, action);
  if (fate === 'moved') return 'moved';
  const name = placeOf(place.latest);
  if (name === targetOf(action)) return 'inPlace';
  return reasons[name] ?? (fate === 'unmoved' ? 'stillThere' : 'unclear');
}

export function isProven(proof: Proof | undefined): boolean {
  return proof === 'moved' || proof === 'inPlace';
}

/** Will a later look perhaps show more? What cannot be remediated at all stays where it is. */
export function mayStillMove(proof: Proof | undefined): boolean {
  return proof === undefined || proof === 'stillThere' || proof === 'notFound' || proof === 'unclear';
}

/** How many emails are proven, of how many that Graph has taken. */
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
  if (proven === 0 && expected > 0) return 'unverified';
  return proven < expected ? 'partlyVerified' : 'verified';
}
