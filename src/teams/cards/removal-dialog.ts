import { remediationActions, severities } from '../../approval/request.ts';
import type { FoundInText } from '../post/find-in-text.ts';
import type { RemovalForm, RemovalFormProblem } from '../typed/read-removal-form.ts';
import { cleanText } from '../typed/typed-text.ts';
import { jsonBytes } from './limits.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

export interface RemovalDialog {
  readonly form: RemovalForm;
  /** What the inputs were filled in from; absent where a person has filled them in. */
  readonly found?: FoundInText;
  readonly problem?: RemovalFormProblem;
}

interface InputLimit {
  /** As the template's `maxLength`. */
  readonly characters: number;
  /** As cards are counted, two and more for a character: with these the card stays under 25 KB. */
  readonly bytes: number;
}
const inputLimits = {
  messageIds: { characters: 2_000, bytes: 4_000 },
  recipients: { characters: 5_000, bytes: 10_000 },
  reason: { characters: 1_000, bytes: 3_000 },
} as const satisfies Record<string, InputLimit>;

/** The form for a request, filled in with what was found in a message, or with what a person typed into it before. */
export function removalDialogData({ form, found, problem }: RemovalDialog, pen: Pen): object {
  const { words } = pen;
  const { dialog } = words;
  const messageIds = filledIn(found?.messageIds, form.messageIds, inputLimits.messageIds);
  const recipients = filledIn(found?.recipients, form.recipients, inputLimits.recipients);
  const idRemarks =
    found &&
    remarks(messageIds, found.messageIdsAreNamed, {
      none: dialog.noMessageIdFound,
      check: dialog.checkMessageIds,
      more: dialog.moreMessageIds,
    });
  const recipientRemarks =
    found &&
    remarks(recipients, found.recipientsAreNamed, {
      none: dialog.noRecipientFound,
      check: dialog.checkRecipients,
      more: dialog.moreRecipients,
    });
  return {
    lang: words.formats.language,
    speak: dialog.intro,
    fallbackText: dialog.intro,
    problems: problem === undefined ? [] : [{ text: problemText(problem, pen) }],
    lines: linesOf([dialog.intro, dialog.every]),
    found: linesOf([
      found?.subject !== undefined && dialog.foundSubject({ subject: pen.plain(found.subject, pen.limits.subject) }),
    ]),
    messageIdsInput: { label: dialog.messageIds, placeholder: dialog.messageIdsHint, value: messageIds.value },
    messageIdsRemarks: idRemarks ?? [],
    recipientsInput: { label: dialog.recipients, placeholder: dialog.recipientsHint, value: recipients.value },
    recipientsRemarks: recipientRemarks ?? [],
    actionInput: {
      label: words.input.action,
      value: form.action,
      choices: remediationActions.map((value) => ({ title: words.actionChoice[value], value })),
    },
    severityInput: {
      label: words.input.severity,
      value: found?.severity ?? form.severity,
      choices: severities.map((value) => ({ title: words.severityChoice[value], value })),
    },
    reasonInput: {
      label: dialog.reason,
      placeholder: dialog.reasonHint,
      value: kept(form.reason, inputLimits.reason),
    },
    submit: dialog.submit,
  };
}

interface FilledIn {
  readonly value: string;
  readonly more: number;
}

/** As many whole lines as fit; or what the person typed. */
function filledIn(found: readonly string[] | undefined, typed: string, limit: InputLimit): FilledIn {
  if (found === undefined) return { value: kept(typed, limit), more: 0 };
  const lines: string[] = [];
  let room = limit.bytes;
  for (const line of found) {
    room -= bytesIn(`${line}\n`);
    if (room < 0) break;
    lines.push(line);
  }
  return { value: lines.join('\n'), more: found.length - lines.length };
}

interface RemarkWords {
  readonly none: string;
  readonly check: string;
  readonly more: (args: { more: number }) => string;
}

function remarks({ value, more }: FilledIn, areNamed: boolean, { none, check, more: moreOf }: RemarkWords): Line[] {
  if (value === '') return linesOf([none]);
  return linesOf([!areNamed && check, more > 0 && moreOf({ more })]);
}

/** A person's own words go back to them as they were, within the input's length; all of them, unless they are odd. */
function kept(typed: string, { characters, bytes }: InputLimit): string {
  const text = cleanText(typed.slice(0, characters));
  let end = 0;
  let room = bytes;
  for (const character of text) {
    room -= bytesIn(character);
    if (room < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function bytesIn(text: string): number {
  return jsonBytes(JSON.stringify(text).slice(1, -1));
}

const longestUnread = 60;

function problemText(problem: RemovalFormProblem, pen: Pen): string {
  const sentences = pen.words.dialog.problem;
  switch (problem.kind) {
    case 'unreadMessageId':
    case 'unreadRecipient':
      return sentences[problem.kind]({ unread: pen.verbatim(problem.unread, longestUnread) });
    case 'tooManyEmails':
      return sentences.tooManyEmails({ most: problem.most });
    default:
      return sentences[problem.kind]();
  }
}
