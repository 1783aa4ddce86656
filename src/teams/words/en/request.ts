import type { RemediationAction } from '../../../approval/request.ts';
import type { Notice } from '../../../workflow/request-view.ts';
import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** The open request: what happened, what will be done, to how many, can it be undone, who decides. */
export function englishRequest(formats: Formats) {
  const { count, form, number, and } = formats;
  const doing: Record<RemediationAction, (mailboxCount: number) => string> = {
    softDelete: (value) => count(value, { one: 'Soft delete from # mailbox.', other: 'Soft delete from # mailboxes.' }),
    hardDelete: (value) => count(value, { one: 'Hard delete from # mailbox.', other: 'Hard delete from # mailboxes.' }),
    moveToJunk: (value) =>
      count(value, { one: 'Move to Junk Email in # mailbox.', other: 'Move to Junk Email in # mailboxes.' }),
    moveToDeletedItems: (value) =>
      count(value, { one: 'Move to Deleted Items in # mailbox.', other: 'Move to Deleted Items in # mailboxes.' }),
    moveToInbox: (value) =>
      count(value, { one: 'Move back to the inbox in # mailbox.', other: 'Move back to the inbox in # mailboxes.' }),
  };
  const effect: Record<RemediationAction, string> = {
    softDelete: "Users can't see it; it can be recovered.",
    hardDelete: "Users can't see it; it can't be recovered.",
    moveToJunk: 'Users can still open it there; it can be moved back.',
    moveToDeletedItems: 'Users can still open it there; it can be moved back.',
    moveToInbox: 'Users can see and open it again.',
  };
  return {
    askTitle: (args: { action: RemediationAction }) =>
      args.action === 'moveToInbox' ? 'Put this email back?' : 'Remove this email?',
    /** One line above the title; never color alone. */
    kicker: (args: { severity: string; requestId: string }) => `${args.severity} · ${args.requestId}`,
    /** What will be (or was) done, and to how many. */
    plan: (args: { action: RemediationAction; mailboxCount: number }) => doing[args.action](args.mailboxCount),
    /** The same, with what it means for users and whether it can be undone. */
    planWithEffect: (args: { action: RemediationAction; mailboxCount: number }) =>
      `${doing[args.action](args.mailboxCount)} ${effect[args.action]}`,
    /** A message can have many recipients, so there are never fewer emails than messages. */
    copies: (args: { emailCount: number; messageCount: number }) =>
      args.emailCount === args.messageCount
        ? count(args.messageCount, { one: '# message.', other: '# different messages.' })
        : form(args.messageCount, {
            one: `That is ${number(args.emailCount)} emails of ${number(args.messageCount)} message.`,
            other: `That is ${number(args.emailCount)} emails of ${number(args.messageCount)} messages.`,
          }),
    sendersCopy: "The sender's own copy is included where the sender is in your organization.",
    recipients: (args: Names) => `Mailboxes: ${listed(args, formats)}`,
    fromSources: (args: { sources: readonly string[]; alertCount: number }) =>
      form(args.alertCount, {
        one: `Reported by ${and(args.sources)} (${number(args.alertCount)} alert).`,
        other: `Reported by ${and(args.sources)} (${number(args.alertCount)} alerts).`,
      }),
    requestedBy: (args: { upn: string }) => `Requested by ${args.upn}.`,
    requestedFound: (args: { upn: string }) => `Requested by ${args.upn}, from a result of "find".`,
    requestedBecause: (args: { upn: string; because: string }) => `Requested by ${args.upn}, because: ${args.because}`,
    factsOfOne: (args: { requestId: string; messageCount: number }) =>
      form(args.messageCount, {
        one: `The details of the email are known from ${args.requestId}.`,
        other: `The details are those of only one of the ${number(args.messageCount)} messages, known from ${args.requestId}. Check the others by their ids.`,
      }),
    earlier: (args: { requestId: string }) => `An earlier request about the same message: ${args.requestId}.`,
    decideBefore: (args: { time: string }) =>
      `Decide before ${args.time}. After that the request expires and nothing is done.`,
    dryRun: 'This is a dry run: nothing is sent to Microsoft Graph, and no mailbox changes.',
    notice: {
      staleRevision:
        'This request changed after you opened it, so your click was not counted. Check it, then decide again.',
      alreadyDecided: 'This request was already decided, as you see here. Your click changed nothing.',
      alreadyApprovedByYou: 'You already approved this request. It waits for somebody else.',
      checkingAgain: 'The mailboxes are being looked at again. This card will show what is found.',
      nothingUnclear: 'Nothing about this request waits for a person any more. Your click changed nothing.',
      ownCard: 'It has a card of its own in the channel now; the decision and its outcome stand there.',
      foundBelow:
        'The mail was looked for just now: what was found stands below this card. Click again in a minute to look once more.',
    } satisfies Record<Exclude<Notice, 'undoAsked' | 'askedAgain'>, string>,
    /** Stands behind a text that was too long. */
    cut: (args: { characters: number }) =>
      count(args.characters, { one: '… (cut, # character)', other: '… (cut, # characters)' }),
    /** "a, b, and 37 more" for lists of outside text. */
    list: (args: Names) => listed(args, formats),
    button: {
      approve: 'Approve',
      reject: 'Reject',
      /** Everybody sees the same card. */
      revoke: 'If you approved: take it back',
      retry: 'Retry',
      checkAgain: 'Check again',
      sendAgain: 'Send again',
      refresh: 'Refresh',
      open: (args: { requestId: string }) => `Open ${args.requestId}`,
      change: 'Change what will be done',
      more: 'More about the email',
      closerLook: (args: { host: string }) => `Open in ${args.host}`,
    },
    input: {
      action: 'What to do with the email',
      actionHint: 'Another choice may need other approvals.',
      severity: 'Severity',
      sendersCopy: "Include an internal sender's copy",
      reason: 'Reason (needed to reject)',
      reasonRequired: 'Reason (needed to approve and to reject)',
      reasonHint: 'Why you decide so. It is kept with the request.',
    },
    /** For clients that cannot draw the card, and for screen readers; no mail text in it. */
    openFallback: (args: { severity: string; requestId: string }) =>
      `${args.severity}: request ${args.requestId} waits for a decision. Update Teams to see and decide it.`,
    openSpoken: (args: { severity: string; requestId: string; plan: string }) =>
      `${args.severity}. Request ${args.requestId} waits for a decision. ${args.plan}`,
  };
}
