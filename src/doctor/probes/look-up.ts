import { randomUUID } from 'node:crypto';
import type { CallGraph } from '../../graph/graph-call.ts';
import type { Named } from '../named-in-policy.ts';

/** `unclear`: Graph answered something else, or nothing. */
export type Standing = 'there' | 'missing' | 'forbidden' | 'unclear';

export interface LookedUp extends Named {
  readonly standing: Standing;
}

const atOnce = 5;
/** Each is a call; a doctor that asks for thousands of people would be throttled, and over its time. */
const most = 60;

/** Is each of these there? One read a name, in the order given; names beyond the first sixty are left out. */
export async function lookUp(
  callGraph: CallGraph,
  names: readonly Named[],
  pathOf: (name: string) => string | undefined,
): Promise<readonly LookedUp[]> {
  const wanted = names.slice(0, most);
  const standings: Standing[] = [];
  const left = wanted.entries();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const [index, { name }] of left) standings[index] = await standingOf(callGraph, pathOf(name));
  });
  await Promise.all(workers);
  return wanted.map((named, index) => ({ ...named, standing: standings[index] ?? 'unclear' }));
}

async function standingOf(callGraph: CallGraph, path: string | undefined): Promise<Standing> {
  if (path === undefined) return 'missing';
  const outcome = await callGraph({ method: 'GET', path, clientRequestId: randomUUID() });
  if (outcome.kind !== 'answered') return 'unclear';
  const { status } = outcome.answer;
  if (status === 200) return 'there';
  if (status === 404 || status === 400) return 'missing';
  return status === 401 || status === 403 ? 'forbidden' : 'unclear';
}
