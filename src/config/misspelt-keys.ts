import { azureKeys, settingKeys } from './setting-keys.ts';

export interface MisspeltKey {
  readonly key: string;
  readonly meant: string;
}

const known: ReadonlySet<string> = new Set([...settingKeys, ...azureKeys]);
const foreign = /^(AZURE|OTEL|NODE|IDENTITY|npm)_/;

/** Set variables that look like one of ours written wrongly: a hint for people, never a reason not to start. */
export function misspeltKeys(names: readonly string[]): readonly MisspeltKey[] {
  return names.flatMap((key) => {
    if (known.has(key) || foreign.test(key)) return [];
    const meant = settingKeys.find((candidate) => isNear(key, candidate));
    return meant === undefined ? [] : [{ key, meant }];
  });
}

function isNear(key: string, candidate: string): boolean {
  // HOME is two letters away from HOST: short words need a closer look.
  const most = candidate.length <= 6 ? 1 : 2;
  if (Math.abs(key.length - candidate.length) > most) return false;
  return editDistance(key.toUpperCase(), candidate) <= most;
}

/** Optimal string alignment: insertion, deletion, change, and two neighbours swapped, one each. */
function editDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= right.length; column++) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swap = isSwapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + change, swap));
    }
  }
  return at(left.length, right.length);
}
