import type { Persona, Post } from '../tenant-types.ts';

/** A post that can still change. */
export interface LivePost {
  readonly id: string;
  readonly conversationId: string;
  readonly from: Post['from'];
  readonly at: number;
  editedAt?: number;
  text?: string;
  card?: Record<string, unknown>;
  summary?: string;
  readonly aside?: boolean;
  readonly replies: LivePost[];
}

/** A person's chat with the bot, or the chat of several with it. */
export type ChatKey = Persona['key'] | 'group';

export type Content = Pick<LivePost, 'text' | 'card' | 'summary' | 'aside'>;

export interface MessageBoard {
  /** Root posts of the (first) channel, oldest first. */
  readonly roots: readonly LivePost[];
  rootsOf(channelId: string): readonly LivePost[];
  chat(chat: ChatKey): readonly LivePost[];
  /** In the first channel, unless another is named. */
  addRoot(from: Post['from'], content: Content, inChannel?: string): LivePost;
  addReply(rootId: string, from: Post['from'], content: Content): LivePost | undefined;
  addToChat(chat: ChatKey, from: Post['from'], content: Content): LivePost;
  find(id: string): LivePost | undefined;
  remove(id: string): boolean;
}

export function createMessageBoard(channelId: string): MessageBoard {
  const roots: LivePost[] = [];
  const channels = new Map([[channelId, roots]]);
  const chats = new Map<string, LivePost[]>();
  let lastId = 0;

  /** Teams names messages by the millisecond, each by its own. */
  function nextId(): string {
    lastId = Math.max(lastId + 1, Date.now());
    return String(lastId);
  }

  function post(id: string, conversationId: string, from: Post['from'], content: Content): LivePost {
    return { id, conversationId, from, at: Date.now(), ...content, replies: [] };
  }

  const allRoots = () => [...channels.values()].flat();
  const lists = () => [...channels.values(), ...allRoots().map((root) => root.replies), ...chats.values()];

  return {
    roots,
    rootsOf: (id) => channels.get(id) ?? [],
    chat: (person) => chats.get(person) ?? [],
    addRoot(from, content, inChannel = channelId) {
      const id = nextId();
      const root = post(id, `${inChannel};messageid=${id}`, from, content);
      const others = channels.get(inChannel) ?? [];
      channels.set(inChannel, others);
      others.push(root);
      return root;
    },
    addReply(rootId, from, content) {
      const root = allRoots().find(({ id }) => id === rootId);
      if (!root) return undefined;
      const reply = post(nextId(), root.conversationId, from, content);
      root.replies.push(reply);
      return reply;
    },
    addToChat(person, from, content) {
      const message = post(nextId(), chatId(person), from, content);
      chats.set(person, [...(chats.get(person) ?? []), message]);
      return message;
    },
    find: (id) =>
      lists()
        .flat()
        .find((candidate) => candidate.id === id),
    remove(id) {
      const holder = lists().find((list) => list.some((candidate) => candidate.id === id));
      holder?.splice(
        holder.findIndex((candidate) => candidate.id === id),
        1,
      );
      return holder !== undefined;
    },
  };
}

/** Teams' opaque id of the chat. */
export function chatId(chat: ChatKey): string {
  return chat === 'group' ? '19:sandbox-group-chat@thread.v2' : `a:1sandbox-chat-with-${chat}`;
}
