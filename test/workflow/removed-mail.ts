/** What an undo begins with: mail of which the mailboxes have shown that a request moved it. */
import type { Alert, Person, RequestId } from '../../src/approval/request.ts';
import { testChannel } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import type { StepWorld } from '../support/step-world.ts';
import { alerted, pass } from './as-time-passes.ts';

const minute = 60_000;

/** Submits what was approved, and lets the mailboxes show all of it moved. */
export async function seenMoved(world: StepWorld): Promise<void> {
  await world.work();
  world.mailboxes.otherwise = 'others';
  await pass(world, minute);
}

export async function removedMail(world: StepWorld, over: Partial<Alert> = {}): Promise<RequestId> {
  const requestId = await alerted(world, over);
  await world.click('approve', ana, requestId);
  await seenMoved(world);
  return requestId;
}

export function askUndo(world: StepWorld, requestId: RequestId, person: Person = ana) {
  return world.steps.requestUndo(requestId, { person, teamId: testChannel.teamId });
}

/** The request that is to bring the mail back. */
export async function undoOf(world: StepWorld, requestId: RequestId) {
  await askUndo(world, requestId);
  await world.work();
  const id = (await world.store.undosOf(requestId)).at(-1);
  return id && world.store.request(id);
}
