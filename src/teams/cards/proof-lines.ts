import { foldCase } from '../../approval/request.ts';
import { mayStillMove } from '../../approval/verification.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import type { Names } from '../words/arguments.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

/** "4 of 5 emails left the inbox", and which did not, by why, so many of each. Nothing before the first look. */
export function proofLines(
  { verification, action, state }: RequestView,
  pen: Pen,
  most = Math.min(pen.limits.people, pen.limits.unproven),
): Line[] {
  if (!verification) return [];
  const { words } = pen;
  const { proven, expected, notProven } = verification;
  return linesOf([
    words.proven({ action, proven, expected }),
    ...notProven.map(({ reason, count, addresses }) => {
      const names = namesOf(addresses, count, most, pen);
      const mayChange = state === 'verifying' && mayStillMove(reason);
      return words.notProven({ action, reason, mayChange, count, names });
    }),
  ]);
}

/** Each address once, with how many emails it stands for; who is not named is counted in emails. */
function namesOf(addresses: readonly string[], count: number, most: number, pen: Pen): Names {
  const byAddress = new Map<string, string[]>();
  for (const address of addresses) {
    byAddress.set(foldCase(address), [...(byAddress.get(foldCase(address)) ?? []), address]);
  }
  const shown = [...byAddress.values()].slice(0, most);
  return {
    shown: shown.map((alike) => {
      const address = pen.exact(alike[0] ?? '');
      return alike.length === 1 ? address : pen.words.emailsAt({ address, emailCount: alike.length });
    }),
    more: Math.max(count - shown.flat().length, 0),
  };
}
