import { asServiceError, ServiceError } from '../errors.ts';
import type { CardAddress, ChannelAddress, Thread } from '../workflow/ports.ts';
import type { RequestView } from '../workflow/request-view.ts';
import { type CardStyle, drawReplyCard, drawRequestCard } from './cards.ts';
import type { Connection, OutgoingMessage } from './connection.ts';
import type { Governor, Passage } from './governor.ts';
import type { ServiceUrls } from './service-urls.ts';
import { wordsFor } from './words.ts';

export interface ThreadOptions {
  readonly connection: () => Promise<Connection>;
  readonly governor: Governor;
  readonly serviceUrls: ServiceUrls;
  /** Language and time zone of channel posts: one card is read by many. */
  readonly style: CardStyle;
}

/** Teams without a pause of its own choosing: a bare 429 is answered with this, and the queue adds its back-off. */
const pauseWithoutRetryAfter = 1_000;

/** Posts, redraws and replies in channels. Never repeats a call: what failed is durable work, done again later. */
export function createThread(options: ThreadOptions): Thread {
  const { connection, governor, serviceUrls, style } = options;

  async function governed<T>(passage: Passage, call: (teams: Connection) => Promise<T>): Promise<T> {
    const teams = await connection();
    await governor.pass(passage);
    try {
      return await call(teams);
    } catch (thrown) {
      const fault = asServiceError(thrown);
      if (fault.code === 'teamsThrottled') governor.hold(passage, fault.retryAfterMs ?? pauseWithoutRetryAfter);
      throw fault;
    }
  }

  function requestMessage(view: RequestView): OutgoingMessage {
    return { text: wordsFor(style.locale).summaryOf(view), card: drawRequestCard(view, style) };
  }

  return {
    async postCard(channel, view) {
      const place = current(channel, serviceUrls);
      const conversationId = await governed(
        { tenantId: channel.tenantId, conversationId: channel.channelId },
        (teams) =>
          teams.create(
            { tenantId: place.tenantId, serviceUrl: place.serviceUrl, channelId: place.channelId },
            requestMessage(view),
          ),
      );
      return { ...place, conversationId, activityId: rootId(conversationId) };
    },
    async updateCard(card, view) {
      const address = current(card, serviceUrls);
      await governed(card, (teams) => teams.update(address, requestMessage(view)));
    },
    async reply(card, kind, view) {
      const address = current(card, serviceUrls);
      const message = {
        text: wordsFor(style.locale).replySummary(kind, view),
        card: drawReplyCard(kind, view, style),
      };
      const activityId = await governed(card, (teams) => teams.send(address, message));
      return { ...address, activityId };
    },
  };
}

/** The address of an old card may have moved with the tenant: what Teams itself last spoke from is better. */
function current<T extends ChannelAddress>(address: T, serviceUrls: ServiceUrls): T {
  return { ...address, serviceUrl: serviceUrls.of(address.teamId) ?? address.serviceUrl };
}

/** The SDK tells a new root post's conversation, but not its message id; that stands behind `;messageid=`. */
function rootId(conversationId: string): CardAddress['activityId'] {
  const id = /;messageid=([^;]+)$/.exec(conversationId)?.[1];
  if (id === undefined) throw new ServiceError('teamsRefused', 'Teams did not say which message the card became.');
  return id;
}
