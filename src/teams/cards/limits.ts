/** How much of what others wrote is shown. Characters, or numbers of things. */
export interface Limits {
  readonly subject: number;
  readonly paragraph: number;
  readonly word: number;
  readonly urls: number;
  readonly url: number;
  readonly attachments: number;
  readonly messageIds: number;
  readonly people: number;
  /** Addresses of emails that are not proven, in the reply that tells the end. */
  readonly unproven: number;
  readonly address: number;
  readonly decisions: number;
  readonly reason: number;
  readonly links: number;
  /** A longer link is left out: half a link leads nowhere. */
  readonly linkLength: number;
  readonly requests: number;
  /** Of one line among many. */
  readonly lineSubject: number;
  readonly lineName: number;
  /** Of those who decided one of many requests. */
  readonly lineNames: number;
  /** Of one address among a page of them. */
  readonly listedAddress: number;
}

/** The widest that fits is drawn. Ordinary cards fit the first; only odd ones ever see the others. */
export const limitSteps: readonly [Limits, ...Limits[]] = [
  {
    subject: 300,
    paragraph: 500,
    word: 100,
    urls: 5,
    url: 150,
    attachments: 5,
    messageIds: 3,
    people: 5,
    unproven: 20,
    address: 320,
    decisions: 10,
    reason: 1000,
    links: 2,
    linkLength: 2_048,
    requests: 10,
    lineSubject: 60,
    lineName: 120,
    lineNames: 4,
    listedAddress: 120,
  },
  {
    subject: 200,
    paragraph: 300,
    word: 60,
    urls: 3,
    url: 100,
    attachments: 3,
    messageIds: 3,
    people: 3,
    unproven: 10,
    address: 120,
    decisions: 5,
    reason: 300,
    links: 2,
    linkLength: 2_048,
    requests: 8,
    lineSubject: 30,
    lineName: 64,
    lineNames: 3,
    listedAddress: 64,
  },
  {
    subject: 60,
    paragraph: 60,
    word: 30,
    urls: 1,
    url: 60,
    attachments: 1,
    messageIds: 1,
    people: 2,
    unproven: 3,
    address: 48,
    decisions: 2,
    reason: 80,
    links: 1,
    linkLength: 600,
    requests: 5,
    lineSubject: 8,
    lineName: 36,
    lineNames: 1,
    listedAddress: 20,
  },
  {
    subject: 40,
    paragraph: 30,
    word: 20,
    urls: 1,
    url: 40,
    attachments: 1,
    messageIds: 1,
    people: 1,
    unproven: 0,
    address: 40,
    decisions: 1,
    reason: 60,
    links: 1,
    linkLength: 400,
    requests: 5,
    lineSubject: 8,
    lineName: 24,
    lineNames: 1,
    listedAddress: 20,
  },
];

/**
 * Bytes. Teams takes 28 to 100 KB depending on where a message comes from and counts UTF-16; the message
 * around the card needs room as well.
 */
const maxCardBytes = 24_500;

/** The card at the first limits that make it small enough, by UTF-8 and by UTF-16. */
export function drawWithin(draw: (limits: Limits) => Record<string, unknown>): Record<string, unknown> {
  let card: Record<string, unknown> = {};
  for (const limits of limitSteps) {
    card = draw(limits);
    if (cardBytes(card) <= maxCardBytes) return card;
  }
  return card;
}

function cardBytes(card: Record<string, unknown>): number {
  return jsonBytes(JSON.stringify(card));
}

/** As Teams counts the bytes, whichever way it does. */
export function jsonBytes(json: string): number {
  return Math.max(Buffer.byteLength(json, 'utf8'), json.length * 2);
}
