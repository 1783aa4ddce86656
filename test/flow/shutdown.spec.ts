import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { createRandom } from '../sandbox/seeded.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

/** Whoever stops the service gives it ten seconds. */
const allowed = 10_000;

describe('a service that is told to stop', function () {
  this.timeout(60_000);
  let world: FlowWorld;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    world = await startFlow({ env: { RECONCILE_AFTER: 'PT1S' } });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await world.close();
  });

  /** Exit code, and that it came in time. */
  async function stopped(): Promise<number> {
    const startedAt = performance.now();
    const code = await world.service.stop();
    assert.ok(performance.now() - startedAt < allowed, 'it took longer than whoever stopped it waits');
    return code;
  }

  /** Resolves when Graph is told something. */
  function calledGraph(): Promise<void> {
    return new Promise((resolve) => {
      world.tenant.graph.onRemediation = () => resolve();
    });
  }

  function dial(): Socket {
    const socket = connect(Number(new URL(world.service.origin).port), '127.0.0.1');
    // A connection that is cut is what some of these tests look at; it must not end them.
    socket.on('error', () => undefined);
    sockets.push(socket);
    return socket;
  }

  /** Sends the beginning of a signed alert; `rest` sends what is missing, and resolves with all that was answered. */
  async function halfAnAlert(): Promise<{ rest(): void; answer: Promise<string> }> {
    const { name, secret } = world.tenant.alertSource;
    const body = JSON.stringify({ ...world.tenant.sampleAlert(2), source: name });
    const at = new Date();
    const socket = dial();
    const said: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => said.push(chunk));
    const head = [
      'POST /api/alerts HTTP/1.1',
      'Host: countersign',
      'Expect: 100-continue',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'webhook-id: msg_half',
      `webhook-timestamp: ${Math.floor(at.getTime() / 1_000)}`,
      `webhook-signature: ${new Webhook(secret).sign('msg_half', at, body)}`,
    ];
    const begun = once(socket, 'data');
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await begun;
    socket.write(body.slice(0, 20));
    return {
      rest: () => void socket.write(body.slice(20)),
      answer: once(socket, 'close').then(() => Buffer.concat(said).toString()),
    };
  }

  it('ends with 0 at once where nothing is under way, also with an idle connection open', async () => {
    const agent = new Agent({ keepAlive: true });
    const [answer] = await once(get(`${world.service.origin}/healthz`, { agent }), 'response');
    answer.resume();
    await once(answer, 'end');
    const silent = dial();
    await once(silent, 'connect');
    const startedAt = performance.now();

    const code = await stopped();

    assert.equal(code, 0);
    assert.ok(performance.now() - startedAt < 3_000);
    assert.ok(world.service.logs.some((line) => line.includes('"message":"Stopped"')));
    agent.destroy();
  });

  it('answers an alert whose body arrives slowly, and goes on with it after the next start', async () => {
    const slow = await halfAnAlert();
    const exited = stopped();
    await world.logged('Stopping');

    slow.rest();
    const answer = await slow.answer;
    assert.match(answer, /HTTP\/1\.1 202 .*Connection: close/s);
    assert.equal(await exited, 0);

    const requestId = /CS-[0-9A-Z]{6}/.exec(answer)?.[0] ?? '';
    await world.start();
    await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, requestId)));
  });

  it('answers 503 to a body that never ends', async () => {
    const never = await halfAnAlert();

    const code = await stopped();

    assert.match(await never.answer, /HTTP\/1\.1 503 .*application\/problem\+json.*Retry-After: 1/s);
    assert.equal(code, 0);
  });

  it('waits for Graph’s answer and keeps it, where it comes within the grace', async () => {
    const requestId = await pushed(world);
    const called = calledGraph();
    world.tenant.graph.next({ kind: 'late', ms: 1_500 });
    await world.tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await called;

    assert.equal(await stopped(), 0);
    await world.start();
    await eventually(world, () => world.card(requestId).replies.length > 0);

    assert.equal(world.tenant.graph.remediations.length, 1);
    assert.ok(says(world.card(requestId).replies[0]?.card, 'action-center'));
  });

  it('does not wait longer for a Graph that hangs, and does not call it again blindly after the next start', async () => {
    const { graph, teams } = world.tenant;
    const requestId = await pushed(world);
    const called = calledGraph();
    graph.next({ kind: 'late', ms: 30_000 });
    await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await called;

    assert.equal(await stopped(), 0);
    await world.start();
    // It took effect, and the delivery locations say so.
    await eventually(
      world,
      () => says(world.card(requestId).card, 'submitted') || world.card(requestId).replies.length > 0,
    );

    assert.equal(graph.remediations.length, 1);
    assert.ok(graph.mailboxes().every(({ remediations }) => remediations <= 1));
  });

  it('answers a click that waits for Teams, which hangs', async () => {
    const requestId = await pushed(world);
    const { teams } = world.tenant;
    const asked = new Promise<void>((resolve) => {
      teams.onOutgoing = (on) => on === 'member' && resolve();
    });
    teams.faults = { random: createRandom(1), member: [{ share: 1, of: { kind: 'slow', ms: 30_000 } }] };
    const click = teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await asked;

    const code = await stopped();
    const [answer] = await click;
    teams.faults = undefined;

    assert.equal(code, 0);
    assert.equal(answer?.status, 503);
    await world.start();
    await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await eventually(world, () => world.card(requestId).replies.length > 0);
    assert.equal(world.tenant.graph.remediations.length, 1);
  });

  it('ends at once, and not with 0, where it is told a second time', async () => {
    const requestId = await pushed(world);
    const called = calledGraph();
    world.tenant.graph.next({ kind: 'late', ms: 30_000 });
    await world.tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await called;

    process.kill(world.service.pid, 'SIGTERM');
    await world.logged('Stopping');
    const startedAt = performance.now();
    process.kill(world.service.pid, 'SIGINT');

    assert.equal(await world.service.exited, 1);
    assert.ok(performance.now() - startedAt < 2_000);
  });

  it('ends with 0 on SIGINT too', async () => {
    process.kill(world.service.pid, 'SIGINT');

    assert.equal(await world.service.exited, 0);
  });
});

describe('a service that is told to stop while it starts', function () {
  this.timeout(60_000);
  let world: FlowWorld;
  let child: ChildProcess | undefined;
  before(async () => {
    world = await startFlow();
  });
  afterEach(() => {
    child?.kill('SIGKILL');
  });
  after(() => world.close());

  for (const moment of [
    'src/config.ts',
    'src/compose.ts',
    'src/store/sqlite.ts',
    'first transaction',
    'sdk/adapter.ts',
  ]) {
    it(`ends with 0 (${moment}), and can be started again`, async () => {
      await world.service.stop();
      const preload = pathToFileURL(join(import.meta.dirname, '../support/signal-at.ts')).href;
      const main = join(import.meta.dirname, '../../src/main.ts');
      const startedAt = performance.now();
      child = spawn(process.execPath, ['--import', preload, main], {
        env: { ...world.environment(), TEST_SIGNAL_AT: moment },
        stdio: ['ignore', 'ignore', 'inherit'],
      });

      const [code] = await once(child, 'exit');

      assert.equal(code, 0);
      assert.ok(performance.now() - startedAt < allowed);
      await world.start();
      await pushed(world);
    });
  }
});

async function pushed(world: FlowWorld, sample: 0 | 1 | 2 = 0): Promise<string> {
  const { status, body } = await world.tenant.pushAlert(world.tenant.sampleAlert(sample));
  assert.equal(status, 202);
  const { requestId } = body as { requestId: string };
  await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, requestId)));
  return requestId;
}
