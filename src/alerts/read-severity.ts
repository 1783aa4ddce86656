import type { Severity } from '../approval/request.ts';

const known: Readonly<Record<string, Severity>> = {
  low: 'low',
  informational: 'low',
  information: 'low',
  medium: 'medium',
  moderate: 'medium',
  high: 'high',
  critical: 'high',
};

/** In any case. Rows of hunting and some rules have none, and new words may come: neither is a reason to look away. */
export function readSeverity(text: string | undefined): Severity {
  const folded = text?.toLowerCase() ?? '';
  return (Object.hasOwn(known, folded) && known[folded]) || 'medium';
}
