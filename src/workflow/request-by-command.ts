import { messageIds } from '../approval/grouping.ts';
import { foldDuplicates } from '../approval/request.ts';
import { alertChannel } from './alert-channel.ts';
import { openRequest } from './open-request.ts';
import { mayNotRead } from './read-requests.ts';
import type { RequestView } from './request-view.ts';
import type { RevisingPorts } from './revise-request.ts';
import type { Asker, CommandAnswer, RemovalRequest } from './steps.ts';
import { viewRequest } from './view-request.ts';

/** `request …` typed in chat: a request like any other, decided on its card in the alert channel. */
export async function requestByCommand(
  ports: RevisingPorts,
  asked: RemovalRequest,
  asker: Asker,
): Promise<CommandAnswer<{ view: RequestView; channelBound: boolean }>> {
  const { store, settings, clock } = ports;
  const barred = await mayNotRead(store, settings, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return store.transaction(async (tx) => {
    const { networkMessageId, recipients, action, because } = asked;
    const emails = foldDuplicates(
      recipients.map((recipientEmailAddress) => ({ networkMessageId, recipientEmailAddress })),
    );
    const request = await openRequest(
      tx,
      {
        origin: { kind: 'command', by: asker.person, ...(because === undefined ? {} : { because }) },
        content: { action, severity: 'medium', remediateSendersCopy: false },
        emails,
        earlierRequestId: await tx.decidedBefore(messageIds(emails)),
      },
      clock.now(),
      ports,
    );
    const channelBound = (await alertChannel(tx, settings)) !== undefined;
    return { kind: 'done', view: await viewRequest(tx, request, settings), channelBound };
  });
}
