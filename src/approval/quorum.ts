/**
 * How many must agree, and who is still missing. In every rule each seat (one of a line's `count`) needs a different
 * person; rules stand beside each other, so one person may sit in several.
 */
import {
  isOneOf,
  type Memberships,
  mayCount,
  type People,
  type Policy,
  type PolicySubject,
  peopleOf,
  type Requirement,
  reasonRequired,
  requirementsFor,
} from './policy.ts';
import { type Decision, foldCase, type Origin, type Person, samePerson } from './request.ts';

/** The people behind these approvals. One without a reason does not count where a rule asks for it by now. */
export function approversOf(policy: Policy, subject: PolicySubject, approvals: readonly Decision[]): readonly Person[] {
  const counting = reasonRequired(policy, subject) ? approvals.filter(({ reason }) => reason !== undefined) : approvals;
  return counting.map(({ by }) => by);
}

export interface Quorum {
  readonly isMet: boolean;
  /** Of the people who approved, those who fill a seat. */
  readonly seated: readonly Person[];
  /** Different people in all, at least: those who fill a seat, and as many more as the emptiest rule asks for. */
  readonly needed: number;
  /** What nobody fills yet, each set of people once. Empty where the quorum is met. */
  readonly missing: readonly Requirement[];
}

/**
 * Do these people meet every rule, and if not: who is missing? Each counts once a rule, also where the list holds them
 * twice. With the request's origin, its requester fills no seat where the policy bars them.
 */
export function quorumOf(
  policy: Policy,
  subject: PolicySubject,
  approvers: readonly Person[],
  groupsOf: Memberships,
  origin?: Origin,
): Quorum {
  const distinct = approvers.filter((one, index) => approvers.findIndex((other) => samePerson(one, other)) === index);
  const counting = distinct.filter((person) => mayCount(policy, person, origin));
  const rules = requirementsFor(policy, subject).map((lines) => seatRule(policy, lines, counting, groupsOf));
  const seated = counting.filter((person) => rules.some((rule) => rule.seated.has(person)));
  const stillOpen = Math.max(...rules.map(({ open }) => seatsIn(open)));
  return {
    isMet: stillOpen === 0,
    seated,
    needed: seated.length + stillOpen,
    // Two rules that ask for the same people are met by the same people.
    missing: drawTogether(
      rules.flatMap(({ open }) => open),
      Math.max,
    ),
  };
}

interface SeatedRule {
  readonly seated: ReadonlySet<Person>;
  /** What stays empty. */
  readonly open: readonly Requirement[];
}

/** Lines that name people or groups are filled first: approvers are easier to find. */
function seatRule(
  policy: Policy,
  lines: readonly Requirement[],
  people: readonly Person[],
  groupsOf: Memberships,
): SeatedRule {
  const seats = [...lines]
    .sort((one, other) => Number(one.from === 'approvers') - Number(other.from === 'approvers'))
    .flatMap(({ from, count }) => Array.from({ length: count }, () => ({ from, count: 1 })));
  const wanted = seats.map((line) => peopleOf(policy, line));
  const personIn = seatPeople(wanted, people, groupsOf);
  const seated = new Set(people.filter((_, index) => [...personIn.values()].includes(index)));
  const free = seats.filter((_, index) => !personIn.has(index));
  return { seated, open: drawTogether(free, (one, other) => one + other) };
}

/**
 * Person by seat. A UPN can be given to another person, so two who come as the same one are told apart by object id
 * alone: a listed UPN seats one of them, a listed object id or a group whom it holds.
 */
function seatPeople(
  wanted: readonly People[],
  people: readonly Person[],
  groupsOf: Memberships,
): ReadonlyMap<number, number> {
  const upns = people.map(({ upn }) => foldCase(upn));
  const firstWith = upns.map((upn) => upns.indexOf(upn));
  // Two columns for everybody: the UPN, where they are the first who came as it, and the person themselves. Whoever
  // takes a UPN's column pushes its row, which sits there at first, on to one of its people: they are taken then.
  const rowsOfUpns = people.map((_, row) => firstWith.flatMap((first, column) => [column === row, first === row]));
  const rowsOfSeats = wanted.map((from) => {
    const listed = from.users.map((user) => foldCase(user));
    return people.flatMap((person, column) => {
      const byUpn = firstWith[column] === column && listed.includes(foldCase(person.upn));
      return [byUpn, isOneOf({ ...person, upn: '' }, from, () => groupsOf(person))];
    });
  });
  const columnOf = seat([...rowsOfUpns, ...rowsOfSeats]);
  const taken = new Map<number, number>();
  for (const index of wanted.keys()) {
    const column = columnOf.get(people.length + index);
    if (column === undefined) continue;
    const person = column % 2 === 1 ? column : columnOf.get(Math.floor(column / 2));
    if (person !== undefined) taken.set(index, Math.floor(person / 2));
  }
  return taken;
}

function seatsIn(lines: readonly Requirement[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0);
}

/** One line for each set of people. */
function drawTogether(lines: readonly Requirement[], together: (one: number, other: number) => number): Requirement[] {
  const drawn = new Map<string, Requirement>();
  for (const { from, count } of lines) {
    const key = from === 'approvers' ? from : nameOf(from);
    drawn.set(key, { from, count: together(drawn.get(key)?.count ?? 0, count) });
  }
  return [...drawn.values()];
}

function nameOf({ users, groups }: People): string {
  return JSON.stringify([users.map(foldCase).sort(), groups.map(foldCase).sort()]);
}

/** Can every seat be given to a different person? `fits[seat][person]`. */
export function canSeat(fits: readonly (readonly boolean[])[]): boolean {
  return seat(fits).size === fits.length;
}

/** Who sits where, as many as possible at once: person by seat. Augmenting paths (few seats, few people). */
function seat(fits: readonly (readonly boolean[])[]): ReadonlyMap<number, number> {
  const seatOf = new Map<number, number>();
  function place(wanted: number, tried: Set<number>): boolean {
    for (const [person, fit] of (fits[wanted] ?? []).entries()) {
      if (!fit || tried.has(person)) continue;
      tried.add(person);
      const occupied = seatOf.get(person);
      if (occupied !== undefined && !place(occupied, tried)) continue;
      seatOf.set(person, wanted);
      return true;
    }
    return false;
  }
  for (const wanted of fits.keys()) place(wanted, new Set());
  return new Map([...seatOf].map(([person, taken]) => [taken, person]));
}
