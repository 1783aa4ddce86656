import { isAddress, isGuid } from '../approval/ids.ts';

/**
 * Where Graph keeps the person with this object id or UPN; undefined where it can be neither. Encoded as a whole: `#` of a guest's UPN, `/` and `?` would
 * name another resource, and the Graph client takes whatever stands behind an `https://` in a path for the host.
 */
export function userPath(user: string): string | undefined {
  if (!isGuid(user) && !isAddress(user)) return undefined;
  // OData takes a segment that begins with $ for an option (Graph's page "Get a user" prescribes this form).
  if (user.startsWith('$')) return `/users('${encoded(user.replaceAll("'", "''"))}')`;
  return `/users/${encoded(user)}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27');
}
