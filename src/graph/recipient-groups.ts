/**
 * Memberships of recipients. A rule about them must not end with its group: whoever deletes the group of VIPs would
 * switch the rule off. checkMemberGroups need not mind a group that is not there, so the group itself is asked for too.
 */
import { isGuid } from '../approval/ids.ts';
import { foldCase } from '../approval/request.ts';
import type { Clock } from '../workflow/ports.ts';
import type { AskDirectory } from './ask-directory.ts';
import type { DirectoryLog } from './directory-log.ts';
import { createMemberGroups, type MemberGroups } from './member-groups.ts';
import { createMemory } from './short-memory.ts';
import { userPath } from './user-path.ts';

interface RecipientGroupsPorts {
  readonly ask: AskDirectory;
  readonly clock: Clock;
  readonly log: DirectoryLog;
}

/** Short: a mailbox that is looked up meanwhile is remembered as outside of the group for ten minutes more. */
const lifetimeMs = 60_000;
const failurePauseMs = 5_000;
const mostGroups = 1_000;

function isSame(id: unknown, groupId: string): boolean {
  return typeof id === 'string' && id.toLowerCase() === groupId;
}

export function createRecipientGroups({ ask, clock, log }: RecipientGroupsPorts): MemberGroups {
  const memberGroups = createMemberGroups({ ask, clock, log });
  const there = createMemory<boolean>({ failurePauseMs, most: mostGroups, clock });

  async function isThere(groupId: string): Promise<boolean> {
    const question = { method: 'GET' as const, path: `/groups/${groupId}?$select=id` };
    const answer = await ask(question, ({ id }) => (isSame(id, groupId) ? true : undefined));
    if (answer.kind === 'unknown') log.unknownGroup(groupId);
    return answer.kind === 'known';
  }

  async function missingAmong(groupIds: readonly string[]): Promise<string[]> {
    const answers = await Promise.all(groupIds.map((groupId) => there(groupId, lifetimeMs, () => isThere(groupId))));
    return groupIds.filter((_, index) => !answers[index]);
  }

  return async (address, groupIds) => {
    if (userPath(address) === undefined) return undefined;
    const ids = [...new Set(groupIds.map(foldCase))].filter(isGuid);
    // At one time: a person waits. One failure is enough for the strictest case.
    const [membership, missing] = await Promise.all([memberGroups(address, groupIds), missingAmong(ids)]);
    if (!membership || missing.length === 0) return membership;
    const unheld = missing.filter((groupId) => !membership.of.has(groupId));
    return { of: membership.of, unknownGroups: new Set([...membership.unknownGroups, ...unheld]) };
  };
}
