import { isGuid } from '../../approval/ids.ts';
import { isLoopback } from '../../loopback.ts';

/** What of an incoming activity is used, after it was checked. Everything else in it is ignored. */
export interface InboundActivity {
  readonly type: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly action: string | undefined;
  readonly serviceUrl: string;
  readonly locale: string | undefined;
  readonly text: string | undefined;
  readonly value: unknown;
  /** Of a message extension: which of its commands. */
  readonly commandId: string | undefined;
  /** Teams' id (`29:…`) of who acts. */
  readonly fromId: string;
  /** Entra object id of who acts, lower case; undefined for what no person does (updates of the installation). */
  readonly objectId: string | undefined;
  readonly fromName: string | undefined;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly conversationType: 'channel' | 'personal' | 'groupChat';
  readonly teamId: string | undefined;
  /** Entra group behind the team: the other name by which people know it. */
  readonly teamGroupId: string | undefined;
  readonly channelId: string | undefined;
  readonly eventType: string | undefined;
  readonly membersAdded: readonly string[];
  readonly membersRemoved: readonly string[];
  /** What the SDK gets of it: checked parts and no other. */
  readonly forSdk: Readonly<Record<string, unknown>>;
}

export type ActivityCheck =
  | { readonly fits: true; readonly activity: InboundActivity }
  | { readonly fits: false; readonly status: 400 | 403; readonly flaw: ActivityFlaw };

type ActivityFlaw =
  | 'notAnObject'
  | 'type'
  | 'id'
  | 'channelId'
  | 'serviceUrl'
  | 'from'
  | 'objectId'
  | 'conversation'
  | 'team'
  | 'recipient'
  | 'tenant'
  | 'text'
  | 'value'
  | 'command'
  | 'foreignTenant';

export interface ActivityRules {
  readonly botId: string;
  readonly allowedTenants: readonly string[];
}

const simpleName = /^[\w./-]{1,64}$/;

interface Parts {
  readonly body: Fields;
  readonly from: Fields;
  readonly conversation: Fields;
  readonly channelData: Fields;
}
type Fields = Readonly<Record<string, unknown>>;

const shape: readonly (readonly [ActivityFlaw, (parts: Parts) => boolean])[] = [
  ['type', ({ body }) => typeof body['type'] === 'string' && simpleName.test(body['type'])],
  ['channelId', ({ body }) => body['channelId'] === 'msteams'],
  ['id', ({ body }) => isId(body['id'], 512) || (!isOfPerson(body) && isAbsent(body['id']))],
  ['serviceUrl', ({ body }) => typeof body['serviceUrl'] === 'string' && isTrustedUrl(body['serviceUrl'])],
  ['from', ({ from }) => isId(from['id'], 512)],
  ['objectId', ({ body, from }) => isGuid(from['aadObjectId']) || (!isOfPerson(body) && isAbsent(from['aadObjectId']))],
  ['conversation', ({ conversation }) => isId(conversation['id'], 1024)],
  ['team', ({ channelData }) => ['team', 'channel'].every((place) => isIdOrAbsent(record(channelData[place])['id']))],
  ['text', ({ body }) => isAbsent(body['text']) || typeof body['text'] === 'string'],
  ['value', ({ body }) => body['type'] !== 'invoke' || isRecord(body['value'])],
  ['command', ({ body }) => !isOfExtension(body) || isCommand(record(body['value']))],
];

/**
 * Our own check of an authenticated activity. The SDK takes activities without serviceUrl or with a string for
 * `from`, and answers 500 to one without channelId; none of those gets as far as the SDK.
 */
export function checkActivity(body: unknown, rules: ActivityRules): ActivityCheck {
  if (!isRecord(body)) return misfit('notAnObject');
  const parts = {
    body,
    from: record(body['from']),
    conversation: record(body['conversation']),
    channelData: record(body['channelData']),
  };
  const flaw = shape.find(([, holds]) => !holds(parts))?.[0];
  if (flaw !== undefined) return misfit(flaw);
  if (!isOurBot(body['recipient'], rules.botId)) return misfit('recipient');
  const tenantId = tenantOf(parts);
  if (tenantId === undefined) return misfit('tenant');
  if (tenantId === 'several' || !rules.allowedTenants.some((allowed) => allowed.toLowerCase() === tenantId)) {
    return { fits: false, status: 403, flaw: 'foreignTenant' };
  }
  return { fits: true, activity: read(parts, tenantId) };
}

function read(parts: Parts, tenantId: string): InboundActivity {
  const { body, from, conversation, channelData } = parts;
  return {
    type: String(body['type']),
    id: text(body['id'], 512),
    name: text(body['name'], 128),
    action: text(body['action'], 64),
    serviceUrl: String(body['serviceUrl']),
    locale: text(body['locale'], 35),
    text: typeof body['text'] === 'string' ? body['text'] : undefined,
    value: body['value'],
    commandId: text(record(body['value'])['commandId'], 64),
    fromId: String(from['id']),
    objectId: text(from['aadObjectId'], 64)?.toLowerCase(),
    fromName: text(from['name'], 256),
    tenantId,
    conversationId: String(conversation['id']),
    conversationType: conversationType(conversation),
    teamId: text(record(channelData['team'])['id'], 512),
    teamGroupId: guidOf(record(channelData['team'])['aadGroupId']),
    channelId: text(record(channelData['channel'])['id'], 512),
    eventType: text(channelData['eventType'], 64),
    membersAdded: memberIds(body['membersAdded']),
    membersRemoved: memberIds(body['membersRemoved']),
    forSdk: forSdk(parts, tenantId),
  };
}

/**
 * The SDK answers an activity with its own parts: a name that is an object fails in its serializer, `deliveryMode`
 * turns answers into the HTTP response, `relatesTo` and `callerId` mean something to it. So it gets what it needs.
 */
function forSdk({ body, from, conversation, channelData }: Parts, tenantId: string): Fields {
  const [team, channel] = [record(channelData['team']), record(channelData['channel'])];
  const type = conversationType(conversation);
  return {
    type: body['type'],
    id: body['id'] ?? undefined,
    name: text(body['name'], 128),
    channelId: 'msteams',
    serviceUrl: body['serviceUrl'],
    locale: text(body['locale'], 35),
    from: { id: from['id'], name: text(from['name'], 256) ?? '', aadObjectId: text(from['aadObjectId'], 64) },
    conversation: { id: conversation['id'], conversationType: type, isGroup: type !== 'personal', tenantId },
    channelData: {
      tenant: { id: tenantId },
      ...(!isAbsent(team['id']) && { team: { id: team['id'] } }),
      ...(!isAbsent(channel['id']) && { channel: { id: channel['id'] } }),
    },
  };
}

function guidOf(value: unknown): string | undefined {
  return isGuid(value) ? value : undefined;
}

/** In shared channels the places that name a tenant may differ: then nobody could say whose policy holds. */
function tenantOf({ conversation, channelData, from }: Parts): string | 'several' | undefined {
  const named = [conversation['tenantId'], record(channelData['tenant'])['id'], from['tenantId']];
  const tenants = named.filter((tenant) => !isAbsent(tenant));
  if (tenants.length === 0 || !tenants.every(isGuid)) return undefined;
  const distinct = new Set(tenants.map((tenant) => tenant.toLowerCase()));
  const [first] = distinct;
  return distinct.size === 1 ? first : 'several';
}

/** Names only hosts and paths: `@`, `\\`, `?` and `#` make one parser see another host or path than the next does. */
const plainUrl = /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~%/-]*)?$/i;

/** Teams' own addresses are https; loopback is for stand-ins on the same machine. */
function isTrustedUrl(value: string): boolean {
  const url = plainUrl.test(value) && value.length <= 2_048 ? URL.parse(value) : null;
  if (url === null) return false;
  if (url.protocol === 'https:') return true;
  return isLoopback(url.hostname);
}

function conversationType(conversation: Readonly<Record<string, unknown>>): InboundActivity['conversationType'] {
  const named = conversation['conversationType'];
  if (named === 'channel' || named === 'groupChat') return named;
  return conversation['isGroup'] === true ? 'channel' : 'personal';
}

function isOurBot(recipient: unknown, botId: string): boolean {
  if (isAbsent(recipient)) return true;
  const id = isRecord(recipient) ? recipient['id'] : undefined;
  return typeof id === 'string' && id.toLowerCase() === `28:${botId.toLowerCase()}`;
}

function memberIds(members: unknown): string[] {
  if (!Array.isArray(members)) return [];
  return members.map((member) => text(record(member)['id'], 512)).filter((id) => id !== undefined);
}

function misfit(flaw: ActivityFlaw): ActivityCheck {
  return { fits: false, status: 400, flaw };
}

function isOfExtension(body: Fields): boolean {
  return typeof body['name'] === 'string' && body['name'].startsWith('composeExtension/');
}

/** The message and the inputs are read as anybody's words; here they only have to be what their readers take. */
function isCommand(value: Fields): boolean {
  const { commandId, messagePayload, data } = value;
  if (!isAbsent(commandId) && !(isText(commandId, 64) && simpleName.test(commandId))) return false;
  return [messagePayload, data].every((part) => isAbsent(part) || isRecord(part));
}

/** Where a person acts, their Entra object id must be there; an installation may be Teams' own doing. */
function isOfPerson(body: Fields): boolean {
  return body['type'] === 'message' || body['type'] === 'invoke';
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= limit;
}

/**
 * Ids become parts of the connector's paths, where these would lead to another route, or (half a surrogate pair)
 * cannot be written at all. No id of Teams has one.
 */
function isId(value: unknown, limit: number): value is string {
  if (!isText(value, limit) || !value.isWellFormed()) return false;
  return value !== '.' && value !== '..' && !/[/\\?#\p{Cc}]/u.test(value);
}

function isIdOrAbsent(value: unknown): boolean {
  return isAbsent(value) || isId(value, 512);
}

function text(value: unknown, limit: number): string | undefined {
  return isText(value, limit) ? value : undefined;
}
