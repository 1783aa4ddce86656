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
  const asked = requirementsFor(policy, subject);
  const countedSo = (maySit: MaySit) => {
    const rules = asked.map((lines) => seatRule(policy, lines, counting, groupsOf, maySit));
    return { rules, stillOpen: Math.max(...rules.map(({ open }) => seatsIn(open))) };
  };
  const [usually, ...otherwise] = waysToCount(policy, asked.flat(), counting, groupsOf);
  const { rules, stillOpen } = otherwise
    .map(countedSo)
    .reduce((best, one) => (one.stillOpen < best.stillOpen ? one : best), countedSo(usually));
  const seated = counting.filter((person) => rules.some((rule) => rule.seated.has(person)));
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

/** May this person sit there, besides being named? */
type MaySit = (person: Person, from: Requirement['from']) => boolean;

/** More than ever approve one request; whoever comes after them counts where a rule names them. */
const mostTorn = 6;

/**
 * After an escalation: who is an approver by it alone, and named by a line as well, counts as one or as the other in all
 * rules. Each way to choose, beginning with everybody where they are named.
 */
function waysToCount(
  { approvers, regularApprovers }: Policy,
  lines: readonly Requirement[],
  people: readonly Person[],
  groupsOf: Memberships,
): [MaySit, ...MaySit[]] {
  if (regularApprovers === undefined) return [() => true];
  const isNamed = (person: Person) => lines.some(({ from }) => from !== 'approvers' && isOneOf(person, from, groupsOf));
  const torn = people.filter(
    (person) => isNamed(person) && isOneOf(person, approvers, groupsOf) && !isOneOf(person, regularApprovers, groupsOf),
  );
  const wayOf =
    (chosen: number): MaySit =>
    (person, from) => {
      const index = torn.indexOf(person);
      if (index < 0) return true;
      const standsIn = index < mostTorn && Math.floor(chosen / 2 ** index) % 2 === 1;
      return standsIn === (from === 'approvers');
    };
  const ways = 2 ** Math.min(torn.length, mostTorn);
  return [wayOf(0), ...Array.from({ length: ways - 1 }, (_, index) => wayOf(index + 1))];
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
  maySit: MaySit,
): SeatedRule {
  const seats = [...lines]
    .sort((one, other) => Number(one.from === 'approvers') - Number(other.from === 'approvers'))
    .flatMap(({ from, count }) => Array.from({ length: count }, () => ({ from, count: 1 })));
  const wanted = seats.map((line) => ({
    from: peopleOf(policy, line),
    isOpenTo: (person: Person) => maySit(person, line.from),
  }));
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
  wanted: readonly { readonly from: People; isOpenTo(person: Person): boolean }[],
  people: readonly Person[],
  groupsOf: Memberships,
): ReadonlyMap<number, number> {
  const upns = people.map(({ upn }) => foldCase(upn));
  const firstWith = upns.map((upn) => upns.indexOf(upn));
  // Two columns for everybody: the UPN, where they are the first who came as it, and the person themselves. Whoever
  // takes a UPN's column pushes its row, which sits there at first, on to one of its people: they are taken then.
  const rowsOfUpns = people.map((_, row) => firstWith.flatMap((first, column) => [column === row, first === row]));
  const rowsOfSeats = wanted.map(({ from, isOpenTo }) => {
    const listed = from.users.map((user) => foldCase(user));
    const isClosed = people.map((person) => !isOpenTo(person));
    return people.flatMap((person, column) => {
      // Whoever comes as this UPN may be the one who takes it.
      const isOpen = !firstWith.some((first, other) => first === column && isClosed[other] === true);
      const byUpn = isOpen && firstWith[column] === column && listed.includes(foldCase(person.upn));
      return [byUpn, isClosed[column] !== true && isOneOf({ ...person, upn: '' }, from, () => groupsOf(person))];
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
