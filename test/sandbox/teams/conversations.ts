import { checkMessage } from './check-message.ts';
import type { Fault } from './connector.ts';
import { type ChatKey, type Content, chatId, type LivePost, type MessageBoard } from './message-board.ts';
import { everybody, findPerson, rosterEntry } from './people.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  /** Empty where the path names none. */
  readonly conversationId: string;
  /** What stands behind `activities/` or `members/`. */
  readonly rest: string;
  readonly body: unknown;
}

export interface Route {
  readonly method: string;
  /** Behind `/v3/`. */
  readonly path: RegExp;
  readonly on?: Fault['on'];
  answer(asked: Asked): Answer;
}

export interface ConversationOptions {
  readonly tenantId: string;
  readonly botId: string;
  readonly team: { readonly id: string; readonly name: string };
  /** The first is where messages go that name none. */
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly board: MessageBoard;
  readonly violations: string[];
}

/** What the connector's routes do with the channel and the chats. */
export function conversationRoutes(options: ConversationOptions): readonly Route[] {
  const { tenantId, botId, team, channels, board, violations } = options;
  const isChannel = (id: string): boolean => channels.some((channel) => channel.id === id);

  const routes: readonly Route[] = [
    { method: 'POST', path: /^conversations$/, on: 'post', answer: createConversation },
    { method: 'POST', path: /^conversations\/([^/]+)\/activities(?:\/([^/]+))?$/, on: 'reply', answer: sendMessage },
    { method: 'PUT', path: /^conversations\/([^/]+)\/activities\/([^/]+)$/, on: 'update', answer: updateMessage },
    { method: 'DELETE', path: /^conversations\/([^/]+)\/activities\/([^/]+)$/, answer: deleteMessage },
    { method: 'GET', path: /^conversations\/([^/]+)\/members\/([^/]+)$/, on: 'member', answer: oneMember },
    { method: 'GET', path: /^conversations\/([^/]+)\/members$/, answer: () => ok(roster()) },
    { method: 'GET', path: /^conversations\/([^/]+)\/pagedmembers$/, answer: pageOfMembers },
    { method: 'GET', path: /^teams\/([^/]+)$/, answer: () => ok({ id: team.id, name: team.name, memberCount: 4 }) },
    {
      method: 'GET',
      path: /^teams\/([^/]+)\/conversations$/,
      answer: () => ok({ conversations: [{ id: team.id }, ...channels] }),
    },
  ];

  const roster = () => everybody.map((person) => rosterEntry(person, tenantId));

  function createConversation({ body }: Asked): Answer {
    const parameters = (body ?? {}) as Record<string, unknown>;
    const channelData = (parameters['channelData'] ?? {}) as { channel?: { id?: unknown } };
    if ((parameters['bot'] as { id?: unknown } | undefined)?.id !== `28:${botId}`) return violate('bot is not us');
    if (parameters['tenantId'] !== tenantId) return violate('tenantId is not ours');
    const members = parameters['members'];
    if (Array.isArray(members)) return createChat(members);
    const channelId = channelData.channel?.id;
    if (typeof channelId !== 'string' || !isChannel(channelId)) return failure(404, 'ConversationNotFound');
    return withMessage(parameters['activity'], (content) => {
      const root = board.addRoot('bot', content, channelId);
      return { status: 201, body: { id: root.conversationId, activityId: root.id } };
    });
  }

  function createChat(members: readonly unknown[]): Answer {
    const [member] = members as { id?: unknown }[];
    const person = members.length === 1 ? findPerson(String(member?.id)) : undefined;
    return person ? { status: 201, body: { id: chatId(person.key) } } : failure(403, 'BotNotInConversationRoster');
  }

  function sendMessage({ conversationId, body }: Asked): Answer {
    return withMessage(body, (content) => {
      const post = addMessage(conversationId, content);
      return post ? { status: 201, body: { id: post.id } } : failure(404, 'ConversationNotFound');
    });
  }

  function addMessage(conversationId: string, content: Content): LivePost | undefined {
    const chat = chatOf(conversationId);
    if (chat) return board.addToChat(chat, 'bot', content);
    if (isChannel(conversationId)) return board.addRoot('bot', content, conversationId);
    const [channelId, rootId] = conversationId.split(';messageid=');
    return isChannel(channelId ?? '') && rootId !== undefined ? board.addReply(rootId, 'bot', content) : undefined;
  }

  function updateMessage({ rest, body }: Asked): Answer {
    return withMessage(body, (content) => {
      const post = board.find(rest);
      if (post?.from !== 'bot') return failure(404, 'ActivityNotFoundInConversation');
      delete post.text;
      delete post.card;
      Object.assign(post, content, { editedAt: Date.now() });
      return ok({ id: post.id });
    });
  }

  function deleteMessage({ rest }: Asked): Answer {
    return board.remove(rest) ? ok({}) : failure(404, 'ActivityNotFoundInConversation');
  }

  function pageOfMembers({ conversationId }: Asked): Answer {
    const [place = ''] = conversationId.split(';messageid=');
    const isKnown = isChannel(place) || place === team.id || chatOf(place) !== undefined;
    return isKnown ? ok({ members: roster() }) : failure(404, 'ConversationNotFound');
  }

  function oneMember({ rest }: Asked): Answer {
    const person = findPerson(rest);
    return person ? ok(rosterEntry(person, tenantId)) : failure(404, 'MemberNotFoundInConversation');
  }

  function withMessage(activity: unknown, use: (content: Content) => Answer): Answer {
    const checked = checkMessage(activity);
    if (checked.kind === 'message') return use(checked.content);
    violations.push(`teams: a message was refused: ${checked.why}`);
    return failure(checked.status, checked.code);
  }

  function violate(why: string): Answer {
    violations.push(`teams: ${why}`);
    return failure(400, 'BadSyntax');
  }

  return routes;
}

export function chatOf(conversationId: string): ChatKey | undefined {
  const chats: readonly ChatKey[] = ['group', ...everybody.map(({ key }) => key)];
  return chats.find((chat) => chatId(chat) === conversationId);
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function failure(status: number, code: string): Answer {
  return { status, body: { error: { code, message: `The sandbox answers ${code}.` } } };
}
