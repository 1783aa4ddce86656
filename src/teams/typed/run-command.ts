import type { RefusalReason } from '../../approval/lifecycle.ts';
import type { RequestId } from '../../approval/request.ts';
import type { AlertsElsewhere, Asker, Steps } from '../../workflow/steps.ts';
import type { ChannelAddress } from '../../workflow/store-port.ts';
import { pendingOnPage } from '../cards/pending-requests.ts';
import {
  type CardStyle,
  drawHelpCard,
  drawHistoryCard,
  drawPendingCard,
  drawRequestCard,
  drawStatsCard,
  drawWhoCanApproveCard,
  statsSummary,
} from '../cards.ts';
import type { OutgoingMessage } from '../connection.ts';
import type { InboundActivity } from '../door/activity-shape.ts';
import { refusalDetails } from '../refusal-details.ts';
import { verbatim } from '../text.ts';
import type { Wish } from '../words/arguments.ts';
import { type Words, wordsFor } from '../words.ts';
import type { Command } from './parse-command.ts';
import { requestedText, unreadCriterionText, unreadText } from './requested-text.ts';
import { runFind } from './run-find.ts';

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
    case 'withdraw':
      return withdraw(command.requestId, asker, steps, words, refused);
    case 'undo':
      return undo(command.requestId, asker, steps, style);
    case 'history':
      return history(command, asker, steps, style, refused);
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
      return { text: requestedText(answer, words) };
    }
    case 'unread':
      return { text: unreadText(command, words) };
    case 'find':
      return runFind(command.criteria, asker, activity, steps, style, refused);
    case 'alertsHere':
    case 'alertsOff':
      return bindOrUnbind(command, asker, activity, steps, words, refused);
    case 'stats':
      return stats(asker, steps, style, refused);
    case 'whoami':
      return whoami(asker, steps, style);
    case 'unreadCriterion':
      return { text: unreadCriterionText(command, words) };
    case 'oneRequestId':
      return { text: words.answer.oneRequestId(command) };
    case 'decision':
      return { text: words.answer.decision };
    case 'incomplete':
      return { text: words.answer.incomplete(command) };
    case 'requestIdLength':
      return { text: words.answer.requestIdLength(command) };
    case 'tooLong':
      return { text: words.answer.tooLong(command) };
    case 'unknown':
      return { text: words.answer.unknown(command) };
  }
}

/** Asks for a request of its own, and points to it: nothing is put back by a message. */
async function undo(requestId: RequestId, asker: Asker, steps: Steps, style: CardStyle): Promise<OutgoingMessage> {
  const words = wordsFor(style.locale);
  const answer = await steps.requestUndo(requestId, asker);
  if (answer.kind === 'done') return { text: words.undo.answer({ requestId, ...answer }) };
  const facts = { wish: 'undo', requestId, ...refusalDetails(answer, style) } as const;
  return { text: words.refusalSentence(answer.reason, facts) };
}

async function withdraw(
  requestId: RequestId,
  asker: Asker,
  steps: Steps,
  words: Words,
  refused: Refused,
): Promise<OutgoingMessage> {
  const answer = await steps.withdraw(requestId, asker);
  const { withdrawn, tooLateToWithdraw, notYoursToWithdraw } = words.deadlines;
  if (answer.kind === 'done') return { text: withdrawn({ requestId }) };
  switch (answer.reason) {
    case 'alreadyDecided':
    case 'expired':
      return { text: tooLateToWithdraw({ requestId }) };
    case 'notTheRequester':
      return { text: notYoursToWithdraw({ requestId }) };
    default:
      return refused(answer.reason, 'see', requestId);
  }
}

type Refused = (reason: RefusalReason, wish: Wish, requestId?: RequestId) => OutgoingMessage;

async function pending(page: number, asker: Asker, steps: Steps, style: CardStyle, refused: Refused) {
  const offset = (page - 1) * pendingOnPage;
  const answer = await steps.listPending({ limit: pendingOnPage, offset }, asker);
  if (answer.kind === 'refused') return refused(answer.reason, 'see');
  const { total, requests } = answer;
  return {
    text: wordsFor(style.locale).pendingCount({ total }),
    card: drawPendingCard({ total, offset, requests }, style),
  };
}

async function stats(asker: Asker, steps: Steps, style: CardStyle, refused: Refused): Promise<OutgoingMessage> {
  const answer = await steps.readStats(asker);
  if (answer.kind === 'refused') return refused(answer.reason, 'see');
  return { text: statsSummary(answer.stats, wordsFor(style.locale)), card: drawStatsCard(answer.stats, style) };
}

async function history(
  { count, page }: { count: number; page: number },
  asker: Asker,
  steps: Steps,
  style: CardStyle,
  refused: Refused,
): Promise<OutgoingMessage> {
  const words = wordsFor(style.locale);
  const offset = (page - 1) * count;
  const answer = await steps.listHistory({ limit: count, offset }, asker);
  if (answer.kind === 'refused') return refused(answer.reason, 'see');
  const { requests, mayBeMore } = answer;
  const nextCommand = mayBeMore ? { nextCommand: `history ${count} page ${page + 1}` } : {};
  return { text: words.historyTitle, card: drawHistoryCard({ requests, offset, ...nextCommand }, style) };
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
