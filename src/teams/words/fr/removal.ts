import type { LeftOutEmails, RemovalAsked } from '../arguments.ts';
import type { englishRemoval } from '../en/removal.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Answers to `request …`. */
export function frenchRemoval(formats: Formats): Worded<ReturnType<typeof englishRemoval>> {
  const { number } = formats;

  function news({ requestId, asked, named, openElsewhere }: RemovalAsked): string {
    if (asked === named) return `${requestId} attend une décision.`;
    if (asked > 0) {
      return `${requestId} attend une décision. Elle porte sur les nouveaux e-mails : ${number(asked)} sur ${number(named)}.`;
    }
    if (openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1) {
      return `${requestId} demande déjà cela et attend une décision.`;
    }
    return 'Rien de tout cela n’est nouveau ; aucune demande n’a été créée.';
  }

  function open({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return `Déjà demandés : ${number(emails)} sur ${number(named)}, avec ${listed(requests, formats)}.`;
  }

  function done({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return `Déjà traités ou en cours : ${number(emails)} sur ${number(named)}, avec ${listed(requests, formats)}.`;
  }

  function place({ channelBound }: RemovalAsked): string {
    return channelBound
      ? 'Sa carte est dans le canal d’alertes.'
      : 'Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.';
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
      `« ${unread} » n’est pas un ID de message réseau lisible. Il ressemble à 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f ; l’ID de message Internet en est un autre. Rien n’a été demandé.`,
    unreadInternetId: ({ unread }) =>
      `« ${unread} » se trouve à la place de l’ID de message réseau. Il ressemble à 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f ; Microsoft Defender l’affiche à côté de l’ID de message Internet, qui en est un autre. Rien n’a été demandé.`,
    unreadRecipient: ({ unread }) =>
      `« ${unread} » n’est pas une adresse de boîte aux lettres lisible, comme ana@contoso.com. Rien n’a été demandé.`,
    unreadDomain: ({ unread }) =>
      `« ${unread} » se termine sans domaine complet, comme contoso.com. Rien n’a été demandé.`,
    unreadBecause: ({ unread }) =>
      `Je ne comprends pas « ${unread} ». Vouliez-vous dire « because » ? Rien n’a été demandé.`,
    unreadAction: ({ unread }) =>
      `Je ne comprends pas « ${unread} ». Une action est soft delete, hard delete, move to junk, move to deleted items ou move to inbox ; un motif se place après « because ». Rien n’a été demandé.`,
  };
}
