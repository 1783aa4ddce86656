/**
 * Memberships, transitive, through checkMemberGroups. Its page says that one malformed id fails the whole request, and
 * nothing of the id of a group that does not exist: where Graph minds, the groups are asked for one by one.
 */
import { isGuid } from '../approval/ids.ts';
import { foldCase } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import type { Clock, Membership } from '../workflow/ports.ts';
import type { AskDirectory } from './ask-directory.ts';
import type { DirectoryLog } from './directory-log.ts';
import { userPath } from './user-path.ts';

/** As the contract has it. */
const groupsPerCall = 20;
/** A group that was not there may have been created a moment ago. */
const unknownForMs = 60_000;

interface MemberGroupsPorts {
  readonly ask: AskDirectory;
  readonly clock: Clock;
  readonly log: DirectoryLog;
}

/** What one call said: the groups somebody belongs to, or what Graph does not know. */
type Finding =
  | { readonly kind: 'member'; readonly of: readonly string[] }
  | { readonly kind: 'unknownUser' }
  | { readonly kind: 'unknownGroup'; readonly groupId: string }
  /** The only group asked for, or the person. */
  | { readonly kind: 'unknownEither'; readonly groupId: string; readonly status: number };

export type MemberGroups = (user: string, groupIds: readonly string[]) => Promise<Membership | undefined>;

export function createMemberGroups({ ask, clock, log }: MemberGroupsPorts): MemberGroups {
  const unknownUntil = new Map<string, number>();

  function isWorthAsking(groupId: string): boolean {
    return isGuid(groupId) && clock.now() >= (unknownUntil.get(groupId) ?? Number.NEGATIVE_INFINITY);
  }

  function noteUnknown(groupId: string): void {
    unknownUntil.set(groupId, clock.now() + unknownForMs);
    log.unknownGroup(groupId);
  }

  async function check(user: string, path: string, groupIds: readonly string[]): Promise<Finding[]> {
    const question = { method: 'POST' as const, path: `${path}/checkMemberGroups`, body: { groupIds } };
    const answer = await ask(question, (body) => belongsTo(body, groupIds));
    if (answer.kind === 'known') return [{ kind: 'member', of: answer.value }];
    const words = answer.words.toLowerCase();
    // Without the person's name, which may hold anything, also the id of a group.
    const otherWords = words.replaceAll(user.toLowerCase(), ' ');
    const named = groupIds.some((groupId) => otherWords.includes(groupId));
    if (!named && words !== otherWords) return [{ kind: 'unknownUser' }];
    const [groupId, ...others] = groupIds;
    if (groupId === undefined) return [];
    if (others.length > 0) return (await Promise.all(groupIds.map((id) => check(user, path, [id])))).flat();
    return [named ? { kind: 'unknownGroup', groupId } : { kind: 'unknownEither', groupId, status: answer.status }];
  }

  return async (user, groupIds) => {
    const path = userPath(user);
    if (path === undefined) return undefined;
    const ids = [...new Set(groupIds.map(foldCase))];
    for (const malformed of ids.filter((id) => !isGuid(id))) log.unknownGroup(malformed);
    const [asked, leftOut] = [ids.filter(isWorthAsking), ids.filter((id) => !isWorthAsking(id))];
    const chunks = inChunks(asked);
    const findings = (await Promise.all(chunks.map((chunk) => check(user, path, chunk)))).flat();
    if (isStranger(findings)) return undefined;
    const missing = findings.flatMap((finding) => ('groupId' in finding ? [finding.groupId] : []));
    for (const groupId of missing) noteUnknown(groupId);
    const of = findings.flatMap((finding) => (finding.kind === 'member' ? finding.of : []));
    return { of: setOf(of), unknownGroups: setOf([...leftOut, ...missing]) };
  };
}

const none: ReadonlySet<string> = new Set();

/** Tens of thousands of mailboxes that belong to nothing share one set. */
function setOf(groupIds: readonly string[]): ReadonlySet<string> {
  return groupIds.length === 0 ? none : new Set(groupIds);
}

/** Where Graph answered for one group or named another as missing, it knows the person. */
function isStranger(findings: readonly Finding[]): boolean {
  if (findings.some(({ kind }) => kind === 'unknownUser')) return true;
  const unclear = findings.filter((finding) => finding.kind === 'unknownEither');
  if (unclear.length === 0 || unclear.length < findings.length) return false;
  // 400 and no name: the question itself may have been the trouble.
  if (unclear.some(({ status }) => status === 400)) throw new ServiceError('directoryUnavailable');
  return true;
}

/** Only what was asked for counts, whatever else an answer may hold. */
function belongsTo({ value }: Readonly<Record<string, unknown>>, groupIds: readonly string[]): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const said = new Set(value.map((id) => (typeof id === 'string' ? id.toLowerCase() : undefined)));
  return groupIds.filter((groupId) => said.has(groupId));
}

function inChunks(groupIds: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let from = 0; from < groupIds.length; from += groupsPerCall) {
    chunks.push(groupIds.slice(from, from + groupsPerCall));
  }
  return chunks;
}
