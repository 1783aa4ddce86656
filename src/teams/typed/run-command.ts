import type { RefusalReason } from '../../approval/lifecycle.ts';
import type { RequestId } from '../../approval/request.ts';
import type { AlertsElsewhere, Asker, Steps } from '../../workflow/steps.ts';
import type { ChannelAddress } from '../../workflow/store-port.ts';
import { type CardStyle, drawHelpCard, drawPendingCard, drawRequestCard, drawWhoCanApproveCard } from '../cards.ts';
import type { OutgoingMessage } from '../connection.ts';
import type { InboundActivity } from '../door/activity-shape.ts';
import { verbatim } from '../text.ts';
import type { Wish } from '../words/arguments.ts';
import { type Words, wordsFor } from '../words.ts';
import type { Command } from './parse-command.ts';

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
  const words = wordsFor(style.locale);
  const refused = (reason: RefusalReason, wish: Wish, requestId?: RequestId): OutgoingMessage => ({
    text: words.refusalSentence(reason, { wish, ...(requestId !== undefined && { requestId }) }),
  });
  switch (command.kind) {
    case 'help':
      return { text: words.helpFallback, card: drawHelpCard(style) };
    case 'pending':
      return pending(command.page, asker, steps, style, refused);
    case 'show':
    case 'whoCanApprove': {
      const answer = await steps.showRequest(command.requestId, asker);
      if (answer.kind === 'refused') return refused(answer.reason, 'see', command.requestId);
      const draw = command.kind === 'show' ? drawRequestCard : drawWhoCanApproveCard;
      return { text: words.summaryOf(answer.view), card: draw(answer.view, style) };
    }
    case 'request': {
      const { kind: _, ...removal } = command;
      const answer = await steps.requestRemoval(removal, asker);
      if (answer.kind === 'refused') return refused(answer.reason, 'request');
      const { view, channelBound, alreadyOpen } = answer;
      return { text: words.answer.requested({ requestId: view.requestId, channelBound, alreadyOpen }) };
    }
    case 'alertsHere':
    case 'alertsOff':
      return bindOrUnbind(command, asker, activity, steps, words, refused);
    case 'whoami':
      return whoami(asker, steps, style);
    case 'decision':
      return { text: words.answer.decision };
    case 'incomplete':
      return { text: words.answer.incomplete(command) };
    case 'requestIdLength':
      return { text: words.answer.requestIdLength(command) };
    case 'unknown':
      return { text: words.answer.unknown(command) };
  }
}

type Refused = (reason: RefusalReason, wish: Wish, requestId?: RequestId) => OutgoingMessage;

async function pending(page: number, asker: Asker, steps: Steps, style: CardStyle, refused: Refused) {
  const offset = (page - 1) * pageSize;
  const answer = await steps.listPending({ limit: pageSize, offset }, asker);
  if (answer.kind === 'refused') return refused(answer.reason, 'see');
  const { total, requests } = answer;
  return {
    text: wordsFor(style.locale).pendingCount({ total }),
    card: drawPendingCard({ total, offset, requests }, style),
  };
}

async function bindOrUnbind(
  command: Extract<Command, { kind: 'alertsHere' | 'alertsOff' }>,
  asker: Asker,
  activity: InboundActivity,
  steps: Steps,
  { answer: say }: Words,
  refused: Refused,
): Promise<OutgoingMessage> {
  const channel = channelOf(activity);
  if (channel === undefined) return refused('notAChannel', 'moveAlerts');
  if (command.kind === 'alertsHere') {
    const { takes } = command;
    const answer = await steps.bindChannel(channel, takes, asker.person);
    if (answer.kind === 'refused') return refused(answer.reason, 'moveAlerts');
    const { waiting, elsewhere } = answer;
    return { text: say.channelBound({ takes, waiting, elsewhere: named(elsewhere) }) };
  }
  const answer = await steps.unbindChannel(channel, asker.person);
  if (answer.kind === 'refused') return refused(answer.reason, 'moveAlerts');
  const { wasBound, elsewhere } = answer;
  return { text: wasBound ? say.channelUnbound({ elsewhere: named(elsewhere) }) : say.channelWasNotBound };
}

/** A guest's UPN is of their own choosing. */
function named({ restBoundBy, chosen }: AlertsElsewhere): AlertsElsewhere {
  return { chosen, ...(restBoundBy !== undefined && { restBoundBy: verbatim(restBoundBy, { max: 320 }) }) };
}

async function whoami({ person }: Asker, steps: Steps, style: CardStyle): Promise<OutgoingMessage> {
  const words = wordsFor(style.locale);
  const explained = await steps.explainPerson(person);
  const { mayApprove } = explained;
  const why = mayApprove === 'none' ? words.refusalSentence(explained.reason, { wish: 'beApprover' }) : undefined;
  // Guests and people of other tenants choose their names themselves.
  const name = verbatim(person.name, { max: 256 });
  const upn = verbatim(person.upn, { max: 320 });
  return { text: words.answer.whoami({ name, upn, objectId: person.objectId, mayApprove, why }) };
}

/** The channel in which it was typed; undefined in chats. The conversation of a thread is the channel's id with `;messageid=`. */
function channelOf(activity: InboundActivity): ChannelAddress | undefined {
  const { tenantId, teamId, serviceUrl, conversationType, conversationId } = activity;
  if (conversationType !== 'channel' || teamId === undefined) return undefined;
  const channelId = activity.channelId ?? conversationId.replace(/;messageid=.*$/, '');
  return { tenantId, teamId, channelId, serviceUrl };
}
