import { randomUUID } from 'node:crypto';
import type { ClickOptions, Delivery, Persona, TeamsSide } from '../tenant-types.ts';
import { findAction } from './card-actions.ts';
import type { Connector } from './connector.ts';
import {
  type Click,
  channelActivity,
  executeInvoke,
  type Place,
  presenceActivities,
  type Scene,
  submitMessage,
  typedMessage,
} from './inbound.ts';
import { createMessageActions } from './message-actions.ts';
import { people } from './people.ts';
import type { Waiting } from './waiting.ts';

export interface TeamsSideOptions {
  readonly scene: Omit<Scene, 'locales'>;
  readonly channelName: string;
  readonly secondChannel: { readonly id: string; readonly name: string };
  readonly connector: Connector;
  readonly waiting: Waiting;
  readonly post: (path: string, headers: Record<string, string>, body: string) => Promise<Delivery>;
  readonly token: () => Promise<string>;
}

/** What people do in Teams: typing, clicking, adding and removing the app. */
export function createTeamsSide(options: TeamsSideOptions): TeamsSide {
  const { connector, waiting } = options;
  const locales = new Map<Persona['key'], string>();
  const scene: Scene = { ...options.scene, locales };
  const { board } = connector;

  async function deliver(activity: Record<string, unknown>, token?: string): Promise<Delivery> {
    const authorization = `Bearer ${token ?? (await options.token())}`;
    const delivery = await options.post('/api/messages', { authorization }, JSON.stringify(activity));
    waiting.changed();
    return delivery;
  }

  async function changePresence(action: 'add' | 'remove'): Promise<void> {
    connector.installed = action === 'add';
    for (const activity of presenceActivities(scene, people.ana, action)) await deliver(activity);
  }

  const channels = [{ id: scene.channelId, name: options.channelName }, options.secondChannel];

  async function changeChannel(channelId: string, eventType: string): Promise<void> {
    const channel = channels.find(({ id }) => id === channelId);
    if (!channel) throw new Error(`There is no channel ${channelId}.`);
    await deliver(channelActivity(scene, people.ana, channel, eventType));
  }

  /** The thread or chat in which a message stands. */
  function placeOf(postId: string, as: Persona['key']): Place {
    if (board.chat(as).some(({ id }) => id === postId)) return { where: 'personal' };
    if (board.chat('group').some(({ id }) => id === postId)) return { where: 'groupChat' };
    for (const { id: channelId } of channels) {
      const root = board
        .rootsOf(channelId)
        .find(({ id, replies }) => id === postId || replies.some((reply) => reply.id === postId));
      if (root) return { where: 'channel', rootId: root.id, channelId };
    }
    return { where: 'channel', rootId: postId };
  }

  const messageActions = createMessageActions({ scene, board, placeOf, deliver });

  function clickActivity({ as, postId, verb, inputs = {}, data, kind = 'execute' }: ClickOptions) {
    const card = board.find(postId)?.card;
    const action = data === undefined && card ? findAction(card, verb, kind, inputs) : undefined;
    if (data === undefined && !action) throw new Error(`Nothing on post ${postId} has the verb ${verb}.`);
    const click: Click = {
      verb,
      title: action?.title,
      postId,
      data: action?.data ?? { ...(kind === 'submit' && { verb }), ...data, ...inputs },
    };
    const place = placeOf(postId, as);
    return kind === 'execute'
      ? executeInvoke(scene, people[as], place, click)
      : submitMessage(scene, people[as], place, click);
  }

  return {
    team: { id: scene.teamId, name: scene.teamName },
    channel: { id: scene.channelId, name: options.channelName },
    secondChannel: options.secondChannel,
    people,
    locales,
    installApp: () => changePresence('add'),
    async removeApp({ silently = false } = {}) {
      if (silently) connector.installed = false;
      else await changePresence('remove');
    },
    putBackApp() {
      connector.installed = true;
    },
    async deleteChannel(channelId, { silently = false } = {}) {
      connector.deleted.add(channelId);
      if (!silently) await changeChannel(channelId, 'channelDeleted');
    },
    async restoreChannel(channelId) {
      connector.deleted.delete(channelId);
      await changeChannel(channelId, 'channelRestored');
    },
    deletePost(postId) {
      if (!board.remove(postId)) throw new Error(`There is no post ${postId}.`);
      waiting.changed();
    },
    blocked: connector.blocked,
    posts: (channelId = scene.channelId) => board.rootsOf(channelId),
    chat: (as) => board.chat(as),
    async say(text, { as, where, inThread, inChannel = scene.channelId }) {
      if (where !== 'channel') {
        const message = board.addToChat(where === 'personal' ? as : 'group', as, { text });
        return deliver(typedMessage(scene, people[as], { where }, message.id, text));
      }
      const message =
        inThread === undefined ? board.addRoot(as, { text }, inChannel) : board.addReply(inThread, as, { text });
      if (!message) throw new Error(`There is no thread ${inThread}.`);
      const place: Place = { where, rootId: inThread ?? message.id, channelId: inChannel };
      return deliver(typedMessage(scene, people[as], place, message.id, text));
    },
    async click(click) {
      const activity = clickActivity(click);
      const ids = Array.from({ length: click.times ?? 1 }, (_, index) =>
        index === 0 || click.activityIds !== 'new' ? activity['id'] : `f:${randomUUID()}`,
      );
      return Promise.all(ids.map((id) => deliver({ ...activity, id })));
    },
    ...messageActions,
    deliver,
    fail: (fault) => connector.fail(fault),
    figures: connector.figures,
    get faults() {
      return connector.faults;
    },
    set faults(value) {
      connector.faults = value;
    },
    get onOutgoing() {
      return connector.onOutgoing;
    },
    set onOutgoing(value) {
      connector.onOutgoing = value;
    },
    get limits() {
      return connector.limits;
    },
    set limits(value) {
      connector.limits = value;
    },
    until: waiting.until,
  };
}
