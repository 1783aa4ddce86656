/** What is said in a card's thread, besides the card itself. */
export const replyKinds = [
  'submitted',
  'failed',
  'alreadySubmitted',
  'unclear',
  'stillUnclear',
  'reminded',
  'escalated',
  'expired',
  'verified',
] as const;
export type ReplyKind = (typeof replyKinds)[number];
