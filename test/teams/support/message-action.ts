/** What Teams sends for the action on a message, and what stands in the dialogs that come back. */
import { textOn } from '../../cards/walk.ts';
import { cardOf } from '../../sandbox/teams/message-actions.ts';
import type { Delivery, Persona } from '../../sandbox/tenant-types.ts';
import type { Edge } from './start-edge.ts';

export const textOf = (delivery: Delivery) => textOn(cardOf(delivery));

/** What stands in the inputs of a dialog. */
export function inputsOf(delivery: Delivery): Record<string, unknown> {
  const body = cardOf(delivery)['body'] as { type: string; id?: string; value?: unknown }[];
  return Object.fromEntries(body.flatMap(({ type, id, value }) => (type.startsWith('Input.') ? [[id, value]] : [])));
}

export function invoke(edge: Edge, person: Persona, name: string, value: unknown): Record<string, unknown> {
  const { tenantId, channelId, teamId, serviceUrl } = edge.channel;
  return {
    type: 'invoke',
    name: `composeExtension/${name}`,
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl,
    from: { id: person.teamsId, aadObjectId: person.objectId },
    conversation: { id: `${channelId};messageid=1`, conversationType: 'channel', tenantId },
    channelData: { team: { id: teamId }, channel: { id: channelId }, tenant: { id: tenantId } },
    value,
  };
}
