import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import { isPlaceKnown, type NotProven } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** What is proven of a remediation, and what is not. */
export function englishProof(formats: Formats) {
  const { number, form } = formats;
  const removed = ({ proven, expected }: Proven) =>
    form(expected, {
      one: `${number(proven)} of ${number(expected)} email left the inbox.`,
      other: `${number(proven)} of ${number(expected)} emails left the inbox.`,
    });
  const proven: Record<RemediationAction, (args: Proven) => string> = {
    softDelete: removed,
    hardDelete: removed,
    moveToJunk: ({ proven, expected }) =>
      form(expected, {
        one: `${number(proven)} of ${number(expected)} email is in Junk Email.`,
        other: `${number(proven)} of ${number(expected)} emails are in Junk Email.`,
      }),
    moveToDeletedItems: ({ proven, expected }) =>
      form(expected, {
        one: `${number(proven)} of ${number(expected)} email is in Deleted Items.`,
        other: `${number(proven)} of ${number(expected)} emails are in Deleted Items.`,
      }),
    moveToInbox: ({ proven, expected }) =>
      form(expected, {
        one: `${number(proven)} of ${number(expected)} email is back in the inbox.`,
        other: `${number(proven)} of ${number(expected)} emails are back in the inbox.`,
      }),
  };
  return {
    /** "47 of 50 emails left the inbox." */
    proven: ({ action, ...counts }: Proven & { action: RemediationAction }) => proven[action](counts),
    /** Why the addresses below it (or so many emails that are not named) are not counted. */
    notProven: (args: NotProven) => {
      const { reason, count, names } = args;
      return names.shown.length > 0
        ? `${labelOf(args)}: ${number(count)} (${why[reason]}): ${listed(names, formats)}`
        : `${labelOf(args)}: ${number(count)} (${why[reason]})`;
    },
    /** One of these addresses, where several emails went to it. */
    emailsAt: ({ address, emailCount }: { address: string; emailCount: number }) =>
      form(emailCount, {
        one: `${address} (${number(emailCount)} email)`,
        other: `${address} (${number(emailCount)} emails)`,
      }),
  };
}

interface Proven {
  readonly proven: number;
  readonly expected: number;
}

/** Remarks that stand on their own, in brackets. */
const why: Record<NotProvenReason, string> = {
  stillThere: 'still where it was',
  onPremises: 'on-premises or external mailbox',
  quarantine: 'in quarantine',
  neverDelivered: 'never delivered',
  unclear: 'in a place that proves nothing',
  notFound: 'Microsoft Defender finds no such email there',
  unread: 'mailbox could not be read',
  overtaken: 'moved by another request',
};

/** What is known of them, for sure only once no later look may show something else. */
function labelOf({ action, reason, mayChange }: NotProven): string {
  if (mayChange) return 'Not proven yet';
  return isPlaceKnown(reason) ? notDone[action] : 'Not known';
}

const notDone: Record<RemediationAction, string> = {
  softDelete: 'Not removed',
  hardDelete: 'Not removed',
  moveToJunk: 'Not moved',
  moveToDeletedItems: 'Not moved',
  moveToInbox: 'Not put back',
};
