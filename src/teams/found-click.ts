import { isGuid } from '../approval/ids.ts';
import { type FoundClick, mostMessages } from '../workflow/found-mail.ts';
import { record } from './door/activity-shape.ts';

/** The verb of the buttons below mail that was found; other verbs are about a request that is there. */
export const foundVerb = 'request';

/** Which message was clicked; undefined where the data cannot have come from a card of ours. Nothing else in it counts. */
export function readFoundClick(data: unknown): FoundClick | undefined {
  const { searchId, message } = record(data);
  if (!isGuid(searchId)) return undefined;
  if (typeof message !== 'number' || !Number.isInteger(message) || message < 1 || message > mostMessages)
    return undefined;
  return { searchId: searchId.toLowerCase(), message };
}
