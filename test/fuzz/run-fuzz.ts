/** The real service as a process of its own, and a great many inputs that no honest sender would send. */
import { createRandom } from '../sandbox/seeded.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';
import { brokenActivity, forgedActivity, mutatedActivity, oddlyWrapped } from './activities.ts';
import { askedStatus, brokenAlert, forgedAlert, forgedPush, mutatedAlert, oddlySent, pushedAlert } from './alerts.ts';
import type { Input, MakeInput } from './input.ts';
import { type FreshMaterial, prepareMaterial } from './material.ts';
import { rawHttp } from './raw-http.ts';
import { createSender, type Outcome } from './send-input.ts';
import { inspectable, type MemorySample, watchMemory } from './service-memory.ts';

export interface FuzzPlan {
  readonly inputs: number;
  readonly seed: number;
  /** The first of them: 0, or the number that a problem names, to see it alone. */
  readonly from?: number;
  say?(line: string): void;
}

export interface FuzzReport {
  readonly sent: number;
  readonly perSecond: number;
  /** Kind of input, then status (0: no answer), then how often. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly memory: readonly MemorySample[];
  /** Empty: all is well. */
  readonly problems: readonly string[];
}

const atOnce = 32;
const samples = 10;
/** Signed things with something wrong inside reach furthest: they are most of it. */
const shares: readonly (readonly [share: number, make: MakeInput])[] = [
  [24, mutatedActivity],
  [10, brokenActivity],
  [10, forgedActivity],
  [4, oddlyWrapped],
  [18, mutatedAlert],
  [8, brokenAlert],
  [5, pushedAlert],
  [5, forgedAlert],
  [4, forgedPush],
  [3, oddlySent],
  [4, askedStatus],
  [5, rawHttp],
];
const total = shares.reduce((sum, [share]) => sum + share, 0);

/** The same seed and number: the same input, whatever was sent before. */
function makeInput(seed: number, index: number, material: FreshMaterial): Input {
  const random = createRandom((seed + Math.imul(index + 1, 0x9e3779b1)) >>> 0);
  let left = random.between(0, total - 1);
  for (const [share, make] of shares) {
    if (left < share) return make(random, material);
    left -= share;
  }
  return rawHttp(random, material);
}

export async function runFuzz(plan: FuzzPlan): Promise<FuzzReport> {
  const world = await startFlow({
    env: { ...inspectable, TEAMS_RATE_LIMITS: 'off', CLICKS_PER_MINUTE: '1000000', ALERTS_PER_MINUTE: '1000000' },
  });
  world.tenant.teams.limits = 'off';
  try {
    return await bombard(world, plan);
  } finally {
    await world.close();
  }
}

async function bombard(world: FlowWorld, { inputs, seed, from = 0, say }: FuzzPlan): Promise<FuzzReport> {
  const { tenant, service } = world;
  const waiting = await pushGood(world, { ...tenant.sampleAlert(1), alertId: 'the one that waits' });
  const material = await prepareMaterial(world, waiting);
  const sender = createSender(Number(new URL(service.origin).port), atOnce);
  const inspector = await watchMemory(service.logs);
  const statuses = new Map<string, Map<number, number>>();
  const memory: MemorySample[] = [];
  const problems: string[] = [];
  const startedAt = performance.now();
  let next = from;

  async function sendOne(index: number): Promise<void> {
    const input = makeInput(seed, index, material);
    const outcome = await sender.send(input);
    note(statuses, input, outcome);
    const problem = whatIsWrong(input, outcome);
    if (problem !== undefined && problems.length < 20) problems.push(`input ${index} (${input.kind}): ${problem}`);
  }
  async function sendWindow(end: number): Promise<void> {
    const senders = Array.from({ length: atOnce }, async () => {
      while (next < end) {
        next += 1;
        await sendOne(next - 1);
      }
    });
    await Promise.all(senders);
  }

  let ended: number | undefined;
  void service.exited.then((code) => {
    ended = code;
  });
  try {
    for (let window = 1; window <= samples && ended === undefined; window += 1) {
      await material.renew();
      await sendWindow(from + Math.ceil((inputs * window) / samples));
      if (ended !== undefined) break;
      const sample = await inspector.sample(next - from);
      memory.push(sample);
      say?.(`${sample.after} sent, heap ${mebibytes(sample.heap)} MiB, resident ${mebibytes(sample.resident)} MiB`);
    }
  } finally {
    sender.close();
    // A process whose inspector is listened to does not end.
    inspector.close();
  }
  const perSecond = (next - from) / ((performance.now() - startedAt) / 1_000);
  if (ended !== undefined) problems.push(`the service ended with code ${ended}`);
  else problems.push(...(await aftermath(world, waiting)));
  problems.push(...growth(memory), ...complaints(service.logs));
  return { sent: next - from, perSecond, statuses, memory, problems };
}

function note(statuses: Map<string, Map<number, number>>, { kind }: Input, outcome: Outcome): void {
  const counts = statuses.get(kind) ?? new Map<number, number>();
  statuses.set(kind, counts);
  for (const status of outcome.kind === 'answered' ? outcome.statuses : [0]) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
}

function whatIsWrong(input: Input, outcome: Outcome): string | undefined {
  if (outcome.kind === 'silent') {
    const isAnswerDue = input.via === 'http' || input.finish === 'listen';
    // Refused by its headers while its body still comes: the answer may be lost with the connection, which is the caller's choice.
    const isCut = input.via === 'socket' && ['ECONNRESET', 'EPIPE'].includes(outcome.why);
    return isAnswerDue && !isCut ? `no answer (${outcome.why})` : undefined;
  }
  const wrong = outcome.statuses.find((status) => !input.mayBe.includes(status));
  if (wrong !== undefined) return `answered ${wrong}: ${outcome.text.slice(0, 200)}`;
  return /\bat .+\.[jt]s:\d+|node_modules/.test(outcome.text) ? 'the answer holds a stack' : undefined;
}

/** What must still be so: the request waits, nothing was told to Graph, and a good alert leads to a good card. */
async function aftermath(world: FlowWorld, waiting: string): Promise<string[]> {
  const problems: string[] = [];
  const { tenant, service } = world;
  if (tenant.graph.remediations.length > 0) problems.push('Graph was told to remediate something');
  if (tenant.violations.length > 0) problems.push(`the tenant complains: ${tenant.violations.slice(0, 3).join('; ')}`);
  const ready = await fetch(new URL('/readyz', service.origin));
  if (!ready.ok) problems.push(`it is not ready any more: ${ready.status}`);
  const good = await pushGood(world, { ...tenant.sampleAlert(2), alertId: 'a good one afterwards' });
  for (const requestId of [waiting, good]) {
    const [{ status } = { status: 0 }] = await tenant.teams.click({
      as: 'ana',
      postId: world.card(requestId).id,
      verb: 'approve',
    });
    if (status !== 200) problems.push(`the approval of ${requestId} was answered ${status}`);
  }
  await eventually(world, () => tenant.graph.remediations.length === 2);
  return problems;
}

async function pushGood(world: FlowWorld, alert: Record<string, unknown>): Promise<string> {
  const { status, body } = await world.tenant.pushAlert(alert);
  if (status !== 202) throw new Error(`A good alert was answered ${status}.`);
  const { requestId } = body as { requestId: string };
  await eventually(world, () => world.tenant.teams.posts().some(({ card }) => says(card, requestId)));
  return requestId;
}

/** Of the heap after collection, between the second sample (caches are warm then) and the last. */
const mostGrowth = 6 * 1_048_576;

function growth(memory: readonly MemorySample[]): string[] {
  const [, warm] = memory;
  const end = memory.at(-1);
  if (warm === undefined || end === undefined) return [];
  const grown = end.heap + end.external - (warm.heap + warm.external);
  return grown > mostGrowth ? [`its memory grew by ${mebibytes(grown)} MiB`] : [];
}

const ownFault = /"code":"internal"|"level":"fatal"|nobody handled/;
const ofInspector = /^(Debugger |For help, see: )/;

/** Faults of Teams may stand in the log (a conversation that does not exist is one), a defect of ours or a forged line not. */
function complaints(logs: readonly string[]): string[] {
  const bad = logs.filter((line) => ownFault.test(line) || !(isLogLine(line) || ofInspector.test(line)));
  return bad.slice(0, 5).map((line) => `it logged: ${line.slice(0, 600)}`);
}

function isLogLine(line: string): boolean {
  try {
    const { level, at, message } = JSON.parse(line) as Record<string, unknown>;
    return [level, at, message].every((part) => typeof part === 'string');
  } catch {
    return false;
  }
}

export function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
