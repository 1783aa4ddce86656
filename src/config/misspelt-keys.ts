import { editDistance } from '../edit-distance.ts';
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
