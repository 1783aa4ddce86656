import type { Waiting } from '../sandbox/teams/waiting.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { type Board, offers, readBoard, textOf } from './cards-on-board.ts';
import type { Instances } from './instances.ts';
import type { Ledger } from './ledger.ts';
import { requestStatus, type Status } from './request-status.ts';

export interface Settling {
  readonly tenant: Tenant;
  readonly ledger: Ledger;
  readonly instances: Instances;
  readonly waiting: Waiting;
  /** How often a person was asked about each request, and answered. */
  readonly asked: Map<string, number>;
}

export interface Unsettled {
  readonly id: string;
  readonly why: string;
}

/**
 * Waits until everything that was acknowledged has come to its end, as people see it. Answers what has not by then.
 */
export async function settle(settling: Settling, deadline: number): Promise<Unsettled[]> {
  const { tenant, ledger, instances, waiting } = settling;
  let open = [...new Set([...ledger.alerts.map(({ requestId }) => requestId), ...ledger.decisions.keys()])];
  for (;;) {
    const board = readBoard(tenant);
    const problems = new Map<string, string>();
    for (const id of open) {
      const status = await requestStatus(tenant, instances.origin(), id);
      const isAsked = status !== undefined && (await answerQuestion(settling, board, id, status));
      const problem = isAsked ? 'a person was asked, and answered' : whatIsMissing(board, id, status);
      if (problem !== undefined) problems.set(id, problem);
    }
    open = [...problems.keys()];
    if (open.length === 0) return [];
    if (Date.now() > deadline) {
      return [...problems].map(([id, why]) => ({ id, why }));
    }
    await waiting.until(() => false, 250).catch(() => undefined);
  }
}

/** Undefined: the request has come to its end, or waits for people, and the thread says so. */
function whatIsMissing(board: Board, id: string, status: Status | undefined): string | undefined {
  const cards = board.cards(id);
  const isListed = board.summaries(id).length > 0;
  if (cards.length === 0 && !isListed) return 'no card';
  // A request that was typed is shown to nobody over HTTP: what its card says is all there is.
  const state = status?.state ?? shownState(board, id);
  if (state === 'pending' || state === 'partiallyApproved') return undefined;
  if (!isListed && cards.every((post) => offers(post, 'approve'))) return `${state}, and no card says so`;
  if (state === 'rejected' || state === 'expired') return undefined;
  const said = board.replies(id).map((post) => textOf(post.card));
  if (isSaid(state, said)) return undefined;
  // The judge looks whether that is so: the other request's question to a person is still open.
  if (cards.some((post) => textOf(post.card).includes('another request is being submitted for the same mail'))) {
    return undefined;
  }
  const batches = status?.batches.map((batch) => batch.state).join(', ') ?? 'as its card says';
  return `${state}, not said in its thread (${batches})`;
}

/** Does the thread hold the link, the failure, or the question to a person? What is only on its way may hold a link too. */
function isSaid(state: string, said: readonly string[]): boolean {
  const needed: readonly (readonly [RegExp, readonly RegExp[]])[] = [
    [
      /^(submitted|verifying|verified|partlyVerified|unverified)$/,
      [/ · Submitted to Microsoft Defender/, /action-center/],
    ],
    [/^failed$/, [/ · Could not be submitted/]],
    [/^submitting$/, [/ · Still not clear/]],
  ];
  const words = needed.find(([states]) => states.test(state))?.[1];
  return words !== undefined && said.some((text) => words.every((word) => word.test(text)));
}

function shownState(board: Board, id: string): string {
  const texts = board.cards(id).map((post) => String(post.card?.['fallbackText']));
  const words: readonly [RegExp, string][] = [
    [/Submitted|Already|erified/, 'submitted'],
    [/Rejected/, 'rejected'],
    [/Expired/, 'expired'],
    [/Failed/, 'failed'],
    [/waits for/, 'pending'],
  ];
  return words.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? 'submitting';
}

/** A person looks into Graph's own record, as people do in the Action center, before anything is sent again. False: nobody is asked. */
async function answerQuestion(
  { tenant, ledger, asked }: Settling,
  board: Board,
  id: string,
  status: Status,
): Promise<boolean> {
  const post = board.cards(id).find((card) => offers(card, 'checkAgain'));
  const times = asked.get(id) ?? 0;
  if (!post || times >= 2) return false;
  asked.set(id, times + 1);
  const told = new Set(
    tenant.graph
      .mailboxes()
      .filter(({ remediations }) => remediations > 0)
      .map(({ networkMessageId, recipientEmailAddress }) => `${networkMessageId}|${recipientEmailAddress}`),
  );
  const nothingTold = status.emails.every(
    ({ networkMessageId, recipientEmailAddress }) => !told.has(`${networkMessageId}|${recipientEmailAddress}`),
  );
  const verb = nothingTold && offers(post, 'sendAgain') ? 'sendAgain' : 'checkAgain';
  ledger.count(`questions answered with ${verb}`);
  await tenant.teams.click({ as: 'ben', postId: post.id, verb });
  return true;
}
