import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../sandbox/seeded.ts';
import type { Instances } from './instances.ts';
import { type Ledger, moments } from './ledger.ts';

const aims = [...moments, 'graphObeyed', 'anyTime', 'starting', 'starting', 'everybody', 'everybody'] as const;

/** One round: somebody is killed, at a moment that hurts, and started again. Answers how many were killed. */
export async function killSomebody(instances: Instances, ledger: Ledger, random: Random): Promise<number> {
  const number = random.between(0, instances.size - 1);
  const aim = random.pick(aims);
  const times = random.between(1, 3);
  const killAfter = random.between(50, 900);
  const pause = random.between(0, 500);
  if (aim === 'anyTime' || aim === 'starting' || aim === 'everybody') await delay(pause);
  else if (!(await ledger.next(aim, times, 1_500))) ledger.count('kills that missed their moment');
  // A power cut takes all of them.
  const hit = aim === 'everybody' ? Array.from({ length: instances.size }, (_, each) => each) : [number];
  await Promise.all(hit.map(instances.kill9));
  if (aim === 'starting') await instances.start(number, killAfter);
  await Promise.all(hit.map((each) => instances.start(each)));
  const kills = aim === 'starting' ? 2 : hit.length;
  ledger.count('kills', kills);
  ledger.count(`kills: ${aim}`, kills);
  return kills;
}
