import type { Person } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../workflow/ports.ts';
import type { MemberRecord, Turn } from './connection.ts';
import type { InboundActivity } from './door/activity-shape.ts';

/** Who acts, as the roster of the team or chat names them. Throws `rosterUnavailable`. */
export type Roster = (activity: InboundActivity, turn: Turn) => Promise<Person>;

const keptFor = 5 * 60_000;
const crowd = 5_000;

/**
 * Name, UPN and role come from the roster, by the id that the channel service authenticated; never from the activity's
 * own words. Kept for five minutes; people who click at the same moment are looked up once.
 */
export function createRoster(clock: Clock): Roster {
  const known = new Map<string, { readonly person: Promise<Person>; readonly until: number }>();

  return (activity, turn) => {
    const key = `${activity.tenantId}|${activity.objectId}`;
    const kept = known.get(key);
    if (kept && kept.until > clock.now()) return kept.person;
    const person = lookUp(activity, turn);
    const entry = { person, until: clock.now() + keptFor };
    known.delete(key);
    known.set(key, entry);
    if (known.size > crowd) known.delete(known.keys().next().value ?? key);
    person.catch(() => {
      if (known.get(key) === entry) known.delete(key);
    });
    return person;
  };
}

async function lookUp(activity: InboundActivity, turn: Turn): Promise<Person> {
  try {
    return readMember(await findMember(activity, turn), activity);
  } catch (thrown) {
    if (thrown instanceof ServiceError && thrown.code === 'rosterUnavailable') throw thrown;
    const retryable = thrown instanceof ServiceError && thrown.retryable;
    throw new ServiceError('rosterUnavailable', undefined, { retryable, cause: thrown });
  }
}

/** The members route takes Teams' own id, a UPN or an Entra object id; some conversations know only the first. */
async function findMember(activity: InboundActivity, turn: Turn): Promise<MemberRecord> {
  if (activity.objectId === undefined) throw unusable('The activity names nobody.');
  try {
    return await turn.member(activity.objectId);
  } catch (thrown) {
    if (!(thrown instanceof ServiceError) || thrown.code !== 'teamsGone') throw thrown;
    return turn.member(activity.fromId);
  }
}

function readMember(member: MemberRecord, activity: InboundActivity): Person {
  const objectId = text(member['aadObjectId']) ?? text(member['objectId']);
  if (objectId === undefined || objectId.toLowerCase() !== activity.objectId)
    throw unusable('The roster answered with somebody else.');
  const upn = text(member['userPrincipalName']);
  if (upn === undefined) throw unusable('The roster names no UPN.');
  const role = text(member['userRole'])?.toLowerCase();
  if (role === 'anonymous') throw unusable('The roster calls this person anonymous.');
  const home = text(member['tenantId'])?.toLowerCase() ?? activity.tenantId;
  return {
    objectId: objectId.toLowerCase(),
    upn,
    name: text(member['name']) ?? upn,
    tenantId: home,
    // A guest's UPN here is `name_home.example#EXT#@tenant.onmicrosoft.com`; shared channels bring people of other tenants.
    isGuest: role === 'guest' || upn.toUpperCase().includes('#EXT#') || home !== activity.tenantId,
  };
}

function unusable(why: string): ServiceError {
  return new ServiceError('rosterUnavailable', why);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
