/** What `npm run fuzz` was asked for. */
import { parseArgs } from 'node:util';
import { argumentFault, endWithUsage } from '../support/end-with-usage.ts';
import type { FuzzPlan } from './run-fuzz.ts';

const usage = `Usage: npm run fuzz -- [--inputs 5000] [--seed 4711] [--from 0]
Sends so many hostile inputs to /api/messages, /api/alerts and /api/requests of the real service, and looks at its answers,
its log and its memory. Exit code 0: no 5xx, no crash, nothing decided, no growth. The same seed: the same inputs;
--from N --inputs 1 sends the one that a problem names.
`;

function parsed() {
  try {
    return parseArgs({
      options: {
        inputs: { type: 'string', default: '5000' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        from: { type: 'string', default: '0' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (thrown) {
    return endWithUsage(usage, argumentFault(thrown));
  }
}

function number(name: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : endWithUsage(usage, `--${name} takes a whole number, not ${text}.`);
}

const values = parsed();
if (values.help) endWithUsage(usage);

export const options: FuzzPlan = {
  inputs: number('inputs', values.inputs),
  seed: number('seed', values.seed),
  from: number('from', values.from),
};
