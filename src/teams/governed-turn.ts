import type { Turn } from './connection.ts';
import type { InboundActivity } from './door/activity-shape.ts';
import { type Governor, governed } from './governor.ts';

/** Answers in a conversation count against its limits like everything else that is written there. */
export function governedTurn(turn: Turn, { tenantId, conversationId }: InboundActivity, governor: Governor): Turn {
  return {
    member: (id) => turn.member(id),
    memberOfTeam: (teamId, id) => turn.memberOfTeam(teamId, id),
    say: (message) => governed(governor, { tenantId, conversationId }, () => turn.say(message)),
  };
}
