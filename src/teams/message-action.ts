import type { RefusalReason } from '../approval/lifecycle.ts';
import { ServiceError } from '../errors.ts';
import type { Asker, Steps } from '../workflow/steps.ts';
import type { RemovalDialog } from './cards/removal-dialog.ts';
import { type CardStyle, drawDialogNotice, drawRemovalDialog } from './cards.ts';
import { type InboundActivity, record } from './door/activity-shape.ts';
import { dialogAnswer, notSupported, type TeamsAnswer } from './outcome.ts';
import { findInText } from './post/find-in-text.ts';
import { readPost } from './post/read-post.ts';
import { readRemovalForm } from './typed/read-removal-form.ts';
import { requestedText } from './typed/requested-text.ts';
import { wordsFor } from './words.ts';

/** The command's id in the manifest. */
export const removalCommandId = 'requestRemoval';

export interface DialogContext {
  readonly activity: InboundActivity;
  readonly style: CardStyle;
  /** Asks the roster of the conversation in which the dialog was opened. */
  identify(): Promise<Asker>;
}

export interface MessageActionOptions {
  readonly steps: () => Pick<Steps, 'requestRemoval' | 'whyNotRequest'>;
  /** False where this person clicked too often. */
  readonly mayClick: (person: string) => boolean;
}

export interface MessageActions {
  /** `composeExtension/fetchTask`: somebody chose the command on a message. */
  open(context: DialogContext): Promise<TeamsAnswer>;
  /** `composeExtension/submitAction`: what they filled in. */
  submit(context: DialogContext): Promise<TeamsAnswer>;
}

/**
 * The action command on a message: a dialog, filled in from the message's text, that makes a request like `request …`
 * does. Teams waits 5 seconds and then comes again, twice (teams-docs, respond-to-task-module-submit): opening changes
 * nothing, and what was submitted twice is answered with the request that the first made.
 */
export function createMessageActions({ steps, mayClick }: MessageActionOptions): MessageActions {
  /** The asker where they may ask at all; otherwise the answer that says why not. Nothing was read or shown before. */
  async function admit(context: DialogContext): Promise<{ asker: Asker } | { answer: TeamsAnswer }> {
    const { activity, style } = context;
    if (activity.commandId !== removalCommandId) return { answer: notSupported() };
    if (!mayClick(`${activity.tenantId}|${activity.objectId}`)) return { answer: refused('tooManyClicks', style) };
    try {
      const asker = await context.identify();
      const reason = await steps().whyNotRequest(asker);
      return reason === undefined ? { asker } : { answer: refused(reason, style) };
    } catch (thrown) {
      if (isElsewhere(thrown) && !wasInstalled(activity)) return { answer: installFirst(style) };
      throw thrown;
    }
  }

  async function open(context: DialogContext): Promise<TeamsAnswer> {
    const admitted = await admit(context);
    return 'answer' in admitted ? admitted.answer : suggestion(context);
  }

  return {
    open,
    async submit(context) {
      if (wasInstalled(context.activity)) return open(context);
      const admitted = await admit(context);
      if ('answer' in admitted) return admitted.answer;
      const { style } = context;
      const read = readRemovalForm(record(context.activity.value)['data']);
      if (read.kind === 'problem') return shown(read, style);
      const answer = await steps().requestRemoval(read.removal, admitted.asker);
      if (answer.kind === 'refused') return refused(answer.reason, style);
      const words = wordsFor(style.locale);
      const title = answer.asked > 0 ? words.dialog.askedTitle : words.dialog.nothingAskedTitle;
      return told({ title, text: requestedText(answer, words) }, style);
    },
  };
}

/** A dialog in the place of the sentence that a click is answered with. */
export function dialogFault(sentence: string, style: CardStyle): TeamsAnswer {
  return told({ title: wordsFor(style.locale).dialog.faultTitle, text: sentence }, style);
}

export function isOfDialog({ type, name }: InboundActivity): boolean {
  return type === 'invoke' && (name === 'composeExtension/fetchTask' || name === 'composeExtension/submitAction');
}

function suggestion({ activity, style }: DialogContext): TeamsAnswer {
  const found = findInText(readPost(record(activity.value)['messagePayload']), [activity.tenantId]);
  const form = { messageIds: '', recipients: '', action: 'softDelete', severity: 'medium', reason: '' } as const;
  return shown({ form, found }, style);
}

function shown(dialog: RemovalDialog, style: CardStyle): TeamsAnswer {
  return dialogAnswer(wordsFor(style.locale).dialog.title, drawRemovalDialog(dialog, style), 'large');
}

function told(notice: Parameters<typeof drawDialogNotice>[0], style: CardStyle): TeamsAnswer {
  return dialogAnswer(wordsFor(style.locale).dialog.title, drawDialogNotice(notice, style), 'small');
}

function refused(reason: RefusalReason, style: CardStyle): TeamsAnswer {
  const words = wordsFor(style.locale);
  return told({ title: words.dialog.refusedTitle, text: words.refusalSentence(reason, { wish: 'request' }) }, style);
}

/** Extensions work in every conversation, the roster only where the bot is a member (teams-docs, create-task-module). */
function installFirst(style: CardStyle): TeamsAnswer {
  const { installTitle, install } = wordsFor(style.locale).dialog;
  return told({ title: installTitle, text: install, offersInstall: true }, style);
}

function isElsewhere(thrown: unknown): boolean {
  if (!(thrown instanceof ServiceError) || thrown.code !== 'rosterUnavailable') return false;
  const { cause } = thrown;
  return cause instanceof ServiceError && (cause.code === 'teamsGone' || cause.code === 'teamsRefused');
}

/** Teams comes with this after it has added the app, with the message once more. */
function wasInstalled({ name, value }: InboundActivity): boolean {
  return (
    name === 'composeExtension/submitAction' &&
    record(record(record(value)['data'])['msteams'])['justInTimeInstall'] === true
  );
}
