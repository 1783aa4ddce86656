import { ServiceError } from '../errors.ts';
import type { Connection, OutgoingMessage, Turn } from './connection.ts';
import type { InboundActivity } from './door/activity-shape.ts';
import { type Governor, governed } from './governor.ts';

/** Writes to the person who acts, where nobody else reads it. False where Teams does not let us. */
export type PrivateChat = (activity: InboundActivity, turn: Turn, message: OutgoingMessage) => Promise<boolean>;

export function createPrivateChat(connection: () => Promise<Connection>, governor: Governor): PrivateChat {
  return async (activity, turn, message) => {
    const { tenantId, serviceUrl, fromId } = activity;
    if (activity.conversationType === 'personal') {
      await turn.say(message);
      return true;
    }
    try {
      const teams = await connection();
      // Teams answers with the chat that is there already, if there is one.
      const conversationId = await governed(governor, { tenantId, conversationId: `chat with ${fromId}` }, () =>
        teams.create({ tenantId, serviceUrl, memberId: fromId }),
      );
      await governed(governor, { tenantId, conversationId }, () =>
        teams.send({ tenantId, serviceUrl, conversationId }, message),
      );
      return true;
    } catch (thrown) {
      if (thrown instanceof ServiceError && thrown.code !== 'internal') return false;
      throw thrown;
    }
  };
}
