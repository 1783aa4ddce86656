/** Stand-in for Microsoft Graph over TLS: the remediate action and the reads of analyzed emails. See ../README.md. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { TokenCheck } from '../entra/access-tokens.ts';
import { listen, readBody } from '../entra/loopback.ts';
import type { TlsMaterial } from '../entra/tls-material.ts';
import type { GraphBehaviour, GraphCall, GraphSide } from '../tenant-types.ts';
import { type Answer, graphError, send } from './answers.ts';
import { type ApiVersion, loadContract } from './contract.ts';
import { createMailboxShelf, type MoveAfter } from './mailbox-shelf.ts';
import { getEmail, listEmails } from './read-emails.ts';
import { applyTo, outcomeOf } from './remediate.ts';

export interface GraphOptions {
  readonly tls: TlsMaterial;
  readonly tenantId: string;
  readonly verifyToken: (authorization: string | undefined) => Promise<TokenCheck>;
  readonly violations?: string[];
  /** Told after every call, however it ended. */
  readonly onCall?: () => void;
}

export interface Graph extends GraphSide {
  /** `https://localhost:port`: GRAPH_ROOT. */
  readonly origin: string;
  readonly violations: readonly string[];
  /** When a remediated email shows up in its new place. Default: at once. */
  moveAfter: MoveAfter;
  /** Emails a page of the list. */
  pageSize: number;
  /** The next answers of any route, whatever was asked: for services that lie. */
  lie(...answers: Answer[]): void;
  close(): Promise<void>;
}

const collection = '/security/collaboration/analyzedEmails';
const remediatePaths = [`${collection}/remediate`, `${collection}/microsoft.graph.security.remediate`];
const writeRole = 'SecurityAnalyzedMessage.ReadWrite.All';
const readRoles = [writeRole, 'SecurityAnalyzedMessage.Read.All'];

type Recorded = { -readonly [Key in keyof GraphCall]: GraphCall[Key] };

export async function startGraph(options: GraphOptions): Promise<Graph> {
  const { tenantId } = options;
  const violations = options.violations ?? [];
  const contract = loadContract();
  const calls: Recorded[] = [];
  const remediations: Recorded[] = [];
  const script: GraphBehaviour[] = [];
  const lies: Answer[] = [];
  const shelf = createMailboxShelf(() => side.moveAfter);
  const closing = new AbortController();

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', side.origin);
    const version: ApiVersion = url.pathname.startsWith('/v1.0/') ? 'v1.0' : 'beta';
    const path = url.pathname.replace(/^\/(v1\.0|beta)(?=\/)/, '');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const call: Recorded = { method: request.method ?? '', path, version, headers, body: undefined, answered: 'reset' };
    calls.push(call);
    const isRemediation = request.method === 'POST' && remediatePaths.includes(path) && path !== url.pathname;
    if (isRemediation) return answerRemediation(call, request, response);
    finish(call, await answerRead(call, url), request, response);
  }

  async function answerRead(call: Recorded, url: URL): Promise<Answer> {
    const lie = lies.shift();
    if (lie) return lie;
    const known = call.method === 'GET' && url.pathname.startsWith(`/${call.version}${collection}`);
    if (!known) return violate(404, `unknown route ${call.method} ${url.pathname}`);
    const refusal = await checkToken(call, readRoles);
    if (refusal) return refusal;
    const { version } = call;
    const reading = { shelf, contract, version, pageSize: side.pageSize, url, violate: note };
    if (call.path === collection) return listEmails(reading);
    const id = /^\/([^/]+)$/.exec(call.path.slice(collection.length))?.[1];
    return id
      ? getEmail(decodeURIComponent(id), reading)
      : violate(404, `unknown route ${call.method} ${url.pathname}`);
  }

  async function answerRemediation(call: Recorded, request: IncomingMessage, response: ServerResponse): Promise<void> {
    remediations.push(call);
    const behaviour = script.shift() ?? side.standing;
    if (behaviour.kind === 'reset') return reset(request);
    const text = await readBody(request);
    call.body = parse(text);
    const refusal = (await checkToken(call, [writeRole])) ?? checkBody(call);
    if (refusal) return finish(call, refusal, request, response);
    const lie = lies.shift();
    const outcome = outcomeOf(behaviour, tenantId);
    if (outcome.takesEffect && !lie) applyTo(shelf, call.body);
    const answer = lie ?? outcome.answer;
    if (answer === 'reset') return reset(request);
    call.answered = answer.status;
    // The stand-in must be able to end while an answer is late.
    if (outcome.afterMs > 0) await delay(outcome.afterMs, undefined, { signal: closing.signal }).catch(() => undefined);
    finish(call, answer, request, response);
  }

  async function checkToken(call: Recorded, roles: readonly string[]): Promise<Answer | undefined> {
    const check = await options.verifyToken(call.headers['authorization']);
    if (check.kind === 'invalid') {
      if (!check.expected) note(`${call.method} ${call.path} without a token that holds: ${check.problem}`);
      return {
        ...graphError(401, { message: 'Access token validation failure.' }),
        headers: { 'WWW-Authenticate': 'Bearer' },
      };
    }
    return check.roles.some((role) => roles.includes(role)) ? undefined : graphError(403);
  }

  function checkBody(call: Recorded): Answer | undefined {
    if (!/^application\/json\b/.test(call.headers['content-type'] ?? ''))
      return violate(415, 'body is not application/json');
    const problems = contract.problemsOf(call.version, call.body, side.knowsApproverUpn);
    const [first] = problems;
    if (first === undefined) return undefined;
    // A beta that has forgotten approverUpn is played on purpose; nothing else may be wrong then.
    const played = call.version === 'beta' && problems.length === 1 && first.includes("'approverUpn'");
    return played ? graphError(400, { message: first }) : violate(400, first);
  }

  function note(problem: string): void {
    violations.push(`graph: ${problem}`);
  }

  function violate(status: number, problem: string): Answer {
    note(problem);
    return graphError(status, { message: problem });
  }

  const server = await listen(
    (request, response) => answerCall(request, response).finally(options.onCall),
    options.tls,
  );
  const side: Graph = {
    origin: `https://localhost:${server.port}`,
    violations,
    calls,
    remediations,
    standing: { kind: 'accept' },
    knowsApproverUpn: true,
    moveAfter: { reads: 0, ms: 0 },
    pageSize: 100,
    next: (...behaviours) => void script.push(...behaviours),
    lie: (...answers) => void lies.push(...answers),
    mailboxes: shelf.all,
    addMail: shelf.add,
    async close() {
      closing.abort();
      await server.close();
    },
  };
  return side;
}

function finish(call: Recorded, answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  call.answered = answer.status;
  send(request, response, answer);
}

/** RST rather than a clean end, as a broken load balancer does it. */
function reset(request: IncomingMessage): void {
  request.socket.destroy();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
