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
  requirementsFor,
} from './policy.ts';
import { foldCase, type Origin, type Person, samePerson } from './request.ts';

export interface Quorum {
  readonly isMet: boolean;
  /** Distinct people whose approval stands. */
  readonly given: number;
  /** Distinct people in all, at least: those who approved, and as many more as the emptiest rule asks for. */
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
  const open = requirementsFor(policy, subject).map((lines) => openSeats(policy, lines, counting, groupsOf));
  const most = Math.max(...open.map((lines) => lines.reduce((sum, line) => sum + line.count, 0)));
  return {
    isMet: most === 0,
    given: distinct.length,
    needed: distinct.length + most,
    // Two rules that ask for the same people are met by the same people.
    missing: drawTogether(open.flat(), Math.max),
  };
}

/** What stays empty of one rule's lines. Lines that name people or groups are filled first: approvers are easier to find. */
function openSeats(
  policy: Policy,
  lines: readonly Requirement[],
  people: readonly Person[],
  groupsOf: Memberships,
): Requirement[] {
  const seats = [...lines]
    .sort((one, other) => Number(one.from === 'approvers') - Number(other.from === 'approvers'))
    .flatMap(({ from, count }) => Array.from({ length: count }, () => ({ from, count: 1 })));
  const fits = seats.map((line) => people.map((person) => isOneOf(person, peopleOf(policy, line), groupsOf)));
  const taken = seat(fits);
  const free = seats.filter((_, index) => !taken.has(index));
  return drawTogether(free, (one, other) => one + other);
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

/** The seats that can be filled at once, as many as possible; augmenting paths (few seats, few people). */
function seat(fits: readonly (readonly boolean[])[]): Set<number> {
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
  return new Set(fits.flatMap((_, index) => (place(index, new Set()) ? [index] : [])));
}
