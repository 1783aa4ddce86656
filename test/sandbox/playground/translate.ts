import { people } from '../teams/people.ts';
import type { Persona } from '../tenant-types.ts';

/** Agents Playground's people, in its order, and whom they play here. Its ids look like GUIDs, and are none. */
export const players: readonly { readonly id: string; readonly objectId: string; readonly as: Persona }[] = [
  { id: 'user-id-0', objectId: '00000000-0000-0000-0000-0000000000020', as: people.ana },
  { id: 'user-id-1', objectId: '00000000-0000-0000-0000-0000000000021', as: people.ben },
  { id: 'user-id-2', objectId: '00000000-0000-0000-0000-0000000000022', as: people.eve },
];

export interface Translation {
  /** What the Playground says, as Teams would say it to us. */
  in(text: string): string;
  /** What we say, as the Playground knows it. */
  out(text: string): string;
}

/** In the text of a message or a path, so that it holds wherever an id stands. */
export function createTranslation(tenantId: string, botId: string): Translation {
  const pairs = [
    // The tenant's id is the beginning of the bot's: the longer one goes first.
    ['00000000-0000-0000-0000-00000000000011', `28:${botId}`],
    ['00000000-0000-0000-0000-0000000000001', tenantId],
    ...players.map(({ objectId, as }) => [objectId, as.objectId]),
  ] as const;
  return {
    in: (text) => pairs.reduce((done, [theirs = '', ours = '']) => done.replaceAll(theirs, ours), text),
    out: (text) => pairs.reduce((done, [theirs = '', ours = '']) => done.replaceAll(ours, theirs), text),
  };
}
