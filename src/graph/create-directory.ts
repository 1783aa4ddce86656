import { createHash } from 'node:crypto';
import { isAddress, isGuid } from '../approval/ids.ts';
import { foldCase } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Directory, Log, Membership } from '../workflow/ports.ts';
import { type AskDirectory, connectDirectory, type DirectoryConnection } from './ask-directory.ts';
import { createDirectoryLog, type DirectoryLog } from './directory-log.ts';
import { createBound } from './lookup-bound.ts';
import { createMemberGroups } from './member-groups.ts';
import { createRecipientGroups } from './recipient-groups.ts';
import { createMemory } from './short-memory.ts';

export interface DirectoryOptions extends DirectoryConnection {
  readonly log: Log;
}

const minute = 60_000;
/**
 * Teams gives up on a click after 15 s. Persons are asked for before recipients, who have a rule's strictest case to fall
 * back on, and the names on a card are worth less than its answer.
 */
const callMs = { members: 3_000, recipients: 1_500, names: 1_000 };
/** A person who is taken out of a group stops deciding within a minute; mailboxes are many, and change hands seldom. */
const lifetime = { person: minute, mailbox: 10 * minute, name: 60 * minute };
/** One click asks about hundreds of recipients, and the next click again. */
const failurePauseMs = { person: 1_000, recipient: 5_000, name: minute };
const most = { people: 5_000, mailboxes: 50_000, addresses: 1_000, names: 1_000 };
/** Of recipients, over the whole process. Graph's own limits count per app, and people are asked for with the same one. */
const bounds = { atOnce: 8, perMinute: 1_000, patienceMs: 1_000 };
const longestName = 256;

type Addresses = ReadonlySet<string> | undefined;
type Body = Readonly<Record<string, unknown>>;

export function createDirectory(options: DirectoryOptions): Directory {
  const { clock, meter } = options;
  const log = createDirectoryLog(options.log, clock);
  const bound = createBound({
    ...bounds,
    clock,
    refused() {
      meter.count('countersign_directory_calls_total', { outcome: 'tooMany' });
      log.tooMany();
    },
  });
  const ask = connectDirectory(options, { mostMs: callMs.members, log });
  // Apart: whoever has mail looked up that hundreds received must not keep a person's membership from being read.
  const askOfRecipients = connectDirectory(options, { mostMs: callMs.recipients, log, bound });
  // Apart, and silent: a name that cannot be read must not keep memberships from being read.
  const askForNames = connectDirectory(options, { mostMs: callMs.names });
  const memberGroups = createMemberGroups({ ask, clock, log });
  const recipientGroups = createRecipientGroups({ ask: askOfRecipients, clock, log });
  const { person, recipient, name } = failurePauseMs;
  const people = createMemory<Membership | undefined>({ failurePauseMs: person, most: most.people, clock });
  const mailboxes = createMemory<Membership | undefined>({ failurePauseMs: recipient, most: most.mailboxes, clock });
  const addresses = createMemory<Addresses>({ failurePauseMs: recipient, most: most.addresses, clock });
  const names = createMemory<string>({ failurePauseMs: name, most: most.names, clock });

  return {
    memberOf(user, groupIds) {
      const id = foldCase(user);
      const key = `${id} ${shortKey(groupIds)}`;
      if (isGuid(id)) return people(key, lifetime.person, () => memberGroups(id, groupIds));
      return mailboxes(key, mailboxLifetime, () => recipientGroups(id, groupIds));
    },
    async addressesOf(objectId) {
      const id = foldCase(objectId);
      if (!isGuid(id)) return undefined;
      return addresses(id, lifetime.mailbox, () => readAddresses(askOfRecipients, log, id));
    },
    async groupName(groupId) {
      const id = foldCase(groupId);
      if (!isGuid(id)) return undefined;
      return names(id, lifetime.name, () => readName(askForNames, id)).catch(() => undefined);
    },
  };
}

/** A group that was not there may have been created, or restored, a moment ago. */
function mailboxLifetime(membership: Membership | undefined): number {
  return membership && membership.unknownGroups.size > 0 ? minute : lifetime.mailbox;
}

/** Of a list of groups, which would fill the keys of all mailboxes. */
function shortKey(groupIds: readonly string[]): string {
  return createHash('sha256').update(groupIds.map(foldCase).sort().join(' ')).digest('base64url');
}

async function readAddresses(ask: AskDirectory, log: DirectoryLog, objectId: string): Promise<Addresses> {
  const path = `/users/${objectId}?$select=id,userPrincipalName,mail,proxyAddresses`;
  const answer = await ask({ method: 'GET', path }, (user) => addressesIn(user, objectId));
  if (answer.kind === 'unknown') return undefined;
  if (!answer.value.areComplete) log.aliasesHidden();
  return answer.value.addresses;
}

/** Undefined where this is not the person that was asked for: everybody has a UPN. */
function addressesIn({ id, userPrincipalName, mail, proxyAddresses }: Body, objectId: string) {
  if (typeof userPrincipalName !== 'string') return undefined;
  if (typeof id === 'string' && id.toLowerCase() !== objectId) return undefined;
  const proxies = Array.isArray(proxyAddresses) ? proxyAddresses.map(mailAddress) : [];
  const addresses = new Set([userPrincipalName, mail, ...proxies].filter(isAddress).map(foldCase));
  return { addresses, areComplete: Array.isArray(proxyAddresses) };
}

/** Exchange writes the kind in front: `SMTP:` the address that replies go to, `smtp:` the others, and kinds that are no mail. */
function mailAddress(proxy: unknown): unknown {
  return typeof proxy === 'string' ? /^smtp:(.+)$/i.exec(proxy)?.[1] : undefined;
}

async function readName(ask: AskDirectory, groupId: string): Promise<string> {
  const question = { method: 'GET' as const, path: `/groups/${groupId}?$select=id,displayName` };
  const answer = await ask(question, ({ displayName }) =>
    typeof displayName === 'string' ? displayName.trim() : undefined,
  );
  const name = answer.kind === 'known' ? answer.value : '';
  // Thrown, and not kept as long as a name: the group may get one.
  if (name === '') throw new ServiceError('directoryUnavailable');
  return name.slice(0, longestName);
}
