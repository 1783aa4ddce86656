import { requestStates } from '../../src/approval/request.ts';
import type { CardStyle } from '../../src/teams/cards/style.ts';
import {
  drawDialogNotice,
  drawFoundMailCard,
  drawHelpCard,
  drawHistoryCard,
  drawPendingCard,
  drawRecipientsCard,
  drawRemovalDialog,
  drawReplyCard,
  drawRequestCard,
  drawStatsCard,
  drawSummaryCard,
  drawWhoCanApproveCard,
} from '../../src/teams/cards.ts';
import { wordsFor } from '../../src/teams/words.ts';
import { replyKinds } from '../../src/workflow/reply-kind.ts';
import type { RequestSummary } from '../../src/workflow/store-port.ts';
import type { ListedRequest, SummaryView } from '../../src/workflow/summary-view.ts';
import { deadlineViews } from './deadline-views.ts';
import { dialogs, noticesIn } from './dialogs.ts';
import { foundMailViews } from './found-mail-views.ts';
import {
  firstRecipients,
  historyAtItsEnd,
  longHistory,
  noHistory,
  noRecipients,
  provenRecipients,
  severalSenders,
  someHistory,
} from './list-views.ts';
import { noMailViews } from './no-mail-views.ts';
import { busyStats, emptyStats, freshStats, quietStats } from './stats-views.ts';
import { partlyApprovedViews, proofViews } from './thread-views.ts';
import {
  ana,
  approved,
  approvedInVain,
  askedFromSearch,
  batchWith,
  ben,
  campaign,
  changed,
  failed,
  partlyApproved,
  replyViews,
  stillUnclear,
  submitted,
  twoNeeded,
  typedAboutTwo,
  typedInChat,
  unclear,
  undoViews,
  viewWith,
  waitsForLiveMode,
} from './views.ts';

export const style: CardStyle = { locale: 'en-US', timeZone: 'UTC' };

export function summaryWith(changes: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: 'CS-7F3K2Q',
    state: 'pending',
    severity: 'high',
    action: 'softDelete',
    emailCount: 2,
    recipientCount: 2,
    createdAt: Date.UTC(2026, 10, 20, 15, 4),
    ...changes,
  };
}

export function listedWith(changes: Partial<ListedRequest> = {}): ListedRequest {
  return {
    requestId: 'CS-7F3K2Q',
    revision: 1,
    state: 'pending',
    severity: 'high',
    action: 'softDelete',
    recipientCount: 2,
    subject: 'Your mailbox is full',
    hasOwnCard: false,
    ...changes,
  };
}

export const partlyDecided: SummaryView = {
  requests: [
    listedWith(),
    listedWith({ requestId: 'CS-C2VR6A', state: 'partiallyApproved', decidedBy: 'ben@contoso.com', hasOwnCard: true }),
    listedWith({ requestId: 'CS-9XW4M0', state: 'submitted', severity: 'medium', decidedBy: 'ana_b@contoso.com' }),
    listedWith({ requestId: 'CS-F0HN8D', state: 'rejected', severity: 'medium', decidedBy: 'ben@contoso.com' }),
    listedWith({ requestId: 'CS-B1TQ5Z', state: 'expired', recipientCount: 37, severity: 'low' }),
  ],
};

/** Replies, and the cards above them that say the same. */
function thread(style: CardStyle): Map<string, Record<string, unknown>> {
  const cards = new Map<string, Record<string, unknown>>();
  for (const kind of replyKinds) cards.set(`reply: ${kind}`, drawReplyCard(kind, replyViews[kind], style));
  for (const kind of ['reminded', 'escalated', 'expired'] as const) {
    cards.set(`reply: ${kind}, too few approved`, drawReplyCard(kind, partlyApprovedViews[kind], style));
  }
  cards.set('expired, too few approved', drawRequestCard(partlyApprovedViews.expired, style));
  for (const [name, view] of Object.entries(proofViews)) {
    cards.set(`proof: ${name}`, drawRequestCard(view, style));
    if (name !== 'verifying') cards.set(`reply: proof: ${name}`, drawReplyCard('verified', view, style));
  }
  return cards;
}

/** What is shown of requests whose alert named no message. */
function withoutMail(style: CardStyle): [name: string, card: Record<string, unknown>][] {
  const { waiting, expired } = noMailViews;
  const listed = summaryWith({ emailCount: 0, recipientCount: 0 });
  return [
    ...Object.entries(noMailViews).map(([name, view]): [string, Record<string, unknown>] => [
      `no mail: ${name}`,
      drawRequestCard(view, style),
    ]),
    ['reply: reminded, no mail', drawReplyCard('reminded', waiting, style)],
    ['reply: escalated, no mail', drawReplyCard('escalated', waiting, style)],
    ['reply: expired, no mail', drawReplyCard('expired', expired, style)],
    ['who can approve: no mail', drawWhoCanApproveCard(waiting, style)],
    ['pending list: no mail', drawPendingCard({ total: 1, offset: 0, requests: [listed] }, style)],
    ['summary: no mail', drawSummaryCard({ requests: [listedWith({ recipientCount: 0 }), listedWith()] }, style)],
  ];
}

/** One of every kind of card, by a name for the test's message. */
export function gallery(locale = 'en-US'): Map<string, Record<string, unknown>> {
  const style: CardStyle = { locale, timeZone: 'UTC' };
  const cards = new Map<string, Record<string, unknown>>();
  for (const state of requestStates) {
    const isUndecided = state === 'pending' || state === 'expired';
    const view = viewWith({ state, ...(isUndecided ? {} : approved(ana, ben)), batches: [batchWith()] });
    cards.set(state, drawRequestCard(view, style));
  }
  cards.set('two approvals needed', drawRequestCard(twoNeeded, style));
  cards.set('second approval', drawRequestCard(partlyApproved, style));
  cards.set('an approval in vain', drawRequestCard(approvedInVain, style));
  cards.set('changed on the card', drawRequestCard(changed, style));
  for (const view of [twoNeeded, changed, submitted]) {
    cards.set(`who can approve: ${view.state}`, drawWhoCanApproveCard(view, style));
  }
  cards.set('failed with a problem', drawRequestCard(failed, style));
  cards.set('unclear', drawRequestCard(unclear, style));
  cards.set('still unclear', drawRequestCard(stillUnclear, style));
  cards.set('waits for live mode', drawRequestCard(waitsForLiveMode, style));
  cards.set('campaign', drawRequestCard(campaign, style));
  cards.set('dry run', drawRequestCard(viewWith({ dryRun: true, notice: 'staleRevision' }), style));
  cards.set('typed in chat', drawRequestCard(typedInChat(), style));
  cards.set('typed in chat, about two messages', drawRequestCard(typedAboutTwo, style));
  cards.set('asked for from a search', drawRequestCard(askedFromSearch, style));
  for (const [name, view] of Object.entries(undoViews)) cards.set(`undo: ${name}`, drawRequestCard(view, style));
  for (const [name, view] of Object.entries(deadlineViews))
    cards.set(`deadlines: ${name}`, drawRequestCard(view, style));
  for (const [name, card] of thread(style)) cards.set(name, card);
  cards.set('pending list', drawPendingCard({ total: 2, offset: 0, requests: [summaryWith(), summaryWith()] }, style));
  cards.set('empty pending list', drawPendingCard({ total: 0, offset: 0, requests: [] }, style));
  for (const [name, list] of Object.entries({ someHistory, longHistory, noHistory, historyAtItsEnd })) {
    cards.set(`history: ${name}`, drawHistoryCard(list, style));
  }
  for (const [name, card] of withoutMail(style)) cards.set(name, card);
  cards.set('several senders', drawRequestCard(severalSenders, style));
  for (const [name, page] of Object.entries({ firstRecipients, provenRecipients, noRecipients })) {
    cards.set(`recipients: ${name}`, drawRecipientsCard(severalSenders, page, style));
  }
  cards.set('summary', drawSummaryCard({ requests: [listedWith(), listedWith({ requestId: 'CS-9XW4M0' })] }, style));
  cards.set('summary, in part decided', drawSummaryCard(partlyDecided, style));
  cards.set('stats', drawStatsCard(busyStats, style));
  cards.set('stats of a quiet week', drawStatsCard(quietStats, style));
  cards.set('first stats', drawStatsCard(freshStats, style));
  cards.set('empty stats', drawStatsCard(emptyStats, style));
  for (const [name, { search, requested }] of Object.entries(foundMailViews)) {
    cards.set(`found mail: ${name}`, drawFoundMailCard(search, style, requested));
  }
  for (const [name, dialog] of Object.entries(dialogs)) cards.set(`dialog: ${name}`, drawRemovalDialog(dialog, style));
  for (const [name, notice] of Object.entries(noticesIn(wordsFor(locale)))) {
    cards.set(`dialog: ${name}`, drawDialogNotice(notice, style));
  }
  cards.set('help', drawHelpCard(style));
  return cards;
}
