import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TokenCheck } from '../entra/access-tokens.ts';
import { answerJson, listen, readBody } from '../entra/loopback.ts';
import type { TeamsSide } from '../tenant-types.ts';
import { type Answer, type Asked, chatOf, conversationRoutes, failure, type Route } from './conversations.ts';
import { createMessageBoard, type MessageBoard } from './message-board.ts';
import { createRandomFaults } from './random-faults.ts';
import { createRateWindows } from './rate-windows.ts';

export interface ConnectorOptions {
  readonly tenantId: string;
  readonly botId: string;
  readonly team: { readonly id: string; readonly name: string };
  readonly channel: { readonly id: string; readonly name: string };
  readonly otherChannels?: readonly { readonly id: string; readonly name: string }[];
  readonly verifyToken: (authorization: string | undefined) => Promise<TokenCheck>;
  readonly violations: string[];
  /** After each answered call. */
  readonly onCall: () => void;
}

export type Fault = Parameters<TeamsSide['fail']>[0];

interface ConnectorCall {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly body: unknown;
  readonly answered: number | 'reset';
}

export interface Connector {
  /** `http://127.0.0.1:port/teams/`. */
  readonly serviceUrl: string;
  readonly board: MessageBoard;
  readonly calls: readonly ConnectorCall[];
  installed: boolean;
  /** Ids of channels that were deleted, and of those in which the bot may not write. */
  readonly deleted: Set<string>;
  readonly blocked: Set<string>;
  limits: 'published' | 'off';
  fail(fault: Fault): void;
  faults: TeamsSide['faults'];
  figures: TeamsSide['figures'];
  onOutgoing: TeamsSide['onOutgoing'];
  close(): Promise<void>;
}

/** The channel service's half that bots call. Paths and answers as the Bot Framework's connector has them. */
export async function startConnector(options: ConnectorOptions): Promise<Connector> {
  const { violations } = options;
  const board = createMessageBoard(options.channel.id);
  const channels = [options.channel, ...(options.otherChannels ?? [])];
  const routes = conversationRoutes({ ...options, channels, board });
  const windows = createRateWindows();
  const calls: ConnectorCall[] = [];
  const randomFaults = createRandomFaults(() => side.faults);
  let faults: Fault[] = [];
  let refusals = 0;

  function scripted(on: Fault['on'] | undefined): Answer | undefined {
    const fault = faults.find((candidate) => candidate.on === on);
    if (!fault) return undefined;
    const left = (fault.times ?? 1) - 1;
    const rest = left > 0 ? [{ ...fault, times: left }] : [];
    faults = faults.flatMap((candidate) => (candidate === fault ? rest : [candidate]));
    const answer = failure(fault.status, codes[fault.status] ?? 'ServiceError');
    return fault.retryAfter === undefined ? answer : { ...answer, headers: { 'Retry-After': fault.retryAfter } };
  }

  /** With and without Retry-After, in turn: Teams does both. */
  function throttled(): Answer {
    refusals += 1;
    const answer = failure(429, 'TooManyRequests');
    return refusals % 2 === 0 ? answer : { ...answer, headers: { 'Retry-After': '1' } };
  }

  function whyClosed(route: Route, conversationId: string, body: unknown): Answer | undefined {
    if (chatOf(conversationId) !== undefined || fieldOf(body, 'members') !== undefined) return undefined;
    if (!side.installed) return failure(403, 'BotNotInConversationRoster');
    const channelId = channelOf(conversationId, body);
    if (side.deleted.has(channelId)) return failure(404, 'ConversationNotFound');
    if (!side.blocked.has(channelId) || route.on === 'member') return undefined;
    return failure(403, 'MessageWritesBlocked');
  }

  /** What Teams says before it looks at the call itself. */
  function turnedAway(route: Route, { conversationId, body }: Asked): Answer | undefined {
    const fault = scripted(route.on);
    if (fault) return fault;
    const closed = whyClosed(route, conversationId, body);
    if (closed) return closed;
    if (side.limits === 'off') return undefined;
    const lane = conversationId || JSON.stringify(fieldOf(body, 'channelData') ?? '');
    return windows.admit(route.on === 'member' ? 'member' : 'send', lane) ? undefined : throttled();
  }

  async function answerRoute({ method = '', socket }: IncomingMessage, path: string, body: unknown) {
    const route = routes.find((candidate) => candidate.method === method && candidate.path.test(path));
    if (!route) return violate(404, `unknown route ${method} /v3/${path}`);
    const [, first = '', second = ''] = route.path.exec(path) ?? [];
    const asked = { conversationId: decodeURIComponent(first), rest: decodeURIComponent(second), body };
    if (route.on) side.onOutgoing?.(route.on);
    const answer = await randomFaults.answer(route.on, () => turnedAway(route, asked) ?? route.answer(asked));
    // A dead process's side of the connection is closed by its kernel.
    if (answer !== 'reset' && (socket.destroyed || socket.readableEnded)) randomFaults.unheard(route.on, answer);
    return answer;
  }

  function violate(status: number, why: string): Answer {
    violations.push(`teams: ${why}`);
    return failure(status, 'BadSyntax');
  }

  async function answerAuthorized(request: IncomingMessage, path: string, body: unknown): Promise<Answer | 'reset'> {
    const check = await options.verifyToken(request.headers.authorization);
    if (check.kind === 'invalid') {
      return check.expected ? failure(401, 'Unauthorized') : violate(401, check.problem);
    }
    if (body === malformed) return violate(400, `a body that is not JSON on ${path}`);
    if (!path.startsWith('/teams/v3/')) return violate(404, `unknown route ${path}`);
    return answerRoute(request, path.slice('/teams/v3/'.length), body);
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', serviceUrl);
    const body = parse(await readBody(request));
    const answer = await answerAuthorized(request, pathname, body);
    const answered = answer === 'reset' ? 'reset' : answer.status;
    calls.push({ method: request.method ?? '', path: decodeURIComponent(pathname), body, answered });
    if (answer === 'reset') request.socket.destroy();
    else {
      for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
      answerJson(response, answer.status, answer.body);
    }
    options.onCall();
  }

  const server = await listen(answerCall);
  const serviceUrl = `http://127.0.0.1:${server.port}/teams/`;
  const side: Connector = {
    serviceUrl,
    board,
    calls,
    installed: true,
    deleted: new Set(),
    blocked: new Set(),
    limits: 'published',
    fail(fault) {
      faults.push(fault);
    },
    faults: undefined,
    figures: () => ({ ...randomFaults.figures(), rateViolations: refusals }),
    onOutgoing: undefined,
    async close() {
      randomFaults.close();
      await server.close();
    },
  };
  return side;
}

const codes: Readonly<Record<number, string>> = {
  400: 'BadSyntax',
  403: 'MessageWritesBlocked',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  413: 'MessageSizeTooBig',
  429: 'TooManyRequests',
};

const malformed = Symbol('malformed');

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return malformed;
  }
}

function channelOf(conversationId: string, body: unknown): string {
  if (conversationId !== '') return conversationId.replace(/;messageid=.*$/, '');
  return String(fieldOf(fieldOf(fieldOf(body, 'channelData'), 'channel'), 'id'));
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}
