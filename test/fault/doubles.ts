/**
 * Cards and replies are said at least once: once more where nobody can know whether the first time arrived. Whatever
 * stands in the channel and is not known to the service is such a first time, and must have a reason.
 */
import type { RequestId } from '../../src/approval/request.ts';
import { cardKey, replyKey } from '../../src/workflow/outbox/outbox-row.ts';
import { replyKinds } from '../../src/workflow/reply-kind.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import type { Post, Tenant } from '../sandbox/tenant-types.ts';
import { inShort } from './cards-on-board.ts';
import type { Ledger } from './ledger.ts';

export interface Doubles {
  /** Teams did not say that it was posted, or its sender was dead by then. */
  readonly untold: number;
  /** Its sender was killed so soon after that it cannot have been recorded. */
  readonly cutOff: number;
  /** Neither: defects. */
  readonly unexplained: readonly string[];
}

/** How long things take on a machine that starts a process at the same time, in milliseconds. */
interface Slowness {
  /** From a post to the commit that records it. */
  readonly recordedWithin: number;
  /** From a sender's death until its call has come through. */
  readonly underWay: number;
}

/** Seen were an eighth and a fifteenth of the time of a start, at most. */
function slownessOf({ counts }: Ledger): Slowness {
  const start = (counts.get('milliseconds of starts') ?? 0) / Math.max(1, counts.get('starts') ?? 0);
  return { recordedWithin: Math.max(150, start * 0.3), underWay: Math.max(80, start * 0.15) };
}

export async function findDoubles(
  store: Store,
  ids: readonly RequestId[],
  tenant: Tenant,
  ledger: Ledger,
): Promise<{ readonly cards: Doubles; readonly replies: Doubles }> {
  const { killedAt } = ledger;
  const { recordedWithin, underWay } = slownessOf(ledger);
  const isCutOff = (afterMs: number) => afterMs > -underWay && afterMs < recordedWithin;
  const { untold } = tenant.teams.figures();
  const known = await knownPosts(store, ids);
  const roots = tenant.teams.posts().filter(({ from }) => from === 'bot');

  function explain(posts: readonly Post[]): Doubles {
    const doubled = posts.filter(({ id }) => !known.has(id));
    const told = doubled.filter(({ id }) => !untold.has(id));
    const without = told.filter(({ at }) => !killedAt.some((kill) => isCutOff(kill - at)));
    return {
      untold: doubled.length - told.length,
      cutOff: told.length - without.length,
      unexplained: without.map(
        (post) => `${inShort(post)} ${nearest(killedAt, post.at)}, recorded within ${Math.round(recordedWithin)} ms`,
      ),
    };
  }

  const replies = roots.flatMap((root) => root.replies).filter(({ from }) => from === 'bot');
  return { cards: explain(roots), replies: explain(replies) };
}

function nearest(killedAt: readonly number[], at: number): string {
  const next = killedAt.find((kill) => kill >= at);
  const last = killedAt.findLast((kill) => kill < at);
  return `(killed ${last === undefined ? 'never' : at - last} ms before, ${next === undefined ? 'never' : next - at} ms after)`;
}

/** Activity ids of every card, summary and reply that the service has on record. */
async function knownPosts(store: Store, ids: readonly RequestId[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  async function note(key: string) {
    const message = await store.message(key);
    if (message?.address) known.add(message.address.activityId);
    return message;
  }
  for (const id of ids) {
    const card = await note(cardKey(id));
    if (card?.summary !== undefined) await note(card.summary);
    const batches = await store.batches(id);
    const rounds = batches.reduce((sum, { attempts }) => sum + attempts, batches.length);
    if (batches.length === 0) continue;
    for (const kind of replyKinds) {
      for (let round = 0; round <= rounds; round += 1) await note(replyKey(id, kind, round));
    }
  }
  return known;
}
