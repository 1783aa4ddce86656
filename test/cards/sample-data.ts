import { writeFileSync } from 'node:fs';
import { decidedRequestData, isDecided } from '../../src/teams/cards/decided-request.ts';
import { dialogNoticeData } from '../../src/teams/cards/dialog-notice.ts';
import { foundMailData } from '../../src/teams/cards/found-mail.ts';
import { helpData } from '../../src/teams/cards/help.ts';
import { historyData } from '../../src/teams/cards/history.ts';
import { limitSteps } from '../../src/teams/cards/limits.ts';
import { noMailRequestData } from '../../src/teams/cards/no-mail-request.ts';
import { openRequestData } from '../../src/teams/cards/open-request.ts';
import { penFor } from '../../src/teams/cards/pen.ts';
import { pendingRequestsData } from '../../src/teams/cards/pending-requests.ts';
import { recipientsData } from '../../src/teams/cards/recipients.ts';
import { reminderData } from '../../src/teams/cards/reminder.ts';
import { removalDialogData } from '../../src/teams/cards/removal-dialog.ts';
import { resultReplyData } from '../../src/teams/cards/result-reply.ts';
import { statsData } from '../../src/teams/cards/stats.ts';
import { summaryData } from '../../src/teams/cards/summary.ts';
import type { TemplateName } from '../../src/teams/cards/template.ts';
import { whoCanApproveData } from '../../src/teams/cards/who-can-approve.ts';
import type { RequestView } from '../../src/workflow/request-view.ts';
import { deadlineViews } from './deadline-views.ts';
import { dialogs, noticesIn } from './dialogs.ts';
import { foundMailViews } from './found-mail-views.ts';
import { listedWith, partlyDecided, style, summaryWith } from './gallery.ts';
import { firstRecipients, longHistory, provenRecipients, severalSenders, someHistory } from './list-views.ts';
import { noMailViews } from './no-mail-views.ts';
import { busyStats, emptyStats, freshStats } from './stats-views.ts';
import { partlyApprovedViews, proofViews, twoAwaited } from './thread-views.ts';
import {
  approvedInVain,
  askedFromSearch,
  batchWith,
  campaign,
  changed,
  duplicate,
  expired,
  failed,
  partlyApproved,
  rejected,
  replyViews,
  stillUnclear,
  submitted,
  twoNeeded,
  typedAboutTwo,
  typedInChat,
  unclear,
  undoViews,
  viewWith,
  waiting,
  waitsForLiveMode,
} from './views.ts';

const pen = penFor(style, limitSteps[0]);
const notices = noticesIn(pen.words);

/**
 * What the service fills each template with, by the name of its file in cards/samples: `<template>.<case>.json`.
 * Run by hand (`node test/cards/sample-data.ts`) this file writes them anew.
 */
export function sampleData(): Record<`${TemplateName}.${string}`, object> {
  return {
    'approval-request.waiting': openRequestData(waiting, pen),
    'approval-request.typed-in-chat': openRequestData(typedInChat(), pen),
    'approval-request.typed-about-two': openRequestData(typedAboutTwo, pen),
    'approval-request.found': openRequestData(askedFromSearch, pen),
    'approval-request.second-approval': openRequestData(
      { ...partlyApproved, dryRun: true, notice: 'staleRevision' },
      pen,
    ),
    'approval-request.two-needed': openRequestData(twoNeeded, pen),
    'approval-request.also-approved': openRequestData(approvedInVain, pen),
    'approval-request.changed': openRequestData(changed, pen),
    'approval-request.undo': openRequestData(undoViews.late, pen),
    'no-mail-request.waiting': noMailRequestData(noMailViews.waiting, pen),
    'no-mail-request.asked': noMailRequestData(noMailViews.asked, pen),
    'no-mail-request.too-little-known': noMailRequestData(noMailViews['too little known'], pen),
    'decided-request.no-mail': decided(noMailViews.rejected),
    'decided-request.undo-offered': decided(undoViews.offered),
    'decided-request.undo-asked': decided(undoViews.asked),
    'decided-request.put-back': decided(undoViews.proven),
    'decided-request.submitted': decided({ ...submitted, batches: [batchWith(), batchWith({ number: 2 })] }),
    'decided-request.failed': decided(failed),
    'decided-request.rejected': decided(rejected),
    'decided-request.expired': decided(expired),
    'decided-request.unclear': decided(unclear),
    'decided-request.still-unclear': decided(stillUnclear),
    'decided-request.campaign': decided(campaign),
    'decided-request.waits-for-live-mode': decided(waitsForLiveMode),
    'approval-request.escalated': openRequestData(deadlineViews.escalated, pen),
    'decided-request.asked-again': decided(deadlineViews['asked again']),
    'decided-request.withdrawn': decided(deadlineViews.withdrawn),
    'reminder.waiting': reminderData('reminded', replyViews.reminded, pen),
    'reminder.escalated': reminderData('escalated', replyViews.escalated, pen),
    'reminder.two-needed': reminderData('reminded', twoAwaited, pen),
    'reminder.second-approval': reminderData('reminded', partlyApprovedViews.reminded, pen),
    'result-reply.partly-verified': resultReplyData('verified', proofViews.partlyVerified, pen),
    'result-reply.not-verified': resultReplyData('verified', proofViews.unverified, pen),
    'result-reply.expired': resultReplyData('expired', partlyApprovedViews.expired, pen),
    'reminder.no-mail': reminderData('reminded', noMailViews.waiting, pen),
    'result-reply.expired-without-mail': resultReplyData('expired', noMailViews.expired, pen),
    'result-reply.submitted': resultReplyData('submitted', submitted, pen),
    'result-reply.failed': resultReplyData('failed', failed, pen),
    'result-reply.already-submitted': resultReplyData('alreadySubmitted', duplicate, pen),
    'result-reply.unclear': resultReplyData('unclear', unclear, pen),
    'result-reply.still-unclear': resultReplyData('stillUnclear', stillUnclear, pen),
    'result-reply.dry-run': resultReplyData('submitted', viewWith({ ...submitted, dryRun: true }), pen),
    'result-reply.who-can-approve': whoCanApproveData(twoNeeded, pen),
    'result-reply.nobody-has-to': whoCanApproveData(submitted, pen),
    'pending-requests.three': pendingRequestsData(
      {
        total: 3,
        offset: 0,
        requests: [
          summaryWith({ subject: 'Your mailbox is full' }),
          summaryWith({
            id: 'CS-9XW4M0',
            severity: 'medium',
            action: 'moveToJunk',
            recipientCount: 1,
            requestedBy: 'ana_b@contoso.com',
          }),
          summaryWith({ id: 'CS-B1TQ5Z', state: 'partiallyApproved', action: 'hardDelete', recipientCount: 37 }),
        ],
      },
      pen,
    ),
    'pending-requests.history': historyData(someHistory, pen),
    'pending-requests.long-history': historyData(longHistory, pen),
    'recipients.first': recipientsData(severalSenders, firstRecipients, pen),
    'recipients.proven': recipientsData(severalSenders, provenRecipients, pen),
    'approval-request.several-senders': openRequestData(severalSenders, pen),
    'summary.burst': summaryData(
      {
        requests: [
          listedWith(),
          listedWith({ requestId: 'CS-9XW4M0', severity: 'medium', recipientCount: 1, subject: 'Invoice 4711' }),
        ],
      },
      pen,
    ),
    'summary.partly-decided': summaryData(partlyDecided, pen),
    'stats.busy': statsData(busyStats, pen),
    'stats.first': statsData(freshStats, pen),
    'stats.empty': statsData(emptyStats, pen),
    'found-mail.three': foundMailData(foundMailViews.three.search, pen),
    'found-mail.asked-for': foundMailData(foundMailViews.askedFor.search, pen, foundMailViews.askedFor.requested),
    'found-mail.nothing': foundMailData(foundMailViews.nothing.search, pen),
    'removal-dialog.found': removalDialogData(dialogs.found, pen),
    'removal-dialog.to-check': removalDialogData(dialogs.toCheck, pen),
    'removal-dialog.flawed': removalDialogData(dialogs.flawed, pen),
    'dialog-notice.asked': dialogNoticeData(notices.asked, pen.words),
    'dialog-notice.install': dialogNoticeData(notices.install, pen.words),
    'help.all': helpData(pen.words),
  };
}

function decided(view: RequestView): object {
  return isDecided(view) ? decidedRequestData(view, pen) : {};
}

if (import.meta.main) {
  for (const [name, data] of Object.entries(sampleData())) {
    const file = new URL(`../../cards/samples/${name}.json`, import.meta.url);
    writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
  }
}
