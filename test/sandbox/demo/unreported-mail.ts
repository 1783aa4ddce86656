import { randomUUID } from 'node:crypto';
import type { GraphSide } from '../tenant-types.ts';

const hour = 60 * 60_000;

export interface UnreportedMail {
  readonly networkMessageId: string;
  readonly recipients: readonly [string, ...string[]];
  readonly subject: string;
  readonly sender: string;
  readonly receivedAt: number;
}

/** Mail of the same attacker that no alert names: only `find` shows it. */
export function addUnreportedMail(graph: GraphSide): UnreportedMail {
  const mail: UnreportedMail = {
    networkMessageId: randomUUID(),
    recipients: ['priya.nair@contoso.com', 'helena.vos@contoso.com', 'reception@contoso.com'],
    subject: 'Last reminder: invoice INV-20418',
    sender: 'billing@northwind-traders.example',
    receivedAt: Date.now() - hour,
  };
  const { recipients, ...message } = mail;
  for (const recipientEmailAddress of recipients) graph.addMail({ ...message, recipientEmailAddress });
  return mail;
}
