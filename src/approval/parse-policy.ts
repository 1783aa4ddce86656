/** The policy file (INTERFACE section 6) as a Policy, or everything that is wrong with it, by JSON pointer. */
import { isAddress, isGuid } from './ids.ts';
import type { People, Policy, Requirement, Rule } from './policy.ts';
import { canSeat } from './quorum.ts';
import {
  type Name,
  type Problem,
  readChoices,
  readDuration,
  readFlag,
  readList,
  readObject,
  readText,
  readTexts,
  readWhole,
} from './read-json.ts';
import { foldCase, type RemediationAction, remediationActions, type Severity, severities } from './request.ts';

export type ParsedPolicy =
  | { readonly kind: 'ok'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

const defaultExpiryMs = 24 * 60 * 60_000;
const mostPeople = 100;

const policyKeys = [
  '$schema',
  'approvers',
  'guests',
  'requesterMayApprove',
  'expiresAfter',
  'remindAfter',
  'escalateAfter',
  'escalateTo',
  'rules',
];

export function parsePolicy(json: unknown): ParsedPolicy {
  const unreadable: Problem[] = [];
  const policy = readPolicy(unreadable, json);
  const problems = policy && unreadable.length === 0 ? impossibleRules(policy) : unreadable;
  return policy && problems.length === 0 ? { kind: 'ok', policy } : { kind: 'invalid', problems };
}

function readPolicy(problems: Problem[], json: unknown): Policy | undefined {
  const fields = readObject(problems, json, '', policyKeys);
  if (!fields) return undefined;
  if (fields['$schema'] !== undefined) readText(problems, fields['$schema'], '/$schema');
  const remindAfterMs = readDuration(problems, fields['remindAfter'], '/remindAfter');
  const escalateAfterMs = readDuration(problems, fields['escalateAfter'], '/escalateAfter');
  const escalateTo = fields['escalateTo'];
  const rules = fields['rules'] === undefined ? [] : readList(problems, fields['rules'], '/rules');
  return {
    approvers: readPeople(problems, fields['approvers'], '/approvers', upnOrObjectId),
    guests: readFlag(problems, fields['guests'], '/guests'),
    requesterMayApprove: readFlag(problems, fields['requesterMayApprove'], '/requesterMayApprove'),
    expiresAfterMs: readDuration(problems, fields['expiresAfter'], '/expiresAfter') ?? defaultExpiryMs,
    ...(remindAfterMs === undefined ? {} : { remindAfterMs }),
    ...(escalateAfterMs === undefined ? {} : { escalateAfterMs }),
    ...(escalateTo === undefined ? {} : { escalateTo: readPeople(problems, escalateTo, '/escalateTo', upnOrObjectId) }),
    rules: rules.map((rule, index) => readRule(problems, rule, `/rules/${index}`)),
  };
}

const emptyRule: Rule = { when: {}, require: [], reasonRequired: false };

function readRule(problems: Problem[], json: unknown, pointer: string): Rule {
  const fields = readObject(problems, json, pointer, ['when', 'require', 'reason']);
  if (!fields) return emptyRule;
  const { reason, require } = fields;
  if (reason !== undefined && reason !== 'required') {
    problems.push({ pointer: `${pointer}/reason`, message: 'can only be "required"' });
  }
  const lines = require === undefined ? [] : readList(problems, require, `${pointer}/require`);
  const asksNothing = lines.length === 0 && reason === undefined;
  if (asksNothing && (require === undefined || Array.isArray(require))) {
    problems.push({ pointer: `${pointer}/require`, message: 'must ask for something' });
  }
  return {
    when: readWhen(problems, fields['when'], `${pointer}/when`),
    require: lines.map((line, index) => readRequirement(problems, line, `${pointer}/require/${index}`)),
    reasonRequired: reason === 'required',
  };
}

function readWhen(problems: Problem[], json: unknown, pointer: string): Rule['when'] {
  const known = ['action', 'severity', 'recipients', 'recipientIn', 'remediateSendersCopy'];
  const fields = readObject(problems, json, pointer, known);
  if (!fields) return {};
  const { action, severity, recipients, recipientIn, remediateSendersCopy } = fields;
  return {
    ...(action === undefined
      ? {}
      : { action: readChoices<RemediationAction>(problems, action, `${pointer}/action`, remediationActions) }),
    ...(severity === undefined
      ? {}
      : { severity: readChoices<Severity>(problems, severity, `${pointer}/severity`, severities) }),
    ...(recipients === undefined ? {} : readRecipients(problems, recipients, `${pointer}/recipients`)),
    ...(recipientIn === undefined
      ? {}
      : { recipientIn: readPeople(problems, recipientIn, `${pointer}/recipientIn`, addressOrObjectId) }),
    ...(remediateSendersCopy === undefined
      ? {}
      : { remediateSendersCopy: readFlag(problems, remediateSendersCopy, `${pointer}/remediateSendersCopy`) }),
  };
}

function readRecipients(problems: Problem[], json: unknown, pointer: string): Pick<Rule['when'], 'recipientsOver'> {
  const fields = readObject(problems, json, pointer, ['over']);
  return fields ? { recipientsOver: readWhole(problems, fields['over'], `${pointer}/over`, { least: 0 }) } : {};
}

function readRequirement(problems: Problem[], json: unknown, pointer: string): Requirement {
  const fields = readObject(problems, json, pointer, ['from', 'count']);
  if (!fields) return { from: 'approvers', count: 1 };
  const from = readFrom(problems, fields['from'], `${pointer}/from`);
  const count = readWhole(problems, fields['count'], `${pointer}/count`, { least: 1, most: mostPeople });
  return { from, count };
}

function readFrom(problems: Problem[], json: unknown, pointer: string): Requirement['from'] {
  if (json === 'approvers') return json;
  if (typeof json === 'object') return readPeople(problems, json, pointer, upnOrObjectId);
  problems.push({ pointer, message: 'must be "approvers", or an object with users, groups or both' });
  return 'approvers';
}

/** A name that is none of these could never be anybody: better told now than missed when it matters. */
const upnOrObjectId: Name = {
  fits: (text) => isAddress(text) || isGuid(text),
  message: 'must be a UPN (name@domain) or an Entra object id',
};
const addressOrObjectId: Name = {
  fits: upnOrObjectId.fits,
  message: 'must be a mail address (name@domain) or an Entra object id',
};
/** Display names are nobody's own: whoever may make a group can call it as another one is called. */
const groupId: Name = {
  fits: isGuid,
  message: "must be an Entra group id (a GUID, as the group's page in Entra shows it), not a name or an address",
};

function readPeople(problems: Problem[], json: unknown, pointer: string, user: Name): People {
  const before = problems.length;
  const fields = readObject(problems, json, pointer, ['users', 'groups']);
  if (!fields) return { users: [], groups: [] };
  const users = readTexts(problems, fields['users'], `${pointer}/users`, user);
  const groups = readTexts(problems, fields['groups'], `${pointer}/groups`, groupId);
  if (users.length === 0 && groups.length === 0 && problems.length === before) {
    problems.push({ pointer, message: 'must name at least one user or group' });
  }
  return { users, groups };
}

/** A rule that nobody could ever meet is a mistake in the file, not a very strict rule. Groups may hold anybody. */
function impossibleRules(policy: Policy): Problem[] {
  const approvers = namesIn(policy.approvers);
  return policy.rules.flatMap(({ require }, index) => {
    const asked = require.reduce((sum, line) => sum + line.count, 0);
    const pointer = `/rules/${index}/require`;
    if (asked > mostPeople) return [{ pointer, message: `asks for more than ${mostPeople} people` }];
    const message = whyNeverMet(require, approvers);
    return message === undefined ? [] : [{ pointer, message }];
  });
}

/** Undefined where a group may hold anybody. */
function namesIn({ users, groups }: People): ReadonlySet<string> | undefined {
  return groups.length > 0 ? undefined : new Set(users.map((user) => foldCase(user)));
}

function whyNeverMet(require: readonly Requirement[], approvers: ReadonlySet<string> | undefined): string | undefined {
  const closed = require.flatMap(({ from, count }) => {
    const names = from === 'approvers' ? approvers : namesIn(from);
    return names === undefined ? [] : [{ names, count }];
  });
  const seatsInAll = closed.reduce((sum, { count }) => sum + count, 0);
  // Somebody is left for each seat, whoever has the others. A file may hold ten thousand such rules.
  if (closed.every(({ names }) => names.size >= seatsInAll)) return undefined;
  const everybody = [...new Set(closed.flatMap(({ names }) => [...names]))];
  const seats = closed.flatMap(({ names, count }) => {
    const fits = everybody.map((user) => names.has(user));
    return Array.from({ length: count }, () => fits);
  });
  if (canSeat(seats)) return undefined;
  const asked = `asks for ${seats.length} different people`;
  const listed = everybody.length === 1 ? '1 is listed' : `${everybody.length} are listed`;
  if (everybody.length < seats.length) return `${asked}, but ${listed}`;
  return `${asked}, but ${listed} who cannot fill every line, because nobody fills two`;
}
