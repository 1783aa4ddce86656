import type { RequestView } from '../../workflow/request-view.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

/** "4 of 5 emails left the mailbox folders", and which did not, by why. Nothing before the first look. */
export function proofLines({ verification, action }: RequestView, pen: Pen): Line[] {
  if (!verification) return [];
  const { words } = pen;
  const { proven, expected, notProven } = verification;
  return linesOf([
    words.proven({ action, proven, expected }),
    ...notProven.map(({ reason, count, addresses }) =>
      words.notProven({ reason, count, names: pen.first(addresses, count) }),
    ),
  ]);
}
