import type { InboundActivity } from './door/activity-shape.ts';

/** A message to people: plain text, or a card with `text` as what notifications and screen readers say. */
export interface OutgoingMessage {
  readonly text: string;
  /** Adaptive Card JSON. */
  readonly card?: Readonly<Record<string, unknown>>;
}

export interface ConversationAddress {
  readonly tenantId: string;
  readonly serviceUrl: string;
  /** Of a thread in a channel: with `;messageid=`. */
  readonly conversationId: string;
  /** The message that is answered or redrawn. */
  readonly activityId?: string;
}

/** A channel, or one person for a private conversation. */
interface NewConversation {
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly channelId?: string;
  readonly memberId?: string;
}

/** What the roster says of a member; everything may be missing. */
export type MemberRecord = Readonly<Record<string, unknown>>;

/** What can be done while an activity is being answered. Rejects with teams… faults. */
export interface Turn {
  /** Into the conversation of the activity (in a channel: into its thread). */
  say(message: OutgoingMessage): Promise<void>;
  /** Looked up in the team or chat of the activity, by Entra object id or Teams id. */
  member(id: string): Promise<MemberRecord>;
  /** Rejects with `teamsGone` where the person is not in that team. */
  memberOfTeam(teamId: string, id: string): Promise<MemberRecord>;
}

/** Teams as one SDK reaches it. Everything rejects with teams… faults, never with the SDK's own errors. */
export interface Connection {
  turn<T>(activity: InboundActivity, logic: (turn: Turn) => Promise<T>): Promise<T>;
  /** Resolves with the conversation's id (of a new root post: with `;messageid=`). */
  create(place: NewConversation, message?: OutgoingMessage): Promise<string>;
  /** Resolves with the message's id. */
  send(address: ConversationAddress, message: OutgoingMessage): Promise<string>;
  /** Replaces the message `activityId`. */
  update(address: ConversationAddress, message: OutgoingMessage): Promise<void>;
}
