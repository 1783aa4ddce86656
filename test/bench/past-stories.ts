/** What happened to a past request: shares and counts as an analysts' team of some size would see them over two years. */
import { createHash } from 'node:crypto';
import type { EmailByMessage, Person, RequestId, RequestState, Severity } from '../../src/approval/request.ts';
import type { ReplyKind } from '../../src/workflow/reply-kind.ts';

export interface PastEnd {
  readonly state: RequestState;
  readonly verdict?: 'approve' | 'reject';
  /** Graph took it. */
  readonly sent: boolean;
  readonly verified: boolean;
  readonly reply?: ReplyKind;
}

export interface PastStory {
  readonly index: number;
  readonly id: RequestId;
  readonly end: PastEnd;
  readonly source: string;
  readonly severity: Severity;
  readonly emails: readonly [EmailByMessage, ...EmailByMessage[]];
  readonly alertIds: readonly string[];
  /** How many alerts there were before. */
  readonly firstAlert: number;
  readonly campaignId: string | null;
  readonly earlierId: RequestId | null;
  readonly clientRequestId: string;
  readonly createdAt: number;
  readonly decidedAt: number;
  readonly endedAt: number;
}

const approved = { verdict: 'approve', sent: true, reply: 'submitted' } as const;
/** Of a hundred. */
const ends: readonly (readonly [share: number, end: PastEnd])[] = [
  [38, { ...approved, state: 'verified', verified: true }],
  [6, { ...approved, state: 'partlyVerified', verified: true }],
  [2, { ...approved, state: 'unverified', verified: true }],
  [10, { ...approved, state: 'submitted', verified: false }],
  [2, { verdict: 'approve', state: 'failed', sent: false, verified: false, reply: 'failed' }],
  [26, { verdict: 'reject', state: 'rejected', sent: false, verified: false }],
  [13, { state: 'expired', sent: false, verified: false, reply: 'expired' }],
  [3, { state: 'withdrawn', sent: false, verified: false }],
];
const endOf = ends.flatMap(([share, end]) => Array<PastEnd>(share).fill(end));

export const analysts: readonly Person[] = Array.from({ length: 12 }, (_, number) => ({
  objectId: uuidOf('analyst', number),
  upn: `analyst-${number}@contoso.example`,
  name: `Analyst ${number}`,
  tenantId: '8a6b4c1e-0d9f-4e1a-9d53-2f1f6c1b7a10',
  isGuest: false,
}));

const period = 730 * 86_400_000;
/** The same wave goes on for so many requests of its campaign, one in ten of all. */
const campaignLength = 40;

export function tellStory(index: number, count: number, endedBy: number): PastStory {
  const dice = createHash('sha1').update(`story ${index}`).digest();
  const end = endOf[(dice.readUInt16LE(0) * 100) >> 16];
  if (!end) throw new Error('The shares of ends add up to a hundred.');
  // Two days before the end, as the last ones expired a day after they came.
  const createdAt = Math.floor(endedBy - 2 * 86_400_000 - ((count - index) / count) * period);
  const decidedAt = createdAt + 60_000 + (dice.readUInt32LE(2) % 3_600_000);
  const endedAt = end.state === 'expired' ? createdAt + 86_400_000 : decidedAt + (end.verified ? 300_000 : 500);
  // One in twenty is about the message of an earlier request, to other recipients.
  const repeated = index >= 20 && index % 20 === 7 ? index - 20 + 1 : undefined;
  const inCampaign = index % 10 === 3;
  return {
    index,
    id: requestIdOf(index),
    end,
    source: index % 3 === 0 ? 'defender' : 'sublime',
    severity: (['low', 'medium', 'medium', 'high'] as const)[dice.readUInt8(6) % 4] ?? 'medium',
    emails: emailsOf(uuidOf('message', repeated ?? index), dice.readUInt32LE(8), 1 + (dice.readUInt8(7) % 5)),
    alertIds: alertIds(index),
    firstAlert: index + Math.ceil(index / 8),
    campaignId: inCampaign ? `campaign-${Math.floor(index / (10 * campaignLength))}` : null,
    earlierId: repeated === undefined ? null : requestIdOf(repeated),
    clientRequestId: uuidOf('call', index),
    createdAt,
    decidedAt,
    endedAt,
  };
}

/** One in eight was told by two alerts. */
function alertIds(index: number): string[] {
  const first = uuidOf('alert', index);
  return index % 8 === 0 ? [first, uuidOf('second alert', index)] : [first];
}

function emailsOf(networkMessageId: string, first: number, count: number): [EmailByMessage, ...EmailByMessage[]] {
  const to = (nth: number): EmailByMessage => {
    return { networkMessageId, recipientEmailAddress: `person-${(first + nth * 7_919) % 50_000}@contoso.example` };
  };
  return [to(0), ...Array.from({ length: count - 1 }, (_, nth) => to(nth + 1))];
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Spread over the whole range, as drawn ids are, each once: an odd factor permutes the numbers below 2^30. */
function requestIdOf(index: number): RequestId {
  const number = Number((BigInt(index) * 0x2545f491n + 0x1234567n) & 0x3fffffffn);
  const letter = (place: number) => alphabet.charAt((number >>> (5 * place)) & 31);
  return `CS-${[5, 4, 3, 2, 1, 0].map(letter).join('')}`;
}

function uuidOf(kind: string, index: number): string {
  const hex = createHash('sha1').update(`${kind} ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
