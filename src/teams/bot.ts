import { randomUUID } from 'node:crypto';
import { asServiceError, ServiceError } from '../errors.ts';
import { createTokenBuckets } from '../token-bucket.ts';
import type { Clock, Log } from '../workflow/ports.ts';
import type { Asker, Steps } from '../workflow/steps.ts';
import { type ClickContext, createCardActions, requestIdOf } from './card-actions.ts';
import type { CardStyle } from './cards.ts';
import type { OutgoingMessage, Turn } from './connection.ts';
import { type InboundActivity, isRecord } from './door/activity-shape.ts';
import type { Installations } from './installations.ts';
import { createMessageActions, type DialogContext, dialogFault, isOfDialog } from './message-action.ts';
import { notSupported, sentenceAnswer, type TeamsAnswer, taken } from './outcome.ts';
import type { PrivateChat } from './private-chat.ts';
import { createRecentMessages } from './recent-messages.ts';
import { createRoster } from './roster.ts';
import { parseCommand } from './typed/parse-command.ts';
import { runCommand } from './typed/run-command.ts';
import { wordsFor } from './words.ts';

export interface BotOptions {
  readonly steps: () => Steps;
  readonly installations: Installations;
  readonly tellPrivately: PrivateChat;
  readonly clicksPerMinute: number;
  readonly style: CardStyle;
  readonly clock: Clock;
  readonly log: Log;
}

/** From a checked activity to a step and back. Never throws: this is the boundary of a turn. */
export type Bot = (activity: InboundActivity, turn: Turn) => Promise<TeamsAnswer>;

export function createBot(options: BotOptions): Bot {
  const { steps, installations, tellPrivately, clock, log } = options;
  const roster = createRoster(clock);
  const clicks = createTokenBuckets(options.clicksPerMinute, clock);
  const mayAct = (person: string) => clicks.take(person) === undefined;
  const recent = createRecentMessages(clock);
  const messageActions = createMessageActions({ steps, mayClick: mayAct });
  const cardActions = createCardActions({
    click: (click, by, where) => steps().click(click, by, where),
    requestFound: (click, by) => steps().requestFound(click, by),
    mayClick: mayAct,
  });

  /** Answers follow the person's language; the time zone is the organization's. */
  function styleFor(activity: InboundActivity): CardStyle {
    return { ...options.style, locale: activity.locale ?? options.style.locale };
  }

  async function identify(activity: InboundActivity, turn: Turn): Promise<Asker> {
    const person = await roster(activity, turn);
    if (activity.teamId !== undefined) return { person, teamId: activity.teamId };
    return { person, isMemberOf: (teamId) => isMember(turn, teamId, person.objectId) };
  }

  function clickContext(activity: InboundActivity, turn: Turn): ClickContext {
    return {
      activity,
      style: styleFor(activity),
      identify: () => identify(activity, turn),
      tellPrivately: (message) => tellPrivately(activity, turn, message),
      say: (message) => turn.say(message),
    };
  }

  /** Messages with alerts stand in other teams too: there, too, the person may belong to the alert channel's team. */
  function dialogContext(activity: InboundActivity, turn: Turn): DialogContext {
    return {
      activity,
      style: styleFor(activity),
      async identify() {
        const asker = await identify(activity, turn);
        return { ...asker, isMemberOf: (teamId) => isMember(turn, teamId, asker.person.objectId) };
      },
    };
  }

  async function answerTo(activity: InboundActivity, turn: Turn): Promise<OutgoingMessage> {
    const style = styleFor(activity);
    if (!mayAct(`${activity.tenantId}|${activity.objectId}`)) {
      return { text: wordsFor(style.locale).refusalSentence('tooManyClicks', {}) };
    }
    const asker = await identify(activity, turn);
    return runCommand(parseCommand(activity.text ?? ''), asker, activity, steps(), style);
  }

  /** Does what the message asks for, and resolves with how to say so. */
  async function carryOut(activity: InboundActivity, turn: Turn): Promise<() => Promise<TeamsAnswer>> {
    // Action.Submit arrives as a message that has a value and no words.
    if (isRecord(activity.value)) return cardActions.submit(clickContext(activity, turn));
    const answer = await answerTo(activity, turn);
    return async () => {
      await turn.say(answer);
      return taken;
    };
  }

  async function handleMessage(activity: InboundActivity, turn: Turn): Promise<TeamsAnswer> {
    const key = `${activity.conversationId}|${activity.id}`;
    if (!recent.begin(key)) return taken;
    const tell = await carryOut(activity, turn).catch((thrown: unknown) => {
      recent.forget(key);
      throw thrown;
    });
    // From here on it is done: where only the answer cannot be said, a repetition would do it a second time.
    return tell();
  }

  async function handle(activity: InboundActivity, turn: Turn): Promise<TeamsAnswer> {
    if (activity.type === 'installationUpdate' || activity.type === 'conversationUpdate') {
      await installations.follow(activity);
      return taken;
    }
    await installations.refresh(activity);
    if (activity.type === 'message') return handleMessage(activity, turn);
    if (activity.type !== 'invoke') return taken;
    if (isOfDialog(activity)) {
      const handler = activity.name === 'composeExtension/fetchTask' ? messageActions.open : messageActions.submit;
      return handler(dialogContext(activity, turn));
    }
    if (activity.name !== 'adaptiveCard/action') return notSupported();
    return cardActions.execute(clickContext(activity, turn));
  }

  async function answerFault(activity: InboundActivity, turn: Turn, thrown: unknown): Promise<TeamsAnswer> {
    const error = asServiceError(thrown);
    const requestId = requestIdOf(activity);
    const reference = randomUUID().slice(0, 8);
    log.error({ error, reference, requestId, activityType: activity.type }, 'A turn failed');
    const words = wordsFor(styleFor(activity).locale);
    const sentence: OutgoingMessage = { text: words.answer.fault({ code: error.code, requestId, reference }) };
    if (isOfDialog(activity)) return dialogFault(sentence.text, styleFor(activity));
    if (activity.type === 'invoke') return sentenceAnswer(sentence.text);
    // Nobody is there to read about a failed update of the installation; Teams may send it again.
    if (activity.type !== 'message') return { status: 503 };
    await turn.say(sentence).catch(() => undefined);
    return taken;
  }

  return async (activity, turn) => {
    try {
      return await handle(activity, turn);
    } catch (thrown) {
      return answerFault(activity, turn, thrown);
    }
  };
}

/** Somebody who types to the bot alone may still be in the channel's team. Not found there is an answer, not a fault. */
async function isMember(turn: Turn, teamId: string, objectId: string): Promise<boolean> {
  try {
    await turn.memberOfTeam(teamId, objectId);
    return true;
  } catch (thrown) {
    if (thrown instanceof ServiceError && (thrown.code === 'teamsGone' || thrown.code === 'teamsRefused')) return false;
    throw thrown;
  }
}
