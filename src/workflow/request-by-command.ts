import { coversAction, messageKeys } from '../approval/grouping.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  emailKey,
  foldDuplicates,
  isOpenAt,
  type MailFacts,
  type RemediationAction,
  type RequestId,
} from '../approval/request.ts';
import { channelFor, channelOfRequest } from './alert-channel.ts';
import { consultPolicy } from './consult-policy.ts';
import { doneOrUnderWay } from './join-or-open.ts';
import { openRequest } from './open-request.ts';
import { whyNotAsk } from './read-requests.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CommandAnswer, LeftOut, RemovalAnswer, RemovalRequest } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { viewRequest } from './view-request.ts';

/** A message that `find` found. */
interface FoundFor {
  /** What Defender knows of it. */
  readonly facts: MailFacts;
  /** The request whose alert named no message, for which it was looked for. */
  readonly about: RequestId | undefined;
}

/**
 * `request …` typed in chat: a request like any other, decided on its card in the alert channel. What an open request
 * already asks for, and what was remediated already, is left out; where that is all of it, no request is opened and the
 * answer names the one that has it. `found`: from a result of `find`; otherwise an earlier request may tell of the mail.
 */
export async function requestByCommand(
  ports: StepPorts,
  asked: RemovalRequest,
  asker: Asker,
  found?: FoundFor,
): Promise<CommandAnswer<RemovalAnswer>> {
  const { store, settings, clock } = ports;
  const ruling = await consultPolicy(ports, { person: asker.person });
  const barred = await whyNotAsk(store, settings, ruling, asker);
  if (barred) return { kind: 'refused', reason: barred };
  return store.transaction(async (tx) => {
    const { action, severity = 'medium', because } = asked;
    const named = foldDuplicates(asked.emails);
    await tx.lockMessages(messageKeys(named), undefined);
    const content = { action, severity, remediateSendersCopy: false } as const;
    const { emails, openElsewhere, openBeside, remediated } = await onlyNew(tx, named, content, clock.now());
    const [earlier] = [...openElsewhere, ...remediated];
    const known = emails.length === 0 ? await existing(tx, earlier) : undefined;
    const request =
      known ??
      (await openRequest(
        tx,
        {
          origin: {
            kind: 'command',
            by: asker.person,
            ...(because === undefined ? {} : { because }),
            ...(found === undefined ? await earlierFacts(tx, emails, settings.tenantId) : { found: true }),
          },
          content,
          // Whoever asks must not get round a rule on the usual severity by choosing a lower one.
          severities: severity === 'low' ? ['medium'] : [],
          emails,
          facts: found?.facts,
          earlierRequestId:
            found?.about ?? openElsewhere[0]?.requestId ?? openBeside ?? (await tx.decidedBefore(messageKeys(named))),
          channelId: (await channelFor(tx, settings, { severity }))?.channelId,
        },
        clock.now(),
        ports,
      ));
    // Its card tells that this one was asked for.
    if (found?.about) await tx.schedule({ kind: 'redrawCard', requestId: found.about }, clock.now());
    return {
      kind: 'done',
      view: await viewRequest(tx, request, settings, ruling),
      channelBound: (await channelOfRequest(tx, settings, request)) !== undefined,
      alreadyOpen: known !== undefined && openElsewhere.length > 0,
      asked: emails.length,
      named: named.length,
      openElsewhere,
      remediated,
    };
  });
}

/** No more than so many are asked: each is a few look-ups in the transaction of who waits for the answer. */
const mostAsked = 20;

/** Of the first message that an earlier request can tell of: a message id says nothing to whoever has to approve. */
async function earlierFacts(
  tx: StoreTransaction,
  emails: readonly AnalyzedEmail[],
  tenantId: string,
): Promise<{ readonly factsOf?: RequestId }> {
  const ids = await tx.thatTellOf(messageKeys(emails), tenantId);
  for (const factsOf of ids.slice(0, mostAsked)) {
    const { facts } = await tx.alertSummary(factsOf);
    if (facts?.subject !== undefined || facts?.sender !== undefined) return { factsOf };
  }
  return {};
}

async function existing(tx: StoreTransaction, earlier: LeftOut | undefined): Promise<ApprovalRequest | undefined> {
  return earlier && (await tx.request(earlier.requestId));
}

interface OnlyNew {
  readonly emails: readonly AnalyzedEmail[];
  readonly openElsewhere: readonly LeftOut[];
  /** The oldest open request about one of the messages that asks for something else. */
  readonly openBeside: RequestId | undefined;
  readonly remediated: readonly LeftOut[];
}

/** An open request has an email only where its action would leave the wanted one nothing to do. */
export async function onlyNew(
  tx: StoreTransaction,
  named: readonly AnalyzedEmail[],
  content: { readonly action: RemediationAction; readonly remediateSendersCopy: boolean },
  now: number,
): Promise<OnlyNew> {
  let emails = [...named];
  const openElsewhere: LeftOut[] = [];
  let openBeside: RequestId | undefined;
  for (const requestId of await tx.joinable(messageKeys(named), undefined)) {
    const request = await tx.request(requestId);
    if (!request || !isOpenAt(request, now)) continue;
    const known = coversAction(request.revision.action, content.action)
      ? new Set((await tx.emails(requestId)).map(emailKey))
      : new Set();
    const rest = emails.filter((email) => !known.has(emailKey(email)));
    if (rest.length < emails.length) openElsewhere.push({ requestId, emails: emails.length - rest.length });
    else openBeside ??= requestId;
    emails = rest;
  }
  const done = await tx.remediatedBefore(emails.map(emailKey), { ...content, batchStates: doneOrUnderWay });
  return {
    emails: emails.filter((email) => !done.has(emailKey(email))),
    openElsewhere,
    openBeside,
    remediated: countedBy(emails.flatMap((email) => done.get(emailKey(email)) ?? [])),
  };
}

/** Whoever has most of it first. */
function countedBy(ids: readonly RequestId[]): LeftOut[] {
  const counts = new Map<RequestId, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const found = [...counts].map(([requestId, emails]) => ({ requestId, emails }));
  return found.sort((a, b) => b.emails - a.emails);
}
