/** What `npm run chaos` was asked for. */
import { parseArgs } from 'node:util';
import { argumentFault, endWithUsage } from '../support/end-with-usage.ts';
import type { FaultPlan } from './plan.ts';

const usage = `Usage: npm run chaos -- [--minutes 5] [--kills 1] [--seed 4711] [--store embedded|postgres]
Kills the service with -9 under load, on a bad day of Teams and Graph, for so many minutes and until it was killed so
often, and holds what was acknowledged against Graph's record, the threads and the audit log. Exit code 0: nothing was
lost, nothing was done twice. The same seed: the same people, faults and kills.
`;

const stores = ['embedded', 'postgres'] as const;

function parsed() {
  try {
    return parseArgs({
      options: {
        minutes: { type: 'string', default: '5' },
        kills: { type: 'string', default: '1' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        store: { type: 'string', default: 'embedded' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (thrown) {
    return endWithUsage(usage, argumentFault(thrown));
  }
}

function number(name: string, text: string, pattern: RegExp, kind: string): number {
  return pattern.test(text) ? Number(text) : endWithUsage(usage, `--${name} takes ${kind}, not ${text}.`);
}

function storeOf(name: string): FaultPlan['store'] {
  const known = stores.find((one) => one === name);
  return known ?? endWithUsage(usage, `--store takes ${stores.join(' or ')}, not ${name}.`);
}

const values = parsed();
if (values.help) endWithUsage(usage);

export const options: FaultPlan = {
  store: storeOf(values.store),
  seed: number('seed', values.seed, /^\d{1,15}$/, 'a whole number'),
  kills: number('kills', values.kills, /^\d{1,6}$/, 'a whole number'),
  forMs: number('minutes', values.minutes, /^\d{1,6}(\.\d+)?$/, 'a number of minutes') * 60_000,
};
