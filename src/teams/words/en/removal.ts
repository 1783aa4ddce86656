import type { LeftOutEmails, RemovalAsked } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** Answers to `request …`. */
export function englishRemoval(formats: Formats) {
  const { number, form } = formats;

  function news({ requestId, asked, named, openElsewhere }: RemovalAsked): string {
    if (asked === named) return `${requestId} waits for a decision.`;
    if (asked > 0) {
      return `${requestId} waits for a decision. It asks for what is new: ${number(asked)} of ${number(named)} emails.`;
    }
    if (openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1) {
      return `${requestId} already asks for this, and waits for a decision.`;
    }
    return 'Nothing of this is new, so no request was made.';
  }

  /** "3 of 5 are already asked for with CS-7F3K2Q." */
  function open({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return form(emails, {
      one: `${number(emails)} of ${number(named)} is already asked for with ${listed(requests, formats)}.`,
      other: `${number(emails)} of ${number(named)} are already asked for with ${listed(requests, formats)}.`,
    });
  }

  function done({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return form(emails, {
      one: `${number(emails)} of ${number(named)} is done or under way already with ${listed(requests, formats)}.`,
      other: `${number(emails)} of ${number(named)} are done or under way already with ${listed(requests, formats)}.`,
    });
  }

  function place({ channelBound }: RemovalAsked): string {
    return channelBound
      ? 'Its card is in the alert channel.'
      : 'It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.';
  }

  return {
    requested: (args: RemovalAsked): string => {
      const { asked, named, openElsewhere, remediated } = args;
      const isOneOther = asked === 0 && openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1;
      return [
        news(args),
        openElsewhere && !isOneOther && open(args, openElsewhere),
        remediated && done(args, remediated),
        (asked > 0 || isOneOther) && place(args),
      ]
        .filter((sentence) => typeof sentence === 'string')
        .join(' ');
    },
    /** `unread`: what somebody typed, made safe. */
    unreadMessageId: (args: { unread: string }): string =>
      `I cannot read "${args.unread}" as a network message id. One looks like 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; the Internet message id is another one. Nothing was asked for.`,
    unreadInternetId: (args: { unread: string }): string =>
      `"${args.unread}" stands where the network message id belongs. One looks like 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f, and Microsoft Defender shows it beside the Internet message id, which is another one. Nothing was asked for.`,
    unreadRecipient: (args: { unread: string }): string =>
      `I cannot read "${args.unread}" as the address of a mailbox, such as ana@contoso.com. Nothing was asked for.`,
    unreadDomain: (args: { unread: string }): string =>
      `"${args.unread}" ends without a full domain, such as contoso.com. Nothing was asked for.`,
    unreadBecause: (args: { unread: string }): string =>
      `I cannot read "${args.unread}". Did you mean "because"? Nothing was asked for.`,
    unreadAction: (args: { unread: string }): string =>
      `I cannot read "${args.unread}". An action is soft delete, hard delete, move to junk, move to deleted items or move to inbox; a reason stands behind "because". Nothing was asked for.`,
  };
}
