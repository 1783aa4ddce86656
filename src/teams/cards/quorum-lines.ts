import type { DecisionView, PeopleView, RequestView } from '../../workflow/request-view.ts';
import type { Approvals, Missing, Names, Seats } from '../words/arguments.ts';
import { awaitedNames } from './awaited-names.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

/** Who approved an open request, and who still has to. */
export function quorumSentence(view: RequestView, pen: Pen): string {
  return view.decisions.some(fillsSeat) ? approvalsGiven(view, pen) : approvalsNeeded(view, pen);
}

/** What belongs to that: who approved in vain, why they approved, who may, and until when. */
export function quorumLines(view: RequestView, pen: Pen): Line[] {
  const { words } = pen;
  return [
    ...linesOf([view.quorum.isAssumed && words.recipientsUnknown]),
    ...linesOf(approvalsInVain(view, pen)),
    ...reasons(view, pen),
    ...linesOf([mayApprove(view, pen), escalated(view, pen), deadline(view, pen)]),
  ];
}

function escalated({ waiting }: RequestView, pen: Pen): string | undefined {
  const people = waiting?.escalated && awaitedNames(waiting.escalated.to, pen, pen.limits.people);
  if (!waiting?.escalated || !people || people.shown.length === 0) return undefined;
  return pen.words.deadlines.escalated({ time: pen.time(waiting.escalated.at), people });
}

export function deadline({ waiting, expiresAt }: RequestView, pen: Pen): string {
  const time = pen.time(expiresAt);
  return waiting === undefined
    ? pen.words.decideBefore({ time })
    : pen.words.deadlines.decideWithin({ left: waiting.timeLeft, time });
}

function fillsSeat({ fillsNoSeat }: DecisionView): boolean {
  return fillsNoSeat !== true;
}

function approvalsNeeded({ quorum: { needed, missing } }: RequestView, pen: Pen): string {
  const [first] = missing;
  if (missing.length === 1 && first?.from.isApprovers && first.count === 1) return pen.words.approvalNeeded;
  return pen.words.approvalsNeeded({ needed, missing: missingSeats(missing, needed, pen) });
}

function approvalsGiven(view: RequestView, pen: Pen): string {
  const { given, needed, missing } = view.quorum;
  return pen.words.approvalsGiven({
    ...approvalsBy(view.decisions.filter(fillsSeat), view, pen),
    given,
    needed,
    missing: missingSeats(missing, needed - given, pen),
  });
}

/** They stand, but fill no seat: somebody else has to, or the same person with the reason that is needed by now. */
function approvalsInVain(view: RequestView, pen: Pen): string[] {
  const { words } = pen;
  const inVain = view.decisions.filter((decision) => !fillsSeat(decision));
  const lacksReason = ({ reason }: DecisionView) => view.quorum.reasonRequired && reason === undefined;
  const others = inVain.filter((decision) => !lacksReason(decision));
  const silent = inVain.filter(lacksReason);
  const isAlso = inVain.length < view.decisions.length;
  return [
    ...(others.length > 0 ? [words.approvedInVain({ ...approvalsBy(others, view, pen), isAlso })] : []),
    ...(silent.length > 0 ? [words.approvedWithoutReason(approvalsBy(silent, view, pen))] : []),
  ];
}

/** The newest are shown where there are many. */
function approvalsBy(decisions: readonly DecisionView[], { createdAt }: RequestView, pen: Pen): Approvals {
  const shown = decisions.slice(-pen.limits.decisions);
  return {
    by: shown.map(({ name, upn, at }) =>
      pen.words.approvalBy({
        name: pen.plain(name, pen.limits.word),
        upn: pen.exact(upn),
        time: pen.timeNear(at, createdAt),
      }),
    ),
    more: decisions.length - shown.length,
  };
}

function reasons({ decisions }: RequestView, pen: Pen): Line[] {
  const { words, limits } = pen;
  return decisions.slice(-limits.decisions).flatMap(({ upn, reason }) => {
    if (!reason) return [];
    const text = pen.plain(reason, limits.reason);
    return [
      {
        text:
          decisions.length === 1
            ? words.reason({ reason: text })
            : words.reasonOf({ upn: pen.exact(upn), reason: text }),
      },
    ];
  });
}

/** `atLeast`: so many people are missing at least; fewer than the seats where several rules hold at once. */
function missingSeats(missing: RequestView['quorum']['missing'], atLeast: number, pen: Pen): Missing {
  // The approvers are whom most people think of first.
  const ordered = missing.toSorted((one, other) => Number(other.from.isApprovers) - Number(one.from.isApprovers));
  const shown = ordered.slice(0, pen.limits.people);
  const sum = (lines: typeof missing) => lines.reduce((total, { count }) => total + count, 0);
  return {
    seats: shown.map(
      ({ count, from }): Seats => ({ count, from: from.isApprovers ? 'approvers' : seatsFrom(from, pen) }),
    ),
    more: sum(ordered.slice(shown.length)),
    overlaps: missing.length > 1 && sum(missing) > atLeast,
  };
}

function seatsFrom(people: PeopleView, pen: Pen): Seats['from'] {
  const { users, groups } = people;
  if (users.length === 0 && groups.length === 0) return 'nobody';
  const [only] = users;
  if (users.length === 1 && groups.length === 0 && only !== undefined) return { person: pen.exact(only) };
  if (users.length > 0) return namesOf(people, pen);
  const shown = groups.slice(0, pen.limits.people).map((group) => pen.plain(group, pen.limits.word));
  return { shown, more: groups.length - shown.length };
}

/**
 * The policy's approvers, and whom a rule names beside them. Once approvals stand, only who can still fill a seat;
 * where none is open, any other approver carries it out.
 */
function mayApprove({ quorum, decisions }: RequestView, pen: Pen): string | undefined {
  const { approvers, missing } = quorum;
  const isBegun = decisions.length > 0;
  const all = [...(isBegun && missing.length > 0 ? [] : [approvers]), ...missing.map(({ from }) => from)];
  const gone = new Set(decisions.map(({ upn }) => upn.toLowerCase()));
  const each = (names: readonly string[]) => [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  const names = namesOf(
    {
      users: each(all.flatMap(({ users }) => users)).filter((user) => !gone.has(user.toLowerCase())),
      groups: each(all.flatMap(({ groups }) => groups)),
    },
    pen,
  );
  if (names.shown.length === 0) return undefined;
  return isBegun ? pen.words.whoMayApproveNow(names) : pen.words.whoMayApprove(names);
}

/** People first; but a group stands for many, so it is the last to be left out. */
function namesOf({ users, groups }: Pick<PeopleView, 'users' | 'groups'>, pen: Pen): Names {
  const { words, limits } = pen;
  const shownGroups = groups.slice(0, users.length > 0 ? limits.people - 1 : limits.people);
  const shown = [
    ...users.slice(0, limits.people - shownGroups.length).map(pen.exact),
    ...shownGroups.map((group) => words.anyoneIn({ group: pen.plain(group, limits.word) })),
  ];
  return { shown, more: users.length + groups.length - shown.length };
}
