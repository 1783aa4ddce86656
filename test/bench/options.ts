/** What `npm run bench` was asked for: `npm run bench -- past burst --past 100000 --rounds 3`. */
import { parseArgs } from 'node:util';
import { argumentFault, endWithUsage } from '../support/end-with-usage.ts';

export const parts = ['trips', 'past', 'campaign', 'burst', 'postgres'] as const;
export type Part = (typeof parts)[number];

export interface BenchOptions {
  readonly parts: readonly Part[];
  readonly rounds: number;
  /** How many past requests a store holds, for each store that is compared with an empty one. */
  readonly past: readonly number[];
  /** Recipients of the one large campaign. */
  readonly recipients: number;
  /** Alerts of the burst. */
  readonly alerts: number;
  readonly instances: number;
}

const usage = `Usage: npm run bench -- [${parts.join('] [')}]
    [--rounds 3] [--past 100000,1000000] [--recipients 10000] [--alerts 500] [--instances 3]
Measures the named parts, or all of them; prints tables and writes build/bench.json. It asserts nothing.
`;

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: '3' },
        past: { type: 'string', default: '100000,1000000' },
        recipients: { type: 'string', default: '10000' },
        alerts: { type: 'string', default: '500' },
        instances: { type: 'string', default: '3' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (thrown) {
    return endWithUsage(usage, argumentFault(thrown));
  }
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) endWithUsage(usage, `--${name} takes a whole number from 1, not ${text}.`);
  return Number(text);
}

function partOf(name: string): Part {
  const part = parts.find((one) => one === name);
  return part ?? endWithUsage(usage, `There is no ${name}. What can be measured: ${parts.join(', ')}.`);
}

const { values, positionals } = parsed();
if (values.help) endWithUsage(usage);

export const options: BenchOptions = {
  parts: positionals.length === 0 ? parts : positionals.map(partOf),
  rounds: whole('rounds', values.rounds),
  past: values.past.split(',').map((count) => whole('past', count)),
  recipients: whole('recipients', values.recipients),
  alerts: whole('alerts', values.alerts),
  instances: whole('instances', values.instances),
};
