import type { AwaitedView, RequestView } from '../../workflow/request-view.ts';
import { tooFewApproved } from '../too-few-approved.ts';
import { awaitedNames } from './awaited-names.ts';
import { isWithoutMail } from './no-mail-request.ts';
import { type Line, linesOf, type Pen } from './pen.ts';
import { quorumSentence } from './quorum-lines.ts';

/** The replies that call people: not enough have decided yet. */
export type Reminder = 'reminded' | 'escalated';

/** More would not be read, and each one rings somebody's phone. */
const mostMentioned = 10;
const mostGroups = 5;

/**
 * Teams reads Markdown in a TextBlock, where alone it shows mentions; so only names go there that cannot be anything
 * else. Users can be mentioned by UPN (113 characters at most) or object id, groups not at all (teams-docs, mentions in
 * Adaptive Cards).
 */
const mentionable = /^[\w.'+#@-]{1,113}$/;

export function reminderData(kind: Reminder, view: RequestView, pen: Pen): object {
  const { words } = pen;
  const { requestId } = view;
  const called = calledBy(kind, view);
  const title = words.replyTitle[kind];
  const text = textOf(kind, view, pen);
  const people = called.users.filter((user) => mentionable.test(user));
  const mentioned = people.slice(0, mostMentioned);
  return {
    lang: words.formats.language,
    speak: words.endedSpoken({ requestId, state: title, outcome: text }),
    fallbackText: words.replySummary(kind, view),
    title: words.replySubject({ requestId, title }),
    mentions: peopleLines(kind, mentioned, people.length - mentioned.length, pen),
    entities: mentioned.map((user) => ({
      type: 'mention',
      text: `<at>${user}</at>`,
      mentioned: { id: user, name: user },
    })),
    // Who is called says nothing about whether one of them is enough, or one of each is needed.
    lines: linesOf([groupsSentence(kind, called, pen), !isWithoutMail(view) && quorumSentence(view, pen), text]),
  };
}

function textOf(kind: Reminder, view: RequestView, { words }: Pen): string {
  if (isWithoutMail(view)) return words.noMail.reply[kind];
  return tooFewApproved(view) ? words.tooFewApprovedReply[kind] : words.replyText[kind];
}

function calledBy(kind: Reminder, { waiting }: RequestView): AwaitedView {
  return (kind === 'escalated' ? waiting?.escalated?.to : waiting?.awaited) ?? { users: [], groups: [] };
}

function peopleLines(kind: Reminder, mentioned: readonly string[], more: number, { words }: Pen): Line[] {
  if (mentioned.length === 0) return [];
  return linesOf([words.deadlines.called[kind]({ shown: mentioned.map((user) => `<at>${user}</at>`), more })]);
}

/** Whom no mention reaches. */
function groupsSentence(kind: Reminder, { users, groups }: AwaitedView, pen: Pen): string | undefined {
  const others = users.filter((user) => !mentionable.test(user));
  const names = awaitedNames({ users: others, groups }, pen, mostGroups);
  return names.shown.length > 0 ? pen.words.deadlines.called[kind](names) : undefined;
}
