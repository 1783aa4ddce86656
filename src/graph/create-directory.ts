import { isAddress, isGuid } from '../approval/ids.ts';
import { foldCase } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Directory, Log } from '../workflow/ports.ts';
import { type AskDirectory, connectDirectory, type DirectoryConnection } from './ask-directory.ts';
import { createDirectoryLog, type DirectoryLog } from './directory-log.ts';
import { createMemberGroups } from './member-groups.ts';
import { createMemory } from './short-memory.ts';

export interface DirectoryOptions extends DirectoryConnection {
  readonly log: Log;
}

const minute = 60_000;
/** Teams gives up on a click after 15 s, and the names on a card are worth less than its answer. */
const callMs = { members: 3_000, names: 1_000 };
/** A person who is taken out of a group stops deciding within a minute; mailboxes are many, and change hands seldom. */
const lifetime = { person: minute, mailbox: 10 * minute, name: 60 * minute };
const failurePauseMs = 1_000;
const most = { members: 5_000, addresses: 1_000, names: 1_000 };
const longestName = 256;

type Members = ReadonlySet<string> | undefined;
type Body = Readonly<Record<string, unknown>>;

export function createDirectory(options: DirectoryOptions): Directory {
  const { clock } = options;
  const log = createDirectoryLog(options.log, clock);
  const ask = connectDirectory(options, callMs.members, log);
  // Apart, and silent: a name that cannot be read must not keep memberships from being read.
  const askForNames = connectDirectory(options, callMs.names);
  const memberGroups = createMemberGroups({ ask, clock, log });
  const members = createMemory<Members>({ failurePauseMs, most: most.members, clock });
  const addresses = createMemory<Members>({ failurePauseMs, most: most.addresses, clock });
  const names = createMemory<string>({ failurePauseMs: minute, most: most.names, clock });

  return {
    memberOf(user, groupIds) {
      const name = foldCase(user);
      const key = [name, ...groupIds.map(foldCase).sort()].join(' ');
      const lifetimeMs = isGuid(name) ? lifetime.person : lifetime.mailbox;
      return members(key, lifetimeMs, () => memberGroups(name, groupIds));
    },
    async addressesOf(objectId) {
      const id = foldCase(objectId);
      if (!isGuid(id)) return undefined;
      return addresses(id, lifetime.mailbox, () => readAddresses(ask, log, id));
    },
    async groupName(groupId) {
      const id = foldCase(groupId);
      if (!isGuid(id)) return undefined;
      return names(id, lifetime.name, () => readName(askForNames, id)).catch(() => undefined);
    },
  };
}

async function readAddresses(ask: AskDirectory, log: DirectoryLog, objectId: string): Promise<Members> {
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
