/** The people and groups of the stand-in: checkMemberGroups, and the reads of one person or group. */
import type { IncomingMessage } from 'node:http';
import { readBody } from '../entra/loopback.ts';
import type { GraphCall } from '../tenant-types.ts';
import { type Answer, graphError } from './answers.ts';
import type { CallGuard, Recorded } from './call-guard.ts';
import { loadDirectoryContract } from './directory-contract.ts';
import { createDirectoryShelf, type DirectoryShelf, type KnownPerson } from './directory-shelf.ts';
import type { DirectoryFault, DirectorySide } from './directory-types.ts';

interface DirectoryPorts {
  readonly guard: CallGuard;
  readonly origin: () => string;
  untilLate(ms: number): Promise<void>;
}

interface DirectoryPart {
  readonly shelf: DirectoryShelf;
  readonly side: DirectorySide;
  isAskedBy(call: Recorded): boolean;
  answer(call: Recorded, request: IncomingMessage, query: URLSearchParams): Promise<Answer | 'reset'>;
}

const groupRoles = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const userRoles = ['User.Read.All', 'Directory.Read.All'];
const basicUserRoles = ['User.ReadBasic.All', ...userRoles];
/** What the basic profile holds of what is asked for here. */
const basicProperties = ['id', 'userPrincipalName', 'mail', 'displayName'];
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function createDirectoryPart({ guard, origin, untilLate }: DirectoryPorts): DirectoryPart {
  const shelf = createDirectoryShelf();
  const contract = loadDirectoryContract();
  const script: DirectoryFault[] = [];
  const calls: GraphCall[] = [];
  const side: DirectorySide = {
    calls,
    standing: undefined,
    unknownGroups: 'ignored',
    next: (...faults) => void script.push(...faults),
  };

  async function memberGroups(call: Recorded, user: string): Promise<Answer> {
    const refusal = (await guard.refuseToken(call, groupRoles)) ?? (await guard.refuseToken(call, basicUserRoles));
    if (refusal) return refusal;
    if (!/^application\/json\b/.test(call.headers['content-type'] ?? '')) return graphError(415);
    const problem = contract.problemOf('user.checkMemberGroups.request', call.body);
    if (problem) return guard.violate(400, problem);
    const { groupIds } = call.body as { groupIds: string[] };
    const malformed = groupIds.find((id) => !guid.test(id));
    if (malformed !== undefined) return guard.violate(400, `Invalid object identifier '${malformed}'.`);
    const person = shelf.find(user);
    if (!person) return missingPerson(user);
    return missingGroup(groupIds) ?? shown('stringCollection', { value: groupIds.filter(holds(person)) });
  }

  function holds({ objectId }: KnownPerson): (groupId: string) => boolean {
    return (groupId) => shelf.belongsTo(objectId, groupId);
  }

  function missingGroup(groupIds: readonly string[]): Answer | undefined {
    const missing = groupIds.find((id) => !shelf.groups.has(id));
    if (missing === undefined || side.unknownGroups === 'ignored') return undefined;
    if (side.unknownGroups === 'badRequest') {
      return graphError(400, { code: 'Request_BadRequest', message: `Invalid object identifier '${missing}'.` });
    }
    return notFound(side.unknownGroups === 'notFound' ? missing : undefined);
  }

  async function readPerson(call: Recorded, user: string, selected: readonly string[]): Promise<Answer> {
    const isBasic = selected.length > 0 && selected.every((property) => basicProperties.includes(property));
    const refusal = await guard.refuseToken(call, isBasic ? basicUserRoles : userRoles);
    if (refusal) return refusal;
    const person = shelf.find(user);
    if (!person) return missingPerson(user);
    const { objectId, userPrincipalName, mail = userPrincipalName, proxyAddresses = [] } = person;
    return shown('user.selected', pick({ id: objectId, userPrincipalName, mail, proxyAddresses }, selected));
  }

  async function readGroup(call: Recorded, id: string, selected: readonly string[]): Promise<Answer> {
    const refusal = await guard.refuseToken(call, groupRoles);
    if (refusal) return refusal;
    const group = shelf.groups.get(id);
    return group ? shown('group.selected', pick({ id, displayName: group.name }, selected)) : notFound(id);
  }

  /** Its own answer that breaks the contract is a defect of the stand-in: throws. */
  function shown(shape: Parameters<typeof contract.problemOf>[0], value: object): Answer {
    const body = { '@odata.context': `${origin()}/v1.0/$metadata`, ...value };
    const problem = contract.problemOf(shape, body);
    if (problem) throw new Error(`The stand-in's own answer breaks the contract: ${problem}`);
    return { status: 200, body };
  }

  async function aboutPerson(call: Recorded, user: string, action: string | undefined, selected: readonly string[]) {
    if (action && call.method === 'POST') return memberGroups(call, user);
    if (!action && call.method === 'GET') return readPerson(call, user, selected);
    return guard.violate(404, `unknown route ${call.method} ${call.path}`);
  }

  async function route(call: Recorded, query: URLSearchParams): Promise<Answer> {
    if (call.version !== 'v1.0')
      return guard.violate(400, `people and groups are asked of v1.0, not of ${call.version}`);
    const selected = query.get('$select')?.split(',') ?? [];
    const [, quoted, plain, action] =
      /^\/users(?:\('([^/]+)'\)|\/([^/]+))(\/checkMemberGroups)?$/.exec(call.path) ?? [];
    const user = quoted === undefined ? decode(plain) : decode(quoted)?.replaceAll("''", "'");
    // An option of OData, as Graph's page "Get a user" warns.
    if (quoted === undefined && user?.startsWith('$')) return graphError(400);
    if (user !== undefined) return aboutPerson(call, user, action, selected);
    const group = decode(/^\/groups\/([^/]+)$/.exec(call.path)?.[1]);
    if (group !== undefined && call.method === 'GET') return readGroup(call, group, selected);
    return guard.violate(404, `unknown route ${call.method} ${call.path}`);
  }

  return {
    shelf,
    side,
    isAskedBy: ({ path }) => /^\/(users|groups)\b/.test(path),
    async answer(call, request, query) {
      calls.push(call);
      const fault = script.shift() ?? side.standing;
      if (fault?.kind === 'reset') return 'reset';
      if (fault?.kind === 'late') await untilLate(fault.ms);
      call.body = parse(await readBody(request));
      if (fault?.kind === 'status') return graphError(fault.status, fault);
      if (fault?.kind === 'garbage') return { status: 200, body: fault.body };
      const answer = await route(call, query);
      return fault?.kind === 'unasked' ? withUnasked(answer, fault.groupIds) : answer;
    },
  };
}

function missingPerson(user: string): Answer {
  const isName = guid.test(user) || user.includes('@');
  const words = { code: 'Request_BadRequest', message: `Invalid object identifier '${user}'.` };
  return isName ? notFound(user) : graphError(400, words);
}

function notFound(name?: string): Answer {
  const message = `Resource ${name === undefined ? '' : `'${name}' `}does not exist or one of its queried reference-property objects are not present.`;
  return graphError(404, { code: 'Request_ResourceNotFound', message });
}

function withUnasked(answer: Answer, groupIds: readonly string[]): Answer {
  const { value = [] } = (answer.body ?? {}) as { value?: readonly string[] };
  return { ...answer, body: { ...(answer.body as object), value: [...value, ...groupIds] } };
}

function pick(properties: Readonly<Record<string, unknown>>, selected: readonly string[]): object {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => selected.includes(name)));
}

function decode(segment: string | undefined): string | undefined {
  return segment === undefined ? undefined : decodeURIComponent(segment);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
