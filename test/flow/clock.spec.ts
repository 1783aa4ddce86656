import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const hour = 3_600_000;
const preload = pathToFileURL(join(import.meta.dirname, '../support/shifted-clock.ts')).href;

describe('a service whose clock is set while it runs', function () {
  this.timeout(60_000);
  let world: FlowWorld;
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'countersign-clock-'));
    const env = { NODE_OPTIONS: `--import=${preload}`, TEST_CLOCK: join(directory, 'shift') };
    world = await startFlow({ env });
  });
  afterEach(async () => {
    await world.close();
    await rm(directory, { recursive: true });
  });

  async function setClock(shift: number): Promise<void> {
    await writeFile(join(directory, 'shift'), String(shift));
    process.kill(world.service.pid, 'SIGUSR2');
    await world.logged(`The clock shows ${shift} ms more`);
  }

  async function pushed(sample: 0 | 1 | 2, shift = 0) {
    const { status, body } = await world.tenant.pushAlert(world.tenant.sampleAlert(sample), {
      timestamp: Date.now() + shift,
    });
    return { status, ...(body as { requestId: string; detail?: string }) };
  }

  function cardOf(requestId: string) {
    return world.tenant.teams.posts().find((post) => says(post.card, requestId));
  }

  for (const shift of [-hour, hour]) {
    const way = shift < 0 ? 'back' : 'forward';

    it(`does in time what waits to be tried again, with the clock set an hour ${way}`, async () => {
      world.tenant.teams.fail({ on: 'post', status: 503, retryAfter: '3' });
      const { requestId } = await pushed(0);
      await world.logged('Work failed; tried again later.');

      await setClock(shift);

      await eventually(world, () => cardOf(requestId));
      await world.logged('The clock of this machine was changed');
    });

    it(`takes what is signed by the same clock, and nothing else, with the clock set an hour ${way}`, async () => {
      const before = await pushed(0);
      await eventually(world, () => cardOf(before.requestId));
      await setClock(shift);

      const refused = await pushed(1);
      const taken = await pushed(2, shift);

      assert.equal(refused.status, 401);
      assert.match(refused.detail ?? '', /clocks of both sides/);
      assert.equal(taken.status, 202);
      await eventually(world, () => cardOf(taken.requestId));
      await setClock(0);
      await world.tenant.teams.click({ as: 'ana', postId: world.card(before.requestId).id, verb: 'approve' });
      await eventually(world, () => (cardOf(before.requestId)?.replies.length ?? 0) > 0);
      assert.equal(world.tenant.graph.remediations.length, 1);
      assert.equal((await pushed(1)).status, 202);
    });

    it(`stays calm, with the clock set an hour ${way} and right again`, async () => {
      const { requestId } = await pushed(0);
      await eventually(world, () => cardOf(requestId));
      await setClock(shift);
      await world.logged('The clock of this machine was changed');
      await setClock(0);

      const spent = await processorTime(world.service.pid, 1_500);
      const lines = world.service.logs.length;

      assert.ok(spent < 750, `${spent} ms of processor time in 1.5 s of doing nothing`);
      assert.ok(lines < 60, `${lines} lines in the log`);
      assert.equal((await fetch(`${world.service.origin}/readyz`)).status, 200);
    });
  }
});

/** Milliseconds of processor time that the process takes while so many milliseconds pass. */
async function processorTime(pid: number, forMs: number): Promise<number> {
  const ticks = async () => {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
    return Number(fields[11]) + Number(fields[12]);
  };
  const before = await ticks();
  await new Promise((resolve) => setTimeout(resolve, forMs));
  return ((await ticks()) - before) * 10;
}
