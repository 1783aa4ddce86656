/**
 * What a delivery location says about a remediation. Graph's words are loose: `inbox_folder` and `Inbox` both occur,
 * and new ones may come; what softDelete and hardDelete lead to is not documented, only that the email is "no longer
 * in the inbox or junk folder" (Defender for Office 365 documentation, "Remediate malicious email").
 */
import type { RemediationAction } from './request.ts';

/**
 * - moved: where the action puts it, or (for a deletion) gone from where people read it.
 * - unmoved: where the action would not have left it.
 * - silent: where no action changes anything, so that it proves nothing.
 */
export type EmailFate = 'moved' | 'unmoved' | 'silent';

/** "On-premises or external, failed and dropped mail can't be remediated" (same page); quarantine is left by release only. */
const beyondReach = new Set([
  'onpremexternal',
  'onpremisesexternal',
  'onprem',
  'external',
  'failed',
  'dropped',
  'quarantine',
  'unknown',
  '',
]);

const target: Partial<Record<RemediationAction, string>> = {
  moveToJunk: 'junk',
  moveToDeletedItems: 'deleted',
  moveToInbox: 'inbox',
};

/** `location`: the word as Graph wrote it. */
export function fateOf(location: string, action: RemediationAction): EmailFate {
  const place = placeOf(location);
  const wanted = target[action];
  if (place === wanted) return 'moved';
  if (action === 'moveToInbox' && place === 'quarantine') return 'unmoved';
  if (beyondReach.has(place)) return 'silent';
  if (wanted !== undefined) return 'unmoved';
  return place === 'inbox' || place === 'junk' ? 'unmoved' : 'moved';
}

/** `inbox_folder`, `Inbox/folder`, `InboxFolder` are one place. */
function placeOf(location: string): string {
  return location
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(items)?folder$/, '')
    .replace(/^onpremises/, 'onprem')
    .replace(/^junkemail$/, 'junk')
    .replace(/^deleteditems$/, 'deleted');
}
