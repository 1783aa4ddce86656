import { randomUUID } from 'node:crypto';
import type { Persona } from '../tenant-types.ts';
import { chatId } from './message-board.ts';

export interface Scene {
  readonly tenantId: string;
  readonly botId: string;
  readonly serviceUrl: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly channelId: string;
  readonly locales: ReadonlyMap<Persona['key'], string>;
}

export interface Place {
  readonly where: 'channel' | 'personal' | 'groupChat';
  /** Root message of the thread; absent in chats. */
  readonly rootId?: string;
  /** Absent: the first channel. */
  readonly channelId?: string;
}

type Activity = Record<string, unknown>;

/** What stands in every activity that the Teams channel service sends about a person's doing. */
function personActivity(scene: Scene, person: Persona, place: Place): Activity {
  const now = new Date().toISOString();
  const { channelId = scene.channelId } = place;
  const locale = scene.locales.get(person.key) ?? 'en-US';
  return {
    id: String(Date.now()),
    timestamp: now,
    localTimestamp: now,
    localTimezone: 'Europe/Madrid',
    channelId: 'msteams',
    serviceUrl: scene.serviceUrl,
    locale,
    from: { id: person.teamsId, name: person.name, aadObjectId: person.objectId },
    recipient: { id: `28:${scene.botId}`, name: 'Countersign' },
    conversation:
      place.where === 'channel'
        ? {
            isGroup: true,
            conversationType: 'channel',
            tenantId: scene.tenantId,
            id: `${channelId};messageid=${place.rootId}`,
          }
        : chatConversation(scene, person, place),
    channelData: {
      tenant: { id: scene.tenantId },
      ...(place.where === 'channel' && {
        team: { id: scene.teamId },
        channel: { id: channelId },
        teamsTeamId: scene.teamId,
        teamsChannelId: channelId,
      }),
    },
    entities: [{ locale, country: 'US', platform: 'Web', type: 'clientInfo' }],
  };
}

function chatConversation({ tenantId }: Scene, person: Persona, { where }: Place): Activity {
  return where === 'groupChat'
    ? { isGroup: true, conversationType: 'groupChat', tenantId, id: chatId('group') }
    : { conversationType: 'personal', tenantId, id: chatId(person.key) };
}

export function typedMessage(scene: Scene, person: Persona, place: Place, id: string, text: string): Activity {
  const activity = personActivity(scene, person, place);
  if (place.where === 'personal') return { ...activity, type: 'message', id, text, textFormat: 'plain' };
  const mention = '<at>Countersign</at>';
  return {
    ...activity,
    type: 'message',
    id,
    text: `${mention} ${escaped(text)}\n`,
    textFormat: 'plain',
    entities: [
      { type: 'mention', text: mention, mentioned: { id: `28:${scene.botId}`, name: 'Countersign' } },
      ...(activity['entities'] as unknown[]),
    ],
  };
}

export interface Click {
  readonly verb: string;
  readonly title: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** The message that holds the card. */
  readonly postId: string;
}

export function executeInvoke(scene: Scene, person: Persona, place: Place, click: Click): Activity {
  const activity = personActivity(scene, person, place);
  const { verb, data, title, postId } = click;
  return {
    ...activity,
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${randomUUID()}`,
    replyToId: postId,
    value: { action: { type: 'Action.Execute', ...(title !== undefined && { title }), verb, data }, trigger: 'manual' },
    channelData: { ...(activity['channelData'] as object), source: { name: 'message' }, legacy: { replyToId: postId } },
  };
}

/** A command of a message extension, chosen on a message. */
export function extensionInvoke(scene: Scene, person: Persona, place: Place, name: string, value: object): Activity {
  const activity = personActivity(scene, person, place);
  return {
    ...activity,
    type: 'invoke',
    name,
    id: `f:${randomUUID()}`,
    value: { commandContext: 'message', context: { theme: 'default' }, ...value },
    channelData: { ...(activity['channelData'] as object), source: { name: 'message' } },
  };
}

export function submitMessage(scene: Scene, person: Persona, place: Place, click: Click): Activity {
  const activity = personActivity(scene, person, place);
  const { data, postId } = click;
  return { ...activity, type: 'message', id: `f:${randomUUID()}`, replyToId: postId, value: data };
}

/** The two activities that Teams sends when the app comes into the team or leaves it. */
export function presenceActivities(scene: Scene, by: Persona, action: 'add' | 'remove'): Activity[] {
  const base = {
    ...personActivity(scene, by, { where: 'channel' }),
    conversation: { isGroup: true, conversationType: 'channel', tenantId: scene.tenantId, id: scene.teamId },
  };
  const channelData = {
    team: { id: scene.teamId, name: scene.teamName, aadGroupId: '5f2d3c1e-8a4b-4c6d-9e7f-1a2b3c4d5e6f' },
    tenant: { id: scene.tenantId },
  };
  const bot = [{ id: `28:${scene.botId}` }];
  return [
    {
      ...base,
      type: 'conversationUpdate',
      id: `f:${randomUUID()}`,
      ...(action === 'add' ? { membersAdded: bot } : { membersRemoved: bot }),
      channelData: { ...channelData, eventType: action === 'add' ? 'teamMemberAdded' : 'teamMemberRemoved' },
    },
    {
      ...base,
      type: 'installationUpdate',
      id: `f:${randomUUID()}`,
      action,
      channelData: {
        ...channelData,
        settings: { selectedChannel: { id: scene.channelId } },
        source: { name: 'message' },
      },
    },
  ];
}

/** What Teams sends when somebody deletes or restores a channel. */
export function channelActivity(scene: Scene, by: Persona, channel: { id: string; name: string }, eventType: string) {
  return {
    ...personActivity(scene, by, { where: 'channel' }),
    type: 'conversationUpdate',
    id: `f:${randomUUID()}`,
    conversation: { isGroup: true, conversationType: 'channel', tenantId: scene.tenantId, id: scene.teamId },
    channelData: {
      channel,
      team: { id: scene.teamId, name: scene.teamName },
      tenant: { id: scene.tenantId },
      eventType,
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
