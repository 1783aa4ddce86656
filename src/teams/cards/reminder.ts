import { isGuid } from '../../approval/ids.ts';
import type { AwaitedView, RequestView } from '../../workflow/request-view.ts';
import type { Names } from '../words/arguments.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

/** The replies that call people: nobody decided yet. */
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
  const people = called.users.filter((user) => mentionable.test(user));
  const mentioned = people.slice(0, mostMentioned);
  return {
    lang: words.formats.language,
    speak: words.endedSpoken({ requestId, state: title, outcome: words.replyText[kind] }),
    fallbackText: words.replySummary(kind, view),
    title: words.replySubject({ requestId, title }),
    mentions: peopleLines(mentioned, people.length - mentioned.length, pen),
    entities: mentioned.map((user) => ({
      type: 'mention',
      text: `<at>${user}</at>`,
      mentioned: { id: user, name: user },
    })),
    lines: linesOf([groupsSentence(called, pen), words.replyText[kind]]),
  };
}

function calledBy(kind: Reminder, { waiting }: RequestView): AwaitedView {
  return (kind === 'escalated' ? waiting?.escalated?.to : waiting?.awaited) ?? { users: [], groups: [] };
}

function peopleLines(mentioned: readonly string[], more: number, { words }: Pen): Line[] {
  if (mentioned.length === 0) return [];
  return linesOf([words.deadlines.waitingForPeople({ shown: mentioned.map((user) => `<at>${user}</at>`), more })]);
}

/** Whom no mention reaches. */
function groupsSentence({ users, groups }: AwaitedView, pen: Pen): string | undefined {
  const others = users.filter((user) => !mentionable.test(user));
  const names = awaitedNames({ users: others, groups }, pen, mostGroups);
  return names.shown.length > 0 ? pen.words.deadlines.waitingForGroups(names) : undefined;
}

/** Groups by the name that Entra has for them, people as the policy names them. */
export function awaitedNames({ users, groups }: AwaitedView, pen: Pen, most: number): Names {
  const { words, limits } = pen;
  const all = [
    ...groups.map(({ id, name }) =>
      name === undefined || isGuid(name)
        ? words.deadlines.groupById({ id: pen.exact(id) })
        : words.anyoneIn({ group: pen.plain(name, limits.word) }),
    ),
    ...users.map(pen.exact),
  ];
  return { shown: all.slice(0, most), more: Math.max(all.length - most, 0) };
}
