/**
 * The harness: real processes of the service in a sandbox tenant on a very bad day, people who go on working, and
 * somebody who kills with -9. In the end everything that was acknowledged is held against Graph's record, the threads
 * and the audit log.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../sandbox/seeded.ts';
import { createWaiting } from '../sandbox/teams/waiting.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { createAlertSender } from './alert-senders.ts';
import { createAnalysts } from './analysts.ts';
import { haveBadDay, haveGoodDay } from './bad-day.ts';
import { explainDoubles, rowsOf } from './closing-report.ts';
import { createInstances, type Instances } from './instances.ts';
import { describeRequest, judge, unfinishedIn } from './judge.ts';
import { killSomebody } from './killer.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { startLoad } from './load.ts';
import { type FaultPlan, times } from './plan.ts';
import { type Settling, settle, type Unsettled } from './settle.ts';
import { type PreparedStore, prepareStore } from './stores.ts';

export interface FaultReport {
  readonly seed: number;
  readonly kills: number;
  /** What was lost, doubled, or left half-way; empty is what is wanted. */
  readonly problems: readonly string[];
  readonly rows: readonly (readonly [what: string, count: number | string])[];
  readonly explanation: string;
}

export async function runFaults(plan: FaultPlan): Promise<FaultReport> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-fault-'));
  const prepared = await prepareStore(plan.store, directory);
  const tenant = await startTenant({ limits: 'off', redeliverFor: 240_000 });
  try {
    return await runIn(plan, tenant, prepared, directory);
  } finally {
    await tenant.close();
    await prepared.remove();
    await rm(directory, { recursive: true, force: true });
  }
}

async function runIn(
  plan: FaultPlan,
  tenant: Tenant,
  prepared: PreparedStore,
  directory: string,
): Promise<FaultReport> {
  const { say = () => undefined } = plan;
  const { people, team, channel } = tenant.teams;
  const policyFile = join(directory, 'policy.json');
  await writeFile(policyFile, JSON.stringify(policyFor(people.ana.upn, people.ben.upn)));
  const waiting = createWaiting();
  const ledger = createLedger(waiting);
  const instances = createInstances({
    tenant,
    ledger,
    policyFile,
    size: prepared.instances,
    dataDir: prepared.dataDir,
    env: {
      ...times.settings,
      ALERT_CHANNEL: `${team.id}/${channel.id}`,
      ...prepared.env,
      NODE_COMPILE_CACHE: join(directory, 'compiled'),
    },
    ...(prepared.databaseUrl === undefined ? {} : { databaseUrl: prepared.databaseUrl }),
  });
  try {
    const startedAt = Date.now();
    // The first one ends in order, and leaves Node's compile cache: a killed process writes none.
    await instances.start(0);
    await instances.stop();
    await Promise.all(Array.from({ length: instances.size }, (_, number) => instances.start(number)));
    await tenant.teams.installApp();
    await makeTrouble(plan, tenant, ledger, instances, prepared);
    say(`${ledger.counts.get('kills')} kills in ${seconds(startedAt)}; now everything may come to its end`);
    const settlingAt = Date.now();
    const { unsettled, codes } = await settleAll(
      { tenant, ledger, instances, waiting, asked: new Map() },
      prepared,
      say,
    );
    say(`settled after ${seconds(settlingAt)}`);
    const judgement = await prepared.afterwards(async (store) => ({
      ...(await judge(store, tenant, ledger)),
      unsettled: await Promise.all(
        unsettled.map(async ({ id, why }) => `${id}: ${why}; afterwards ${await describeRequest(store, id)}`),
      ),
    }));
    return {
      seed: plan.seed,
      kills: ledger.counts.get('kills') ?? 0,
      problems: [
        ...judgement.unsettled,
        ...judgement.problems,
        ...ledger.badAnswers.map((answer) => `answered: ${answer}`),
        ...[...ledger.defects.values()].map((line) => `logged: ${line.slice(0, 600)}`),
        ...instances.crashes.map((crash) => `ended by itself: ${crash}`),
        ...codes.filter((code) => code !== 0).map((code) => `ended with ${code} when asked to stop`),
      ],
      rows: rowsOf(tenant, ledger, judgement),
      explanation: explainDoubles(judgement),
    };
  } finally {
    waiting.close();
    await Promise.all(Array.from({ length: instances.size }, (_, number) => instances.kill9(number)));
  }
}

/** Load, faults and kills, until the plan is fulfilled. */
async function makeTrouble(
  plan: FaultPlan,
  tenant: Tenant,
  ledger: Ledger,
  instances: Instances,
  { pauseMs }: PreparedStore,
): Promise<void> {
  const random = createRandom(plan.seed);
  const killing = random.fork();
  haveBadDay(tenant, random);
  tenant.graph.onRemediation = () => ledger.happened('graphCalled');
  tenant.graph.onEffect = () => ledger.happened('graphObeyed');
  tenant.teams.onOutgoing = (on) => {
    if (on === 'post') ledger.happened('cardPosted');
    if (on === 'reply') ledger.happened('replyPosted');
  };
  const sender = createAlertSender(tenant, ledger, random.fork());
  const analysts = createAnalysts(tenant, ledger, random.fork());
  const load = startLoad(sender, analysts, random.fork(), pauseMs);
  const until = Date.now() + plan.forMs;
  try {
    for (let kills = 0; kills < plan.kills || Date.now() < until; ) {
      const before = Math.floor(kills / 25);
      kills += await Promise.race([killSomebody(instances, ledger, killing), load.failed]);
      if (Math.floor(kills / 25) > before) plan.say?.(`${kills} kills, ${ledger.alerts.length} alerts`);
    }
  } finally {
    haveGoodDay(tenant);
    tenant.graph.onRemediation = undefined;
    tenant.graph.onEffect = undefined;
    tenant.teams.onOutgoing = undefined;
    await load.stop();
  }
}

/**
 * Until people see every end, and the service itself has nothing left to do: what it has, it gets another start for.
 * Where several share the store, that is also a rolling restart.
 */
async function settleAll(
  settling: Settling,
  { settleMs, patienceMs, afterwards }: PreparedStore,
  say: (line: string) => void,
): Promise<Settled> {
  const { instances, waiting } = settling;
  const deadline = Date.now() + settleMs;
  // By then nobody can be calling for those who were killed, and whoever starts looks for what they have left.
  let until = Date.now() + patienceMs;
  const codes: number[] = [];
  for (;;) {
    const unsettled = await settle(settling, until);
    codes.push(...(await instances.stop()));
    const unfinished = await afterwards(unfinishedIn);
    if (unsettled.length + unfinished.length === 0 || Date.now() > deadline) return { unsettled, codes };
    say(`not over yet: ${[...unsettled.map(({ id, why }) => `${id} ${why}`), ...unfinished].slice(0, 5).join('; ')}`);
    await Promise.all(Array.from({ length: instances.size }, (_, number) => instances.start(number)));
    // Nothing shows from outside when this is over: a little time, and another look.
    until = Math.min(Date.now() + againMs, deadline);
    await waiting.until(() => false, untilLookedMs).catch(() => undefined);
  }
}

const againMs = 20_000;
const untilLookedMs = 2_500;

interface Settled {
  readonly unsettled: readonly Unsettled[];
  readonly codes: readonly number[];
}

/** Two people for a hard delete, one for everything else. */
function policyFor(...users: readonly string[]): object {
  return {
    approvers: { users },
    rules: [{ when: { action: ['hardDelete'] }, require: [{ from: 'approvers', count: 2 }] }],
  };
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1_000).toFixed(1)} s`;
}
