import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../sandbox/seeded.ts';
import type { Instances } from './instances.ts';
import { type Ledger, moments } from './ledger.ts';

const aims = [...moments, 'anyTime', 'anyTime', 'starting'] as const;

/** One round: somebody is killed, at a moment that hurts, and started again. Answers how many were killed. */
export async function killSomebody(instances: Instances, ledger: Ledger, random: Random): Promise<number> {
  const number = random.between(0, instances.size - 1);
  const aim = random.pick(aims);
  const killAfter = random.between(50, 900);
  const pause = random.between(0, 500);
  if (aim === 'anyTime' || aim === 'starting') await delay(pause);
  else if (!(await ledger.next(aim, 2_000))) ledger.count('kills that missed their moment');
  await instances.kill9(number);
  ledger.count('kills');
  ledger.count(`kills: ${aim}`);
  if (aim === 'starting') {
    await instances.start(number, killAfter);
    ledger.count('kills');
  }
  await instances.start(number);
  return aim === 'starting' ? 2 : 1;
}
