import type { RefusalReason } from '../approval/lifecycle.ts';
import type { RequestId } from '../approval/request.ts';
import type { ChannelAddress } from '../workflow/ports.ts';
import type { Asker, Steps } from '../workflow/steps.ts';
import type { InboundActivity } from './activity-shape.ts';
import { type CardStyle, drawHelpCard, drawPendingCard, drawRequestCard } from './cards.ts';
import { commandWords } from './command-words.ts';
import type { OutgoingMessage } from './connection.ts';
import type { Command } from './parse-command.ts';
import { wordsFor } from './words.ts';

/** Requests on one page of `pending`. */
const pageSize = 10;

/** Carries out what was typed and answers with one message. Refusals are sentences; faults are thrown. */
export async function runCommand(
  command: Command,
  asker: Asker,
  activity: InboundActivity,
  steps: Steps,
  style: CardStyle,
): Promise<OutgoingMessage> {
  const refused = (reason: RefusalReason, requestId?: RequestId): OutgoingMessage => ({
    text: wordsFor(style.locale).refusalSentence(reason, { ...(requestId !== undefined && { requestId }) }),
  });
  switch (command.kind) {
    case 'help':
      return { text: wordsFor(style.locale).helpFallback, card: drawHelpCard(style) };
    case 'pending':
      return pending(command.page, asker, steps, style, refused);
    case 'show': {
      const answer = await steps.showRequest(command.requestId, asker);
      if (answer.kind === 'refused') return refused(answer.reason, command.requestId);
      return { text: wordsFor(style.locale).summaryOf(answer.view), card: drawRequestCard(answer.view, style) };
    }
    case 'request': {
      const { kind: _, ...removal } = command;
      const answer = await steps.requestRemoval(removal, asker);
      if (answer.kind === 'refused') return refused(answer.reason);
      const { view, channelBound } = answer;
      return { text: commandWords.requested({ requestId: view.requestId, channelBound }) };
    }
    case 'alertsHere':
    case 'alertsOff':
      return bindOrUnbind(command.kind, asker, activity, steps, refused);
    case 'whoami':
      return whoami(asker, steps, style);
    case 'decision':
      return { text: commandWords.decision };
    case 'incomplete':
      return { text: commandWords.incomplete(command) };
    case 'unknown':
      return { text: commandWords.unknown(command) };
  }
}

type Refused = (reason: RefusalReason, requestId?: RequestId) => OutgoingMessage;

async function pending(page: number, asker: Asker, steps: Steps, style: CardStyle, refused: Refused) {
  const offset = (page - 1) * pageSize;
  const answer = await steps.listPending({ limit: pageSize, offset }, asker);
  if (answer.kind === 'refused') return refused(answer.reason);
  const { total, requests } = answer;
  return {
    text: wordsFor(style.locale).pendingCount({ total }),
    card: drawPendingCard({ total, offset, requests }, style),
  };
}

async function bindOrUnbind(
  kind: 'alertsHere' | 'alertsOff',
  asker: Asker,
  activity: InboundActivity,
  steps: Steps,
  refused: Refused,
): Promise<OutgoingMessage> {
  const channel = channelOf(activity);
  if (channel === undefined) return refused('notAChannel');
  if (kind === 'alertsHere') {
    const answer = await steps.bindChannel(channel, asker.person);
    return answer.kind === 'refused' ? refused(answer.reason) : { text: commandWords.channelBound(answer) };
  }
  const answer = await steps.unbindChannel(channel, asker.person);
  if (answer.kind === 'refused') return refused(answer.reason);
  return { text: answer.wasBound ? commandWords.channelUnbound : commandWords.channelWasNotBound };
}

async function whoami({ person }: Asker, steps: Steps, style: CardStyle): Promise<OutgoingMessage> {
  const { mayApprove, reason } = await steps.explainPerson(person);
  const why = reason === undefined ? undefined : wordsFor(style.locale).refusalSentence(reason, {});
  const { name, upn, objectId } = person;
  return { text: commandWords.whoami({ name, upn, objectId, mayApprove, why }) };
}

/** The channel in which it was typed; undefined in chats. The conversation of a thread is the channel's id with `;messageid=`. */
function channelOf(activity: InboundActivity): ChannelAddress | undefined {
  const { tenantId, teamId, serviceUrl, conversationType, conversationId } = activity;
  if (conversationType !== 'channel' || teamId === undefined) return undefined;
  const channelId = activity.channelId ?? conversationId.replace(/;messageid=.*$/, '');
  return { tenantId, teamId, channelId, serviceUrl };
}
