/** `node test/bench/profile.ts`: where the time of a round trip goes. CPU profiles for Chrome's or VS Code's viewer, in build/. */
import { join } from 'node:path';
import { plan } from './plan.ts';
import { makeRoundTrips } from './round-trips.ts';
import { openSubjectWorld } from './subject-world.ts';
import { floor, full } from './subjects.ts';

const build = join(import.meta.dirname, '../../build');

for (const subject of [full, floor]) {
  const name = `bench-${subject.name}.cpuprofile`;
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${build}`, `--cpu-prof-name=${name}`];
  const world = await openSubjectWorld(subject, { nodeOptions });
  await makeRoundTrips(world, plan.warmUpTrips + plan.trips, plan.tripsAtOnce);
  await world.close();
  process.stdout.write(`build/${name}\n`);
}
