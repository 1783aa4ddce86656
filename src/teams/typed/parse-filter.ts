import { severities } from '../../approval/request.ts';
import type { ChannelFilter } from '../../approval/routing.ts';

export type FilterProblem = 'alertSource' | 'alertSeverity' | 'alertFilter';

/** As an alert may name its source (INTERFACE section 3). */
const sourceName = /^[a-z0-9.-]{1,64}$/;

/** `[from <source>] [severity <severity>]`, in any order, as it stands behind `alerts here`; or what is wrong with it. */
export function readFilter(typed: string): ChannelFilter | FilterProblem {
  const words = wordsOf(typed);
  const said = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) {
    const [first = '', second = ''] = words.slice(at, at + 2);
    // `high severity` is said as often as `severity high`.
    const [what, value] = second === 'severity' && first !== 'from' ? [second, first] : [first, second];
    if ((what !== 'from' && what !== 'severity') || said.has(what)) return 'alertFilter';
    said.set(what, value);
  }
  const source = said.get('from');
  if (source !== undefined && !sourceName.test(source)) return 'alertSource';
  const wanted = said.get('severity');
  const severity = severities.find((known) => known === wanted);
  if (wanted !== undefined && severity === undefined) return 'alertSeverity';
  return {
    ...(source !== undefined && { source }),
    // From low up is everything.
    ...(severity !== undefined && severity !== 'low' && { minSeverity: severity }),
  };
}

/** Names are quoted, lists have commas, and sentences end. */
function wordsOf(typed: string): string[] {
  return typed
    .slice(0, 400)
    .toLowerCase()
    .split(/[\s,;:]+/)
    .map((word) => word.replace(/^["'“‘<(]+/, '').replace(/["'”’>).!?]+$/, ''))
    .filter((word) => word !== '' && word !== 'and');
}
