import { randomUUID } from 'node:crypto';
import type { GraphSide } from '../tenant-types.ts';

const hour = 60 * 60_000;

/** Mail of the same attacker that no alert told of: only `find` shows it. */
export function addUnreportedMail(graph: GraphSide): void {
  const networkMessageId = randomUUID();
  for (const name of ['priya.nair', 'helena.vos', 'reception']) {
    graph.addMail({
      networkMessageId,
      recipientEmailAddress: `${name}@contoso.com`,
      subject: 'Last reminder: invoice INV-20418',
      sender: 'billing@northwind-traders.example',
      receivedAt: Date.now() - hour,
    });
  }
}
