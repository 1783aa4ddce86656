import { z } from 'zod';
import type { GraphSide, Mailbox } from '../tenant-types.ts';

const remediateBody = z.object({
  action: z.string(),
  analyzedEmails: z.array(z.object({ networkMessageId: z.string(), recipientEmailAddress: z.string() })),
});

/** The mailboxes, each email with the action that Graph was last told for it. */
export function readMailboxes(graph: GraphSide): readonly (Mailbox & { readonly lastAction?: string })[] {
  const lastActions = new Map<string, string>();
  for (const call of graph.remediations) {
    const body = remediateBody.safeParse(call.body);
    for (const email of body.data?.analyzedEmails ?? []) lastActions.set(key(email), body.data?.action ?? '');
  }
  return graph.mailboxes().map((mailbox) => {
    const lastAction = lastActions.get(key(mailbox));
    return lastAction === undefined ? mailbox : { ...mailbox, lastAction };
  });
}

function key(email: Pick<Mailbox, 'networkMessageId' | 'recipientEmailAddress'>): string {
  return `${email.networkMessageId}|${email.recipientEmailAddress}`.toLowerCase();
}
