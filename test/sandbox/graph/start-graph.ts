/** Stand-in for Microsoft Graph over TLS: the remediate action, the reads of analyzed emails, people and groups. See ../README.md. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { TokenCheck } from '../entra/access-tokens.ts';
import { listen, readBody } from '../entra/loopback.ts';
import type { TlsMaterial } from '../entra/tls-material.ts';
import type { GraphBehaviour, GraphReadFault, GraphSide } from '../tenant-types.ts';
import { createDirectoryPart } from './answer-directory.ts';
import { type Answer, graphError, send } from './answers.ts';
import { createCallGuard, type Recorded } from './call-guard.ts';
import { type ApiVersion, loadContract } from './contract.ts';
import { createAlertsPart } from './list-alerts.ts';
import { createMailboxShelf } from './mailbox-shelf.ts';
import { getEmail, listEmails } from './read-emails.ts';
import { type Outcome, outcomeOf } from './remediate.ts';
import { createHuntingPart } from './run-hunting.ts';
import { createTally } from './tally.ts';

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
  /** The next answers of any route, whatever was asked: for services that lie. */
  lie(...answers: Answer[]): void;
  close(): Promise<void>;
}

const collection = '/security/collaboration/analyzedEmails';
const remediatePaths = [`${collection}/remediate`, `${collection}/microsoft.graph.security.remediate`];
/** Defender: at most so many active remediations an organisation. */
const mostActive = 50;
const writeRole = 'SecurityAnalyzedMessage.ReadWrite.All';
const readRoles = [writeRole, 'SecurityAnalyzedMessage.Read.All'];

export async function startGraph(options: GraphOptions): Promise<Graph> {
  const { tenantId } = options;
  const violations = options.violations ?? [];
  const contract = loadContract();
  const guard = createCallGuard(options.verifyToken, violations);
  const calls: Recorded[] = [];
  const remediations: Recorded[] = [];
  const script: GraphBehaviour[] = [];
  const readScript: GraphReadFault[] = [];
  const lies: Answer[] = [];
  const shelf = createMailboxShelf(() => side.moveAfter);
  const tally = createTally(shelf);
  const closing = new AbortController();
  const directory = createDirectoryPart({ guard, origin: () => side.origin, untilLate });
  const hunting = createHuntingPart({ guard, shelf, untilLate });
  const alerts = createAlertsPart({ guard, untilLate });

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', side.origin);
    const version: ApiVersion = url.pathname.startsWith('/v1.0/') ? 'v1.0' : 'beta';
    const path = url.pathname.replace(/^\/(v1\.0|beta)(?=\/)/, '');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const call: Recorded = { method: request.method ?? '', path, version, headers, body: undefined, answered: 'reset' };
    calls.push(call);
    const isRemediation = request.method === 'POST' && remediatePaths.includes(path) && path !== url.pathname;
    // Over as soon as it is answered, or its caller is dead.
    if (isRemediation) response.once('close', tally.callStarts());
    const answer = isRemediation ? await answerRemediation(call, request) : await answerOther(call, request, url);
    // RST rather than a clean end, as a broken load balancer does it.
    if (answer === 'reset') request.socket.destroy();
    if (answer === 'reset') return;
    call.answered = answer.status;
    send(request, response, answer);
  }

  async function answerOther(call: Recorded, request: IncomingMessage, url: URL): Promise<Answer | 'reset'> {
    if (directory.isAskedBy(call)) return lies.shift() ?? directory.answer(call, request, url.searchParams);
    if (hunting.isAskedBy(call)) return lies.shift() ?? hunting.answer(call, request);
    if (alerts.isAskedBy(call)) return lies.shift() ?? alerts.answer(call, url);
    return answerRead(call, url, readScript.shift() ?? side.faults?.random.draw(side.faults.read ?? []));
  }

  async function answerRead(call: Recorded, url: URL, fault: GraphReadFault | undefined): Promise<Answer | 'reset'> {
    const lie = lies.shift();
    if (lie) return lie;
    if (fault?.kind === 'reset') return 'reset';
    if (fault?.kind === 'late') await untilLate(fault.ms);
    const known = call.method === 'GET' && url.pathname.startsWith(`/${call.version}${collection}`);
    if (!known) return guard.violate(404, `unknown route ${call.method} ${url.pathname}`);
    const refusal = await guard.refuseToken(call, readRoles);
    if (refusal) return refusal;
    return fault?.kind === 'status' ? graphError(fault.status, fault) : readMail(call, url);
  }

  function readMail({ path, version, method }: Recorded, url: URL): Answer {
    const { pageSize, locationWords } = side;
    const reading = { shelf, contract, version, pageSize, locationWords, url, violate: guard.note };
    if (path === collection) return listEmails(reading);
    const id = /^\/([^/]+)$/.exec(path.slice(collection.length))?.[1];
    return id
      ? getEmail(decodeURIComponent(id), reading)
      : guard.violate(404, `unknown route ${method} ${url.pathname}`);
  }

  async function answerRemediation(call: Recorded, request: IncomingMessage): Promise<Answer | 'reset'> {
    remediations.push(call);
    side.onRemediation?.(call);
    const behaviour = script.shift() ?? side.faults?.random.draw(side.faults.remediate ?? []) ?? side.standing;
    if (behaviour.kind === 'reset') return 'reset';
    call.body = parse(await readBody(request));
    const refusal = (await guard.refuseToken(call, [writeRole])) ?? guard.refuseBody(call, side.knowsApproverUpn);
    if (refusal) return refusal;
    tally.heard(clientRequestIdOf(call));
    const outcome = outcomeOf(behaviour, tenantId);
    if (outcome.effect !== 'none' && tally.active() >= mostActive) {
      tally.refusedForLimit();
      return graphError(429, { message: 'Too many active remediations.' });
    }
    return lies.shift() ?? carryOut(call, outcome);
  }

  async function carryOut(call: Recorded, { effect, answer, afterMs }: Outcome): Promise<Answer | 'reset'> {
    if (effect === 'first') takeEffect(call);
    if (answer !== 'reset') call.answered = answer.status;
    if (afterMs > 0) await untilLate(afterMs);
    // Whether or not the caller is still there: what was taken in is done.
    if (effect === 'last') takeEffect(call);
    return answer;
  }

  function takeEffect(call: Recorded): void {
    tally.takesEffect(call.body, clientRequestIdOf(call));
    side.onEffect?.();
  }

  /** The stand-in must be able to end while an answer is late. */
  async function untilLate(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: closing.signal }).catch(() => undefined);
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
    locationWords: 'documented',
    faults: undefined,
    onRemediation: undefined,
    onEffect: undefined,
    next: (...behaviours) => void script.push(...behaviours),
    nextReads: (...faults) => void readScript.push(...faults),
    figures: tally.figures,
    zap: shelf.zap,
    lie: (...answers) => void lies.push(...answers),
    mailboxes: shelf.all,
    addMail: shelf.add,
    groups: directory.shelf.groups,
    people: directory.shelf.people,
    directory: directory.side,
    hunting: hunting.side,
    alerts: alerts.side,
    async close() {
      closing.abort();
      await server.close();
    },
  };
  return side;
}

function clientRequestIdOf(call: Recorded): string {
  return call.headers['client-request-id'] ?? '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
