import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/postgres.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

describe('a service whose PostgreSQL goes away', function () {
  this.timeout(120_000);
  let server: OwnPostgres;
  let world: FlowWorld;
  let child: ChildProcess | undefined;
  before(async () => {
    server = await startOwnPostgres();
  });
  after(() => server.stop());
  beforeEach(async () => {
    world = await startFlow({ env: { DATABASE_URL: await server.url() } });
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    child = undefined;
    await world.close();
  });

  function cardOf(requestId: string) {
    return world.tenant.teams.posts().find((post) => says(post.card, requestId));
  }

  async function pushed(sample: 0 | 1 | 2) {
    const { status, body } = await world.tenant.pushAlert(world.tenant.sampleAlert(sample));
    return { status, ...(body as { requestId: string; type?: string }) };
  }

  async function readiness(): Promise<{ status: number; missing?: string[] }> {
    const response = await fetch(`${world.service.origin}/readyz`);
    return { ...((await response.json()) as { missing?: string[] }), status: response.status };
  }

  /** There is nobody to say when the service has found its database again. */
  async function untilReady(): Promise<void> {
    while ((await readiness()).status !== 200) await new Promise((resolve) => setTimeout(resolve, 100));
  }

  it('refuses alerts, tells people who click, says what is missing, and goes on by itself when it is back', async () => {
    const { teams, graph } = world.tenant;
    const { requestId } = await pushed(0);
    await eventually(world, () => cardOf(requestId));
    await server.crash();

    const alert = await pushed(1);
    const [click] = await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    const { status, missing } = await readiness();

    assert.deepEqual([alert.status, alert.type], [503, 'urn:countersign:problem:unavailable']);
    assert.ok((click?.status ?? 0) >= 500 || says(click?.body, 'application/vnd.microsoft.activity.message'));
    assert.equal(status, 503);
    assert.ok(missing?.includes('store'));
    assert.equal((await fetch(`${world.service.origin}/healthz`)).status, 200);

    await server.restart();
    await untilReady();
    const later = await pushed(2);
    await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await world.tenant.teams.until(() => cardOf(later.requestId), 60_000);
    const told = () => teams.posts().some((post) => says(post.card, requestId) && post.replies.length > 0);
    await world.tenant.teams.until(told, 60_000);
    assert.equal(graph.remediations.length, 1);
  });

  it('stops in time and in order while it is away', async () => {
    const { requestId } = await pushed(0);
    await eventually(world, () => cardOf(requestId));
    await server.crash();
    const startedAt = performance.now();

    const code = await world.service.stop();

    assert.ok(performance.now() - startedAt < 10_000);
    assert.equal(code, 0);
    await server.restart();
    await world.start();
  });

  it('does not start without it: it says so in a sentence, without the password, and ends with 75', async () => {
    await world.service.stop();
    const env = { ...world.environment(), DATABASE_URL: 'postgres://somebody:s3cret-word@127.0.0.1:1/countersign' };
    child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let logged = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      logged += chunk.toString();
    });

    const [code] = await once(child, 'close');

    assert.equal(code, 75);
    assert.match(said, /^PostgreSQL \(DATABASE_URL\) cannot be reached\.[^\n]+\.\n$/);
    assert.match(logged, /"code":"storeUnavailable".*ECONNREFUSED/);
    assert.doesNotMatch(said + logged, /s3cret-word/);
    await world.start();
  });
});
