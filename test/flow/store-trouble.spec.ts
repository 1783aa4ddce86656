import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Webhook } from 'standardwebhooks';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';
import { limitFileSize, type SmallDisk, smallDisk } from '../support/small-disk.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

describe('a service whose store gives trouble', function () {
  this.timeout(60_000);
  let world: FlowWorld | undefined;
  let disk: SmallDisk | undefined;
  let child: ChildProcess | undefined;
  afterEach(async () => {
    child?.kill('SIGKILL');
    await world?.close();
    await disk?.remove();
    world = undefined;
    disk = undefined;
    child = undefined;
  });

  /** Half a megabyte of it, so that a small disk is full soon. */
  function bigAlert({ tenant }: FlowWorld) {
    const urls = Array.from({ length: 200 }, (_, index) => `https://evil.example/${index}/${'x'.repeat(2_000)}`);
    return { ...tenant.sampleAlert(0), alertId: randomUUID(), urls, emails: [email()] };
  }

  function email() {
    return { networkMessageId: randomUUID(), recipientEmailAddress: 'mia@contoso.com' };
  }

  async function push({ tenant, service }: FlowWorld, alert: object) {
    const body = JSON.stringify({ ...alert, source: tenant.alertSource.name });
    const id = `msg_${randomUUID()}`;
    const at = new Date();
    const response = await fetch(`${service.origin}/api/alerts`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(tenant.alertSource.secret).sign(id, at, body),
      },
    });
    return { response, answer: (await response.json()) as { requestId: string; type: string } };
  }

  async function readiness({ service }: FlowWorld) {
    const response = await fetch(`${service.origin}/readyz`);
    return { status: response.status, missing: ((await response.json()) as { missing?: string[] }).missing };
  }

  function cardOf({ tenant }: FlowWorld, requestId: string) {
    return tenant.teams.posts().find((post) => says(post.card, requestId));
  }

  /** Posted, and not yet written down when the trouble began, a card is posted once more: any of them counts. */
  function isTold({ tenant }: FlowWorld, requestId: string) {
    return tenant.teams.posts().some((post) => says(post.card, requestId) && post.replies.length > 0);
  }

  /** From working, through trouble, to working again: the same whatever the trouble is. */
  async function goesOn(running: FlowWorld, begin: () => Promise<void>, end: () => Promise<void>): Promise<void> {
    const { teams, graph } = running.tenant;
    const { requestId } = (await push(running, running.tenant.sampleAlert(1))).answer;
    await eventually(running, () => cardOf(running, requestId));
    await begin();

    // What the write-ahead log has room for may still be taken.
    const taken: string[] = [];
    let refused: Awaited<ReturnType<typeof push>> | undefined;
    for (let pushes = 0; pushes < 100 && !refused; pushes += 1) {
      const pushed = await push(running, bigAlert(running));
      if (pushed.response.status === 202) taken.push(pushed.answer.requestId);
      else refused = pushed;
    }
    assert.equal(refused?.response.status, 503);
    assert.equal(refused.response.headers.get('content-type'), 'application/problem+json');
    assert.ok(Number(refused.response.headers.get('retry-after')) >= 1);
    assert.deepEqual(await readiness(running), { status: 503, missing: ['store'] });
    const alive = await fetch(`${running.service.origin}/healthz`);
    assert.equal(alive.status, 200);
    const [click] = await teams.click({ as: 'ana', postId: running.card(requestId).id, verb: 'approve' });
    const isSentence = says(click?.body, 'application/vnd.microsoft.activity.message');
    const isCard = says(click?.body, 'application/vnd.microsoft.card.adaptive');
    assert.ok((click?.status ?? 0) >= 500 || isSentence || isCard);

    await end();

    const { response, answer } = await push(running, running.tenant.sampleAlert(2));
    assert.equal(response.status, 202);
    await teams.click({ as: 'ana', postId: running.card(requestId).id, verb: 'approve' });
    await eventually(running, () => isTold(running, requestId));
    for (const id of [...taken, answer.requestId]) await eventually(running, () => cardOf(running, id));
    assert.equal(graph.remediations.length, 1);
  }

  it('refuses alerts while the disk is full, loses none it took, and goes on without a restart', async function () {
    disk = await smallDisk(8);
    if (!disk) return this.skip();
    world = await startFlow({ dataDir: join(disk.path, 'data') });
    await goesOn(world, disk.fill, disk.free);
  });

  it('does the same where its files may not grow', async () => {
    const running = await startFlow();
    world = running;
    await goesOn(
      running,
      () => limitFileSize(running.service.pid, 2_048),
      () => limitFileSize(running.service.pid, 'unlimited'),
    );
  });

  it('does not start on a full disk: it says so in a sentence, ends with 75, and starts once there is space', async function () {
    disk = await smallDisk(8);
    if (!disk) return this.skip();
    world = await startFlow({ dataDir: join(disk.path, 'data') });
    assert.equal(await world.service.stop(), 0);
    await disk.fill();

    child = spawn(process.execPath, [main], { env: world.environment(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const [code] = await once(child, 'close');

    assert.equal(code, 75);
    assert.match(said, /^[A-Z][^\n]+\.\n$/);
    assert.match(said, /disk/);
    await disk.free();
    await world.start();
  });

  it('lives on where its log cannot be written', async function () {
    disk = await smallDisk(4);
    if (!disk) return this.skip();
    world = await startFlow();
    assert.equal(await world.service.stop(), 0);
    const path = join(disk.path, 'log');
    const file = await open(path, 'w');
    child = spawn(process.execPath, [main], { env: world.environment(), stdio: ['ignore', file.fd, 'inherit'] });
    const exited = once(child, 'exit');
    const port = await listeningPort(path);
    await disk.fill();

    const ask = () => fetch(`http://127.0.0.1:${port}/api/alerts`, { method: 'POST', body: '{}' });
    const statuses = [(await ask()).status, (await ask()).status];
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    await disk.free();
    child.kill('SIGTERM');
    const [code] = await exited;

    assert.deepEqual(statuses, [401, 401]);
    assert.equal(health.status, 200);
    assert.equal(code, 0);
    assert.match(await readFile(path, 'utf8'), /"message":"Stopped"/);
    await file.close();
    await world.start();
  });

  it('starts, and serves everybody else, with rows that cannot be read', async () => {
    world = await startFlow();
    const { requestId: damaged } = (await push(world, world.tenant.sampleAlert(0))).answer;
    const running = world;
    await eventually(running, () => cardOf(running, damaged));
    assert.equal(await world.service.stop(), 0);
    const database = new DatabaseSync(join(world.dataDir, 'countersign.db'));
    database.exec(`update request set state_data = '{', origin = 'nonsense', state = 'submitting'`);
    database.exec(
      `insert into batch (request_id, number, state, email_count, attempts, problem, looks)
       values ('${damaged}', 1, 'calling', 1, 1, '{', '{'), ('${damaged}', 2, 'unknown', 1, 1, '{', '{')`,
    );
    database.exec(
      `insert into work (id, work_key, kind, work, state, due_at, attempts, ordinal)
       values ('x', 'postCard:x', 'postCard', '{', 'waiting', 0, 0, 0), ('y', 'y', 'submitBatch', 'null', 'waiting', 0, 0, 0)`,
    );
    database.close();

    await world.start();
    const { requestId } = (await push(world, world.tenant.sampleAlert(1))).answer;
    await eventually(running, () => cardOf(running, requestId));
    await world.tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await eventually(running, () => isTold(running, requestId));

    assert.deepEqual(await readiness(world), { status: 200, missing: undefined });
  });
});

/** The log is a file, so that nobody tells when there is something new in it. */
async function listeningPort(path: string): Promise<number> {
  for (;;) {
    const port = /"port":(\d+)/.exec(await readFile(path, 'utf8'))?.[1];
    if (port !== undefined) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
