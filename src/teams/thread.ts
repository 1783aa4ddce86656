import { ServiceError } from '../errors.ts';
import type { Thread } from '../workflow/ports.ts';
import type { RequestView } from '../workflow/request-view.ts';
import type { CardAddress, ChannelAddress } from '../workflow/store-port.ts';
import type { SummaryView } from '../workflow/summary-view.ts';
import { type CardStyle, drawReplyCard, drawRequestCard, drawSummaryCard } from './cards.ts';
import type { Connection, OutgoingMessage } from './connection.ts';
import { type Governor, governed, type Passage } from './governor.ts';
import type { ServiceUrls } from './service-urls.ts';
import { wordsFor } from './words.ts';

export interface ThreadOptions {
  readonly connection: () => Promise<Connection>;
  readonly governor: Governor;
  readonly serviceUrls: ServiceUrls;
  /** Language and time zone of channel posts: one card is read by many. */
  readonly style: CardStyle;
}

/** Posts, redraws and replies in channels. Never repeats a call: what failed is durable work, done again later. */
export function createThread(options: ThreadOptions): Thread {
  const { connection, governor, serviceUrls, style } = options;

  async function call<T>(passage: Passage, calling: (teams: Connection) => Promise<T>): Promise<T> {
    const teams = await connection();
    return governed(governor, passage, () => calling(teams));
  }

  function requestMessage(view: RequestView): OutgoingMessage {
    return { text: wordsFor(style.locale).summaryOf(view), card: drawRequestCard(view, style) };
  }

  function summaryMessage(view: SummaryView): OutgoingMessage {
    return { text: wordsFor(style.locale).summaryNotification(view), card: drawSummaryCard(view, style) };
  }

  async function post(channel: ChannelAddress, message: OutgoingMessage): Promise<CardAddress> {
    const place = current(channel, serviceUrls);
    const { tenantId, serviceUrl, channelId } = place;
    const conversationId = await call(rootPassage(channel), (teams) =>
      teams.create({ tenantId, serviceUrl, channelId }, message),
    );
    return { ...place, conversationId, activityId: rootId(conversationId) };
  }

  async function update(card: CardAddress, message: OutgoingMessage): Promise<void> {
    const address = current(card, serviceUrls);
    await call(card, (teams) => teams.update(address, message));
  }

  return {
    postCard: (channel, view) => post(channel, requestMessage(view)),
    postSummary: (channel, view) => post(channel, summaryMessage(view)),
    updateCard: (card, view) => update(card, requestMessage(view)),
    updateSummary: (card, view) => update(card, summaryMessage(view)),
    pauseBefore: (channel) => governor.pauseBefore(rootPassage(channel)),
    async reply(card, kind, view) {
      const address = current(card, serviceUrls);
      const message = {
        text: wordsFor(style.locale).replySummary(kind, view),
        card: drawReplyCard(kind, view, style),
      };
      const activityId = await call(card, (teams) => teams.send(address, message));
      return { ...address, activityId };
    },
  };
}

/** New root posts of a channel share one allowance; each thread under them has its own. */
function rootPassage({ tenantId, channelId }: ChannelAddress): Passage {
  return { tenantId, conversationId: channelId };
}

/** The address of an old card may have moved with the tenant: what Teams itself last spoke from is better. */
function current<T extends ChannelAddress>(address: T, serviceUrls: ServiceUrls): T {
  return { ...address, serviceUrl: serviceUrls.of(address) ?? address.serviceUrl };
}

/** The SDK tells a new root post's conversation, but not its message id; that stands behind `;messageid=`. */
function rootId(conversationId: string): CardAddress['activityId'] {
  const id = /;messageid=([^;]+)$/.exec(conversationId)?.[1];
  if (id === undefined) throw new ServiceError('teamsRefused', 'Teams did not say which message the card became.');
  return id;
}
