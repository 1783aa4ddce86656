/** What specs do to a world while time passes in it, and what they look at afterwards. */
import type { Alert, RequestId } from '../../src/approval/request.ts';
import type { WorkShelf } from '../../src/workflow/ports.ts';
import type { ReplyKind } from '../../src/workflow/reply-kind.ts';
import type { Work } from '../../src/workflow/work.ts';
import { anAlert } from '../support/builders.ts';
import type { StepWorld } from '../support/step-world.ts';

/** Has everything done that is due by then. */
export async function pass(world: StepWorld, ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.work();
}

export async function alerted(world: StepWorld, over: Partial<Alert> = {}): Promise<RequestId> {
  const { requestId } = await world.steps.receiveAlert(anAlert(over));
  await world.work();
  return requestId;
}

export const said = (world: StepWorld, kind: ReplyKind) => world.thread.replies.filter((reply) => reply.kind === kind);

export async function audits(world: StepWorld, kind: string): Promise<number> {
  return (await world.audited()).filter((one) => one === kind).length;
}

export async function refusalOf(click: ReturnType<StepWorld['click']>): Promise<string> {
  const answer = await click;
  return answer.kind === 'refused' ? answer.reason : answer.kind;
}

/** As if a queue had lost everything of these kinds. */
export async function loseWork(world: StepWorld, ...kinds: Work['kind'][]): Promise<void> {
  for (const item of await world.shelf.take(kinds, 100, Number.MAX_SAFE_INTEGER, 0)) await world.shelf.done(item);
}

/** The codes of all work that fails from here on, also of what is tried again. */
export function failuresIn({ shelf }: StepWorld): string[] {
  const codes: string[] = [];
  const { putBack, giveUp } = shelf;
  const watched: Pick<WorkShelf, 'putBack' | 'giveUp'> = {
    putBack: (item, dueAt, error) => {
      codes.push(error);
      return putBack(item, dueAt, error);
    },
    giveUp: (item, error) => {
      codes.push(error);
      return giveUp(item, error);
    },
  };
  Object.assign(shelf, watched);
  return codes;
}
