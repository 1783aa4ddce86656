import type { ImportFigures } from './measure-imports.ts';
import { aims, plan } from './plan.ts';
import type { TrialFigures } from './run-trial.ts';
import { markdownTable, shown } from './table.ts';

export interface Results {
  readonly full: TrialFigures;
  readonly floor: TrialFigures;
  readonly ratios: TrialFigures;
  readonly imports: ImportFigures;
}

interface Row {
  readonly label: string;
  readonly key: keyof TrialFigures;
  readonly digits: number;
  readonly aim?: (results: Results) => { readonly text: string; readonly met: boolean };
}

const rows: readonly Row[] = [
  {
    label: `round trips/s, ${plan.tripsAtOnce} at once`,
    key: 'tripsPerSecond',
    digits: 1,
    aim: ({ ratios }) => ({
      text: `ratio ≥ ${aims.tripsOfFloor}`,
      met: ratios.tripsPerSecond >= aims.tripsOfFloor,
    }),
  },
  { label: 'CPU ms a round trip', key: 'cpuMsPerTrip', digits: 1 },
  { label: `click answer p50, ms, at ${plan.clicksPerSecond}/s`, key: 'clickP50Ms', digits: 1 },
  {
    label: `click answer p99, ms, at ${plan.clicksPerSecond}/s`,
    key: 'clickP99Ms',
    digits: 1,
    aim: ({ full }) => ({ text: `< ${aims.clickP99Ms} ms`, met: full.clickP99Ms < aims.clickP99Ms }),
  },
  { label: 'start to listening, ms', key: 'listeningMs', digits: 0 },
  {
    label: 'start to ready, ms',
    key: 'readyMs',
    digits: 0,
    aim: ({ full }) => ({ text: `< ${aims.startMs} ms`, met: full.readyMs < aims.startMs }),
  },
  {
    label: 'resident idle, MB',
    key: 'idleMegabytes',
    digits: 0,
    aim: ({ full }) => ({ text: `< ${aims.idleMegabytes} MB`, met: full.idleMegabytes < aims.idleMegabytes }),
  },
  { label: `resident after ${plan.warmUpTrips} round trips, MB`, key: 'warmMegabytes', digits: 0 },
  { label: 'resident after all load, MB', key: 'loadedMegabytes', digits: 0 },
];

export function tableOf(results: Results): string {
  const { full, floor, ratios, imports } = results;
  const lines = rows.map(({ label, key, digits, aim }) => {
    const verdict = aim?.(results);
    return [
      label,
      shown(full[key], digits),
      shown(floor[key], digits),
      shown(ratios[key], 2),
      verdict ? `${verdict.text}: ${verdict.met ? 'met' : 'not met'}` : '',
    ];
  });
  lines.push(['only importing the SDKs, ms', shown(imports.importMs, 0), '', '', '']);
  lines.push(['only importing the SDKs, resident MB', shown(imports.importMegabytes, 0), '', '', '']);
  return markdownTable(['', 'Countersign', 'floor', 'ratio', 'aim'], lines);
}
