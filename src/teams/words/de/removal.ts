import type { LeftOutEmails, RemovalAsked } from '../arguments.ts';
import type { englishRemoval } from '../en/removal.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Answers to `request …`. */
export function germanRemoval(formats: Formats): Worded<ReturnType<typeof englishRemoval>> {
  const { number, form } = formats;

  function news({ requestId, asked, named, openElsewhere }: RemovalAsked): string {
    if (asked === named) return `${requestId} wartet auf eine Entscheidung.`;
    if (asked > 0) {
      return `${requestId} wartet auf eine Entscheidung. Beantragt ist, was neu ist: ${number(asked)} von ${number(named)} E-Mails.`;
    }
    if (openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1) {
      return `${requestId} beantragt das bereits und wartet auf eine Entscheidung.`;
    }
    return 'Nichts davon ist neu; es wurde kein Antrag gestellt.';
  }

  function open({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return form(emails, {
      one: `${number(emails)} von ${number(named)} ist bereits beantragt mit ${listed(requests, formats)}.`,
      other: `${number(emails)} von ${number(named)} sind bereits beantragt mit ${listed(requests, formats)}.`,
    });
  }

  function done({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return form(emails, {
      one: `${number(emails)} von ${number(named)} ist bereits erledigt oder in Arbeit mit ${listed(requests, formats)}.`,
      other: `${number(emails)} von ${number(named)} sind bereits erledigt oder in Arbeit mit ${listed(requests, formats)}.`,
    });
  }

  function place({ channelBound }: RemovalAsked): string {
    return channelBound
      ? 'Die Karte dazu ist im Warnungskanal.'
      : 'Eine Karte dazu gibt es nicht, weil noch kein Kanal Warnungen erhält. Bitten Sie eine genehmigende Person, in einem „alerts here“ zu schreiben.';
  }

  return {
    requested: (args) => {
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
    unreadMessageId: ({ unread }) =>
      `„${unread}“ ist für mich keine Netzwerknachrichten-ID. Eine solche sieht so aus: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; die Internetnachrichten-ID ist eine andere. Nichts wurde beantragt.`,
    unreadInternetId: ({ unread }) =>
      `„${unread}“ steht dort, wo die Netzwerknachrichten-ID hingehört. Eine solche sieht so aus: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; Microsoft Defender zeigt sie neben der Internetnachrichten-ID an, die eine andere ist. Nichts wurde beantragt.`,
    unreadRecipient: ({ unread }) =>
      `„${unread}“ ist für mich keine Adresse eines Postfachs wie ana@contoso.com. Nichts wurde beantragt.`,
    unreadDomain: ({ unread }) => `„${unread}“ endet ohne vollständige Domäne wie contoso.com. Nichts wurde beantragt.`,
    unreadBecause: ({ unread }) => `„${unread}“ verstehe ich nicht. Meinten Sie „because“? Nichts wurde beantragt.`,
    unreadAction: ({ unread }) =>
      `„${unread}“ verstehe ich nicht. Eine Aktion ist soft delete, hard delete, move to junk, move to deleted items oder move to inbox; eine Begründung steht hinter „because“. Nichts wurde beantragt.`,
  };
}
