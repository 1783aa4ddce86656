/**
 * The policy in force together with what the directory says of the people that it asks about. Looked up before the
 * transaction that decides, because it goes over the network; a policy that names no groups costs nothing here.
 */
import { escalated, escalationOf } from '../approval/escalation.ts';
import { approvalsOf, type RefusalReason } from '../approval/lifecycle.ts';
import { groupsNamed, type Memberships, mayHaveSay, type Policy, recipientsNamed } from '../approval/policy.ts';
import { nobodyKnown, type RecipientDirectory } from '../approval/policy-subject.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  foldCase,
  isResolved,
  type Person,
  type RequestId,
} from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Clock, Directory, PolicyInForce } from './ports.ts';
import type { StoreReader } from './store-port.ts';

export interface Ruling {
  /** Of a request that was escalated: with the people who stand in for approvers (approval/escalation.ts). */
  readonly policy: Policy;
  readonly isEscalated: boolean;
  readonly hash: string;
  /** When it was consulted. */
  readonly at: number;
  readonly groupsOf: Memberships;
  /** `asked`: the directory answered, or need not; `failed`: it did not answer; `unasked`: consult again, with this person. */
  standing(person: Person): 'asked' | 'failed' | 'unasked';
  readonly recipients: RecipientDirectory;
  /** Display names of groups, by lower-case id, as far as they can be read. */
  readonly groupNames: ReadonlyMap<string, string>;
}

export interface ConsultPorts {
  readonly store: Pick<StoreReader, 'request' | 'emails'>;
  readonly policy: () => PolicyInForce;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Escalated since: more people have a say than the ruling knows of. It is never taken back. */
export function isOvertaken({ policy, isEscalated }: Ruling, { escalatedAt }: ApprovalRequest): boolean {
  return escalatedAt !== undefined && !isEscalated && escalationOf(policy) !== undefined;
}

/** Nobody is told that the policy does not name them while it is not known. */
export function certain(ruling: Ruling, person: Person, barred: RefusalReason | undefined): RefusalReason | undefined {
  return barred === 'notAnApprover' && ruling.standing(person) !== 'asked' ? 'membershipUnknown' : barred;
}

interface Question {
  /** Whoever clicks or asks. */
  readonly person?: Person;
  /** Whose approvers and recipients are to be known as well. */
  readonly requestId?: RequestId;
  /** What they want to read: of it only counts whether it was escalated. */
  readonly reads?: RequestId;
}

const nobodysGroups: Memberships = () => new Set();
const noNames: ReadonlyMap<string, string> = new Map();
/** Beyond this many mailboxes they are not looked up one by one; the rule then holds as for the strictest case. */
const recipientsLookedUp = 500;
const lookUpsAtOnce = 8;
/** Teams gives up on a click after 15 s, and one question may take six: what is not asked by then counts as the strictest case. */
const recipientsPatienceMs = 4_000;

export async function consultPolicy(ports: ConsultPorts, { person, requestId, reads }: Question): Promise<Ruling> {
  const { policy: written, hash } = ports.policy();
  const request = await consultedAbout(ports, requestId ?? reads, written);
  const isEscalated = request?.escalatedAt !== undefined;
  const policy = isEscalated ? escalated(written) : written;
  const at = ports.clock.now();
  const groupIds = groupsNamed(policy);
  const named = recipientsNamed(policy);
  const asksRecipients = named.groups.length > 0 || named.objectIds.length > 0;
  if (groupIds.length === 0 && !asksRecipients) {
    return {
      policy,
      isEscalated,
      hash,
      at,
      groupsOf: nobodysGroups,
      standing: () => 'asked',
      recipients: nobodyKnown,
      groupNames: noNames,
    };
  }
  const approvers = request && requestId !== undefined ? approvalsOf(request).map(({ by }) => by) : [];
  const people = [...approvers, ...(person ? [person] : [])];
  const members = await membersAmong(ports.directory, people, groupIds);
  const groupsOf: Memberships = ({ objectId }) => members.get(foldCase(objectId)) ?? new Set();
  // Hundreds of questions are not asked for somebody who has no say whatever the answers are.
  const isHeard = person === undefined || mayHaveSay(policy, person, groupsOf);
  const emails = requestId !== undefined && asksRecipients && isHeard ? await ports.store.emails(requestId) : [];
  const [recipients, groupNames] = await Promise.all([
    recipientsAmong(ports, emails, named),
    // Names stand on cards alone: what asks about no request draws none.
    requestId === undefined ? noNames : namesOf(ports.directory, groupIds),
  ]);
  const standing: Ruling['standing'] = ({ objectId }) => {
    if (groupIds.length === 0) return 'asked';
    const key = foldCase(objectId);
    if (!members.has(key)) return 'unasked';
    return members.get(key) === undefined ? 'failed' : 'asked';
  };
  return { policy, isEscalated, hash, at, groupsOf, standing, recipients, groupNames };
}

/** Read only where the answer hangs on it: a policy without groups and escalation is the same for every request. */
async function consultedAbout(
  { store }: ConsultPorts,
  id: RequestId | undefined,
  policy: Policy,
): Promise<ApprovalRequest | undefined> {
  const isNeeded = escalationOf(policy) !== undefined || groupsNamed(policy).length > 0;
  return id === undefined || !isNeeded ? undefined : store.request(id);
}

/** By object id. Undefined: the directory did not answer. Whom it does not know belongs to nothing. */
async function membersAmong(
  directory: Directory,
  people: readonly Person[],
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string> | undefined>> {
  const members = new Map<string, ReadonlySet<string> | undefined>();
  if (groupIds.length === 0) return members;
  const objectIds = [...new Set(people.map(({ objectId }) => foldCase(objectId)))];
  await eachOf(objectIds, async (objectId) => {
    members.set(
      objectId,
      await unlessUnavailable(async () => (await directory.memberOf(objectId, groupIds))?.of ?? new Set()),
    );
  });
  return members;
}

async function recipientsAmong(
  { directory, clock }: ConsultPorts,
  emails: readonly AnalyzedEmail[],
  named: ReturnType<typeof recipientsNamed>,
): Promise<RecipientDirectory> {
  const deadline = clock.now() + recipientsPatienceMs;
  const groups = new Map<string, ReadonlySet<string> | undefined>();
  const addresses = new Map<string, ReadonlySet<string> | undefined>();
  const mailboxes = new Set(
    emails.flatMap((email) => (isResolved(email) ? [foldCase(email.recipientEmailAddress)] : [])),
  );
  if (named.groups.length > 0 && mailboxes.size <= recipientsLookedUp) {
    await eachOf([...mailboxes], async (address) => {
      if (clock.now() >= deadline) return;
      const membership = await unlessUnavailable(() => directory.memberOf(address, named.groups));
      // Whoever deletes a group must not end the rule on it: nobody knows any more who belonged to it.
      groups.set(address, membership && new Set([...membership.of, ...membership.unknownGroups]));
    });
  }
  await eachOf(named.objectIds, async (objectId) => {
    if (clock.now() >= deadline) return;
    addresses.set(objectId, await unlessUnavailable(() => directory.addressesOf(objectId)));
  });
  return { groupsOf: (address) => groups.get(address), addressesOf: (objectId) => addresses.get(objectId) };
}

async function namesOf(directory: Directory, groupIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  await eachOf(groupIds, async (groupId) => {
    const name = await directory.groupName(groupId);
    if (name !== undefined) names.set(groupId, name);
  });
  return names;
}

async function unlessUnavailable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof ServiceError && thrown.code === 'directoryUnavailable') return undefined;
    throw thrown;
  }
}

async function eachOf(names: readonly string[], ask: (name: string) => Promise<void>): Promise<void> {
  const queue = names.values();
  await Promise.all(
    Array.from({ length: lookUpsAtOnce }, async () => {
      for (const name of queue) await ask(name);
    }),
  );
}
