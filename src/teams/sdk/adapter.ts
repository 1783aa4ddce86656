/**
 * This room alone knows the Bot Framework SDK. Support for it ended in December 2025: what the rest of teams/ needs of
 * Teams is the interface `Connection`, so that another SDK can stand in by replacing this room.
 */
import { type Activity, CloudAdapter, type ConversationReference, TeamsInfo, type TurnContext } from 'botbuilder';
import { ServiceError } from '../../errors.ts';
import type { Connection, ConversationAddress, MemberRecord, OutgoingMessage, Turn } from '../connection.ts';
import type { InboundActivity } from '../door/activity-shape.ts';
import { createSdkAuthentication, type SdkOptions } from './authentication.ts';

/** Opens the protected ways into a turn: the token was verified before, the SDK's own checks are not run (see door/verify-token). */
class VerifiedTurnAdapter extends CloudAdapter {
  async runVerified(
    botId: string,
    audience: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ) {
    const claimsIdentity = this.createClaimsIdentity(botId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    await this.processActivity({ audience, claimsIdentity, connectorFactory }, activity, logic);
  }
}

/** Loads in about a quarter of a second and 100 MB: import this file only once the service listens. */
export function connectSdk(options: SdkOptions): Connection {
  const { botId, cloud } = options;
  const adapter = new VerifiedTurnAdapter(createSdkAuthentication(options));
  const bot = { id: `28:${botId}`, name: 'Countersign' };

  function reference(address: ConversationAddress): Partial<ConversationReference> {
    return {
      channelId: 'msteams',
      serviceUrl: address.serviceUrl,
      bot,
      conversation: {
        id: address.conversationId,
        name: '',
        isGroup: true,
        conversationType: 'channel',
        tenantId: address.tenantId,
      },
    };
  }

  /** Faults are carried out by hand: with `onTurnError` set, the SDK would resolve as if nothing had happened. */
  async function proactively<T>(address: ConversationAddress, logic: (context: TurnContext) => Promise<T>): Promise<T> {
    const outcome = capture<T>();
    await adapter.continueConversationAsync(botId, reference(address), (context) => {
      // The SDK makes up an id for the activity that is continued, and would answer that one.
      context.activity.id = address.activityId ?? '';
      return outcome.run(() => logic(context));
    });
    return outcome.result();
  }

  return {
    async turn<T>(activity: InboundActivity, logic: (turn: Turn) => Promise<T>) {
      const outcome = capture<T>();
      await adapter.runVerified(botId, cloud.connectorResource, toSdk(activity, bot), (context) =>
        outcome.run(() => logic(turnOf(context))),
      );
      return outcome.result();
    },
    async create(place, message) {
      let conversationId = '';
      const parameters = {
        isGroup: place.channelId !== undefined,
        tenantId: place.tenantId,
        bot,
        channelData: {
          tenant: { id: place.tenantId },
          ...(place.channelId !== undefined && { channel: { id: place.channelId } }),
        },
        ...(place.memberId !== undefined && { members: [{ id: place.memberId, name: '' }] }),
        ...(message !== undefined && { activity: toActivity(message) as Activity }),
      };
      await adapter.createConversationAsync(
        botId,
        'msteams',
        place.serviceUrl,
        cloud.connectorResource,
        parameters as Parameters<CloudAdapter['createConversationAsync']>[4],
        async (context) => {
          conversationId = context.activity.conversation.id;
        },
      );
      return conversationId;
    },
    send(address, message) {
      return proactively(address, async (context) => (await context.sendActivity(toActivity(message)))?.id ?? '');
    },
    update(address, message) {
      return proactively(address, async (context) => {
        await context.updateActivity({ ...toActivity(message), ...(address.activityId && { id: address.activityId }) });
      });
    },
  };
}

function turnOf(context: TurnContext): Turn {
  return {
    async say(message) {
      await context.sendActivity(toActivity(message));
    },
    async member(id): Promise<MemberRecord> {
      return { ...(await TeamsInfo.getMember(context, id)) };
    },
    async memberOfTeam(teamId, id): Promise<MemberRecord> {
      return { ...(await TeamsInfo.getTeamMember(context, teamId, id)) };
    },
  };
}

function toSdk({ forSdk }: InboundActivity, bot: { id: string; name: string }): Activity {
  return { ...forSdk, recipient: bot } as unknown as Activity;
}

function toActivity(message: OutgoingMessage): Partial<Activity> {
  // Plain: what people or mail wrote must not become Markdown, a mention or a link.
  if (message.card === undefined) return { type: 'message', text: message.text, textFormat: 'plain' };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: message.card };
  return { type: 'message', summary: message.text, attachments: [attachment] };
}

/** Takes a result or a fault out of one of the SDK's callbacks, which answer nothing. */
function capture<T>() {
  let outcome: { readonly value: T } | { readonly fault: unknown } | undefined;
  return {
    async run(logic: () => Promise<T>): Promise<void> {
      try {
        outcome = { value: await logic() };
      } catch (fault) {
        outcome = { fault };
      }
    },
    result(): T {
      if (outcome === undefined) throw new ServiceError('internal', 'The SDK never ran the turn.');
      if ('fault' in outcome) throw outcome.fault;
      return outcome.value;
    },
  };
}
