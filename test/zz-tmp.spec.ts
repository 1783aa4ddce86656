import { startFlow, eventually, says } from './support/flow-world.ts';
import { startOwnPostgres } from './support/postgres.ts';
it('x', async function () {
  this.timeout(90000);
  const server = await startOwnPostgres();
  const world = await startFlow({ env: { DATABASE_URL: await server.url() } });
  const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert(0));
  await eventually(world, () => world.tenant.teams.posts().find((post) => says(post.card, (body as any).requestId)));
  const before = world.service.logs.length;
  await server.crash();
  const t = Date.now();
  await new Promise((r) => setTimeout(r, 6000));
  await server.restart();
  await new Promise((r) => setTimeout(r, 5000));
  for (const l of world.service.logs.slice(before)) console.log(typeof l === 'string' ? l : JSON.stringify(l));
  await world.close(); await server.stop();
});
