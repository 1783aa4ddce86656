import { messageKeys } from '../approval/grouping.ts';
import { type AnalyzedEmail, emailKey, foldDuplicates, isOpenAt, type RequestId } from '../approval/request.ts';
import { channelFor, channelOfRequest } from './alert-channel.ts';
import { consultPolicy } from './consult-policy.ts';
import { openRequest } from './open-request.ts';
import { whyNotAsk } from './read-requests.ts';
import type { RequestView } from './request-view.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CommandAnswer, RemovalRequest } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { viewRequest } from './view-request.ts';

/** Nobody says how bad it is. */
const severity = 'medium';

/**
 * `request …` typed in chat: a request like any other, decided on its card in the alert channel. What an open request
 * already asks for is not asked for twice; where that is all of it, the answer names that request.
 */
export async function requestByCommand(
  ports: StepPorts,
  asked: RemovalRequest,
  asker: Asker,
): Promise<CommandAnswer<{ view: RequestView; channelBound: boolean; alreadyOpen: boolean }>> {
  const { store, settings, clock } = ports;
  const ruling = await consultPolicy(ports, { person: asker.person });
  const barred = await whyNotAsk(store, settings, ruling, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return store.transaction(async (tx) => {
    const { networkMessageId, recipients, action, because } = asked;
    const named = foldDuplicates(
      recipients.map((recipientEmailAddress) => ({ networkMessageId, recipientEmailAddress })),
    );
    await tx.lockMessages(messageKeys(named), undefined);
    const { emails, openId } = await notAskedForYet(tx, named, clock.now());
    const open = openId === undefined ? undefined : await tx.request(openId);
    const alreadyOpen = emails.length === 0 && open !== undefined;
    const request = alreadyOpen
      ? open
      : await openRequest(
          tx,
          {
            origin: { kind: 'command', by: asker.person, ...(because === undefined ? {} : { because }) },
            content: { action, severity, remediateSendersCopy: false },
            emails: emails.length === 0 ? named : emails,
            earlierRequestId: openId ?? (await tx.decidedBefore(messageKeys(named))),
            channelId: (await channelFor(tx, settings, { severity }))?.channelId,
          },
          clock.now(),
          ports,
        );
    const channelBound = (await channelOfRequest(tx, settings, request)) !== undefined;
    return { kind: 'done', view: await viewRequest(tx, request, settings, ruling), channelBound, alreadyOpen };
  });
}

async function notAskedForYet(
  tx: StoreTransaction,
  named: readonly AnalyzedEmail[],
  now: number,
): Promise<{ emails: AnalyzedEmail[]; openId: RequestId | undefined }> {
  let emails = [...named];
  let openId: RequestId | undefined;
  for (const id of await tx.joinable(messageKeys(named), undefined)) {
    const request = await tx.request(id);
    if (!request || !isOpenAt(request, now)) continue;
    const known = new Set((await tx.emails(id)).map(emailKey));
    const rest = emails.filter((email) => !known.has(emailKey(email)));
    if (rest.length < emails.length) openId ??= id;
    emails = rest;
  }
  return { emails, openId };
}
