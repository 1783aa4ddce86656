import type { RefusalReason } from '../../../approval/lifecycle.ts';
import type { UndoRefusal } from '../../../approval/undo.ts';
import type { RefusalFacts } from '../arguments.ts';
import type { Formats } from '../formats.ts';

/** Putting back what a request moved: a request of its own. */
export function englishUndo({ count }: Formats) {
  return {
    undo: {
      button: 'Undo',
      /** Beside the button: it asks no "are you sure?", because it moves nothing by itself. */
      offer: (args: { emailCount: number }) =>
        count(args.emailCount, {
          one: 'Undo opens a new request to put # email back. It goes back only once somebody approves that.',
          other: 'Undo opens a new request to put # emails back. They go back only once somebody approves that.',
        }),
      asked: (args: { requestId: string }) =>
        `Undo asked for with ${args.requestId}, which has a card of its own. The email goes back once that is approved.`,
      done: (args: { requestId: string }) => `What this request moved was put back with ${args.requestId}.`,
      /** What an undo asks for, on its own card. */
      plan: (args: { requestId: string; emailCount: number }) =>
        count(args.emailCount, {
          one: `Takes back ${args.requestId}: put # email back into the inbox. Users can see and open it again.`,
          other: `Takes back ${args.requestId}: put # emails back into the inbox. Users can see and open them again.`,
        }),
      /** The same in a list. */
      planLine: (args: { requestId: string; mailboxCount: number }) =>
        count(args.mailboxCount, {
          one: `Takes back ${args.requestId}: move back to the inbox in # mailbox.`,
          other: `Takes back ${args.requestId}: move back to the inbox in # mailboxes.`,
        }),
      approvedPlan: (args: { requestId: string; emailCount: number }) =>
        count(args.emailCount, {
          one: `What was approved: to take back ${args.requestId} and put # email back into the inbox.`,
          other: `What was approved: to take back ${args.requestId} and put # emails back into the inbox.`,
        }),
      undonePlan: (args: { requestId: string; emailCount: number }) =>
        count(args.emailCount, {
          one: `What was asked for: to take back ${args.requestId} and put # email back into the inbox.`,
          other: `What was asked for: to take back ${args.requestId} and put # emails back into the inbox.`,
        }),
      onlyProven:
        'These are the emails that the mailboxes showed as moved. All of them go to the inbox, wherever they were before.',
      mayBeGone:
        'They were moved more than 14 days before this was asked for, so some mailboxes may not have them any more.',
      /** The answer to the command. */
      answer: (args: {
        requestId: string;
        undoId: string;
        emailCount: number;
        channelBound: boolean;
        alreadyAsked: boolean;
      }): string => {
        const { requestId, undoId } = args;
        const card = args.channelBound ? 'inChannel' : 'nowhere';
        return count(
          args.emailCount,
          args.alreadyAsked ? again({ requestId, undoId })[card] : anew({ requestId, undoId })[card],
        );
      },
    },
  };
}

type Ids = { readonly requestId: string; readonly undoId: string };

const anew = ({ requestId, undoId }: Ids) => ({
  inChannel: {
    one: `${undoId} asks to put # email of ${requestId} back. Its card is in the alert channel; nothing moves before it is approved.`,
    other: `${undoId} asks to put # emails of ${requestId} back. Its card is in the alert channel; nothing moves before it is approved.`,
  },
  nowhere: {
    one: `${undoId} asks to put # email of ${requestId} back. It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.`,
    other: `${undoId} asks to put # emails of ${requestId} back. It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.`,
  },
});

const again = ({ requestId, undoId }: Ids) => ({
  inChannel: {
    one: `An undo of ${requestId} was asked for already: ${undoId}, about # email. Its card is in the alert channel.`,
    other: `An undo of ${requestId} was asked for already: ${undoId}, about # emails. Its card is in the alert channel.`,
  },
  nowhere: {
    one: `An undo of ${requestId} was asked for already: ${undoId}, about # email. It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.`,
    other: `An undo of ${requestId} was asked for already: ${undoId}, about # emails. It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.`,
  },
});

/** Why something cannot be put back, and what an undo cannot do. */
export const englishUndoRefusals = {
  undoOfOpen: ({ requestId }) =>
    requestId
      ? `Nobody has approved ${requestId} yet, so nothing was moved. It waits for a decision on its card.`
      : 'That request is not approved yet, so nothing was moved. It waits for a decision on its card.',
  undoOfRejected: ({ requestId }) =>
    requestId
      ? `${requestId} was rejected, so nothing was moved and there is nothing to put back.`
      : 'That request was rejected, so nothing was moved and there is nothing to put back.',
  undoOfExpired: ({ requestId }) =>
    requestId
      ? `${requestId} expired, so nothing was moved and there is nothing to put back.`
      : 'That request expired, so nothing was moved and there is nothing to put back.',
  undoOfWithdrawn: ({ requestId }) =>
    requestId
      ? `${requestId} was withdrawn, so nothing was moved and there is nothing to put back.`
      : 'That request was withdrawn, so nothing was moved and there is nothing to put back.',
  undoOfDryRun: ({ requestId }) =>
    requestId
      ? `${requestId} was a dry run: no mailbox changed, so there is nothing to put back.`
      : 'That request was a dry run: no mailbox changed, so there is nothing to put back.',
  undoOfFailed: ({ requestId }) =>
    requestId
      ? `Nothing of ${requestId} could be submitted, so nothing was moved and there is nothing to put back.`
      : 'Nothing of that request could be submitted, so nothing was moved and there is nothing to put back.',
  cannotUndoHardDelete: ({ requestId }) =>
    requestId
      ? `${requestId} asked for a hard delete, and that can't be taken back.`
      : "That request asked for a hard delete, and that can't be taken back.",
  cannotUndoUndo: ({ requestId }) =>
    requestId
      ? `${requestId} moved email to the inbox itself, so there is nothing to put back. To remove it again, ask for that with "request".`
      : 'That request moved email to the inbox itself, so there is nothing to put back. To remove it again, ask for that with "request".',
  nothingToUndo: ({ requestId }) =>
    requestId
      ? `The mailboxes show no email that ${requestId} moved, so there is nothing to put back.`
      : 'The mailboxes show no email that this request moved, so there is nothing to put back.',
  undoUnread: ({ requestId }) =>
    requestId
      ? `The mailboxes could not be read, so it is not known what ${requestId} moved. Look for the email in Microsoft Defender, and put it back there.`
      : 'The mailboxes could not be read, so it is not known what this request moved. Look for the email in Microsoft Defender, and put it back there.',
  notYetVerified: ({ requestId, tryAgainAt }) => {
    if (requestId === undefined) {
      return 'It is not known yet what that request moved. Try again once its card says what the mailboxes show.';
    }
    return tryAgainAt === undefined
      ? `It is not known yet what ${requestId} moved. Try again once its card says what the mailboxes show.`
      : `It is not known yet what ${requestId} moved. The mailboxes are checked next on ${tryAgainAt}; try again after that.`;
  },
  undoTooLate: ({ requestId }) =>
    requestId
      ? `${requestId} was submitted more than 30 days ago. Mailboxes keep soft-deleted email for 30 days at most, so it can't be put back.`
      : "That request was submitted more than 30 days ago. Mailboxes keep soft-deleted email for 30 days at most, so it can't be put back.",
  alreadyUndone: ({ requestId, otherId }) =>
    requestId && otherId
      ? `What ${requestId} moved was already put back with ${otherId}.`
      : 'What that request moved was already put back.',
  undoOvertaken: ({ requestId, otherId }) =>
    requestId && otherId
      ? `What ${requestId} moved was moved again since, with ${otherId}. If it should go back to the inbox, undo ${otherId}.`
      : 'What that request moved was moved again since, with another one. If it should go back to the inbox, undo that one.',
  undoCannotChange: ({ requestId }) =>
    requestId
      ? `${requestId} takes back another request, so it can only put the email back. Your click was not counted; approve it as it is, or reject it.`
      : 'That request takes back another one, so it can only put the email back. Your click was not counted; approve it as it is, or reject it.',
} satisfies Record<UndoRefusal | Extract<RefusalReason, 'undoCannotChange'>, (facts: RefusalFacts) => string>;
