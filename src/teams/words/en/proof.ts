import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** What is proven of a remediation, and what is not. */
export function englishProof(formats: Formats) {
  const { count, number } = formats;
  const removed: Record<RemediationAction, string> = {
    softDelete: 'left the inbox',
    hardDelete: 'left the inbox',
    moveToJunk: 'are in Junk Email',
    moveToDeletedItems: 'are in Deleted Items',
    moveToInbox: 'are back in the inbox',
  };
  const why: Record<NotProvenReason, string> = {
    stillThere: 'still where it was',
    onPremises: 'on-premises or external mailbox',
    quarantine: 'in quarantine',
    neverDelivered: 'never delivered',
    unclear: 'in a place that proves nothing',
    notFound: 'not found',
  };
  return {
    /** "47 of 50 emails left the inbox." */
    proven: (args: { action: RemediationAction; proven: number; expected: number }) =>
      `${number(args.proven)} of ${count(args.expected, { one: '# email', other: '# emails' })} ${removed[args.action]}.`,
    notProven: (args: { reason: NotProvenReason; count: number; names: Names }) =>
      args.names.shown.length > 0
        ? `Not proven: ${number(args.count)} (${why[args.reason]}): ${listed(args.names, formats)}`
        : `Not proven: ${number(args.count)} (${why[args.reason]})`,
  };
}
