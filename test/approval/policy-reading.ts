/** Policy files to be made up, and a reading of them of its own: over the JSON, slow, and sharing nothing with src. */
import fc from 'fast-check';
import type { Origin, Person, RevisionContent } from '../../src/approval/request.ts';
import { ana, ben, eve, gus } from '../support/people.ts';

const mal: Person = { ...ana, objectId: '66666666-0000-4000-8000-000000000000', upn: 'mal@contoso.com', name: 'Mal' };
export const everybody: readonly Person[] = [ana, ben, eve, gus, mal];
export const groupIds = ['1', '2'].map((last) => `99999999-0000-4000-8000-00000000000${last}`);
/** Recipients; the last two are members of the group whose id ends alike. */
export const mailboxes = ['hannah', 'preston', 'ceo', 'vip-1', 'vip-2'];

/** Is this mailbox (or address) a member's of that group? */
export function isVip(name: string, groupId: string): boolean {
  return name.split('@')[0] === `vip-${groupId.at(-1)}`;
}

interface PeopleOfFile {
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
}
interface RuleOfFile {
  readonly when: {
    readonly action?: readonly string[];
    readonly severity?: readonly string[];
    readonly recipients?: { readonly over: number };
    readonly recipientIn?: PeopleOfFile;
    readonly remediateSendersCopy?: boolean;
  };
  readonly require: readonly { readonly from: 'approvers' | PeopleOfFile; readonly count: number }[];
}
export interface PolicyFile {
  readonly approvers: PeopleOfFile;
  readonly guests: boolean;
  readonly requesterMayApprove: boolean;
  readonly rules: readonly RuleOfFile[];
}

const actions = ['softDelete', 'hardDelete'] as const;
const severities = ['low', 'medium', 'high'] as const;

export const anyContent: fc.Arbitrary<RevisionContent> = fc.record({
  action: fc.constantFrom(...actions),
  severity: fc.constantFrom(...severities),
  remediateSendersCopy: fc.boolean(),
});

/** By UPN or object id, in some case or other. Mal is in nobody's file but through a group. */
const anyUser = fc
  .tuple(fc.constantFrom(ana, ben, eve, gus), fc.boolean(), fc.boolean())
  .map(([one, isUpn, isLoud]) => (isUpn ? one.upn : one.objectId)[isLoud ? 'toUpperCase' : 'toString']());

const anyPeople: fc.Arbitrary<PeopleOfFile> = fc
  .record({ users: fc.array(anyUser, { maxLength: 3 }), groups: fc.subarray([...groupIds]) }, { requiredKeys: [] })
  .map((people) => ((people.users?.length ?? 0) + (people.groups?.length ?? 0) > 0 ? people : { users: [ana.upn] }));

const anyRecipients: fc.Arbitrary<PeopleOfFile> = fc.oneof(
  fc.constant({ users: ['CEO@contoso.com'] }),
  fc.constantFrom(...groupIds).map((id) => ({ groups: [id] })),
);

const anyLine = fc.record({
  from: fc.oneof(fc.constant('approvers' as const), anyPeople),
  count: fc.constantFrom(1, 1, 1, 2),
});

export const anyRuleOfFile: fc.Arbitrary<RuleOfFile> = fc
  .record({
    when: fc.record(
      {
        action: fc.subarray([...actions], { minLength: 1 }),
        severity: fc.subarray([...severities], { minLength: 1 }),
        recipients: fc.record({ over: fc.integer({ min: 0, max: 3 }) }),
        recipientIn: anyRecipients,
        remediateSendersCopy: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    require: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
  })
  // Lines that the listed users alone could not fill stop the start: with a group in it, a line can hold anybody.
  .map(({ when, require }) => ({ when: sometimes(when), require: require.map(openEnded) }));

/** Conditions one by one are rare enough; all five together hardly ever hold. */
function sometimes(when: RuleOfFile['when']): RuleOfFile['when'] {
  const keys = Object.keys(when) as (keyof RuleOfFile['when'])[];
  return Object.fromEntries(keys.slice(0, 2).map((key) => [key, when[key]]));
}

function openEnded(line: RuleOfFile['require'][number]): RuleOfFile['require'][number] {
  if (line.from === 'approvers' || (line.from.groups?.length ?? 0) > 0) return line;
  return { ...line, from: { ...line.from, groups: [groupIds[0] ?? ''] } };
}

export const anyPolicyFile: fc.Arbitrary<PolicyFile> = fc
  .record({
    approvers: anyPeople,
    guests: fc.boolean(),
    requesterMayApprove: fc.boolean(),
    rules: fc.array(anyRuleOfFile, { maxLength: 3 }),
  })
  .map((file) => ({
    ...file,
    approvers: {
      ...file.approvers,
      groups: file.approvers.groups?.length ? file.approvers.groups : [groupIds[1] ?? ''],
    },
  }));

export const anyGroups: fc.Arbitrary<Groups> = fc
  .tuple(...everybody.map(() => fc.subarray([...groupIds])))
  .map((lists) => new Map(everybody.map((one, index) => [one.objectId, new Set(lists[index])])));

export interface Facts extends RevisionContent {
  readonly recipients: readonly string[];
}
/** Who belongs to which group, by object id. */
export type Groups = ReadonlyMap<string, ReadonlySet<string>>;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function isAmong(people: PeopleOfFile, person: Person, groups: Groups): boolean {
  for (const user of people.users ?? []) if (same(user, person.upn) || same(user, person.objectId)) return true;
  for (const id of people.groups ?? []) if (groups.get(person.objectId)?.has(id)) return true;
  return false;
}

function applies({ when }: RuleOfFile, facts: Facts): boolean {
  if (when.action && !when.action.some((action) => action === facts.action)) return false;
  if (when.severity && !when.severity.some((severity) => severity === facts.severity)) return false;
  if (when.recipients && !(facts.recipients.length > when.recipients.over)) return false;
  if (when.remediateSendersCopy === !facts.remediateSendersCopy) return false;
  return when.recipientIn === undefined || facts.recipients.some((name) => isNamed(name, when.recipientIn ?? {}));
}

function isNamed(recipient: string, { users = [], groups = [] }: PeopleOfFile): boolean {
  return users.some((user) => same(user, `${recipient}@contoso.com`)) || groups.some((id) => isVip(recipient, id));
}

function rulesFor(file: PolicyFile, facts: Facts): readonly RuleOfFile['require'][] {
  const found = file.rules.filter((rule) => applies(rule, facts)).map((rule) => rule.require);
  return found.length > 0 ? found : [[{ from: 'approvers', count: 1 }]];
}

/** May this person approve it? */
export function isEntitledBy(file: PolicyFile, facts: Facts, person: Person, groups: Groups, origin: Origin): boolean {
  if (person.isGuest && !file.guests) return false;
  if (origin.kind === 'command' && origin.by.upn === person.upn && !file.requesterMayApprove) return false;
  if (isAmong(file.approvers, person, groups)) return true;
  return rulesFor(file, facts).some((lines) =>
    lines.some(({ from }) => from !== 'approvers' && isAmong(from, person, groups)),
  );
}

/** Is there, for every rule, some way to give each seat somebody of their own? Tries all of them. */
export function isMetBy(file: PolicyFile, facts: Facts, people: readonly Person[], groups: Groups): boolean {
  return rulesFor(file, facts).every((lines) => {
    const seats = lines.flatMap(({ from, count }) =>
      Array.from({ length: count }, () => (from === 'approvers' ? file.approvers : from)),
    );
    return canFill(seats, people, groups);
  });
}

function canFill([seat, ...seats]: readonly PeopleOfFile[], people: readonly Person[], groups: Groups): boolean {
  if (!seat) return true;
  return people.some(
    (person) =>
      isAmong(seat, person, groups) &&
      canFill(
        seats,
        people.filter((one) => one !== person),
        groups,
      ),
  );
}
