import type { englishRecipients } from '../en/recipients.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The pages of a request's recipients, and who sent a campaign. */
export function frenchRecipients(formats: Formats): Worded<ReturnType<typeof englishRecipients>> {
  const { number } = formats;
  return {
    recipientsTitle: ({ requestId }) => `Destinataires de ${requestId}`,
    recipientsPage: ({ page, pages }) => `Page ${number(page)} sur ${number(pages)}`,
    recipientsRange: ({ first, last, total }) =>
      `E-mails affichés : ${number(first)} à ${number(last)} sur ${number(total)}, par message.`,
    recipientsNone: 'Il n’y a pas de destinataires.',
    recipientsOnlyYou: 'Vous êtes la seule personne à voir cette page ; la carte du canal reste telle quelle.',
    recipientsMessage: ({ messageId }) =>
      messageId === undefined ? 'Connus par leur ID seulement' : `Message : ${messageId}`,
    recipientStanding: ({ name, standing }) => `${name} : ${standing}`,
    standing: {
      moved: 'déplacé',
      inPlace: 'y était déjà',
      stillThere: 'toujours au même endroit',
      onPremises: 'boîte aux lettres locale ou externe, hors d’atteinte',
      quarantine: 'en quarantaine',
      neverDelivered: 'jamais remis',
      unclear: 'à un endroit qui ne prouve rien',
      notFound: 'Microsoft Defender n’y trouve pas cet e-mail',
      unread: 'boîte aux lettres illisible',
      overtaken: 'déplacé par une autre demande',
      waiting: 'pas encore transmis',
      unseen: 'transmis, pas encore vérifié',
      refused: 'non transmis : refusé par Microsoft Graph',
      unknown: 'transmission incertaine',
      leftOut: 'déjà transmis par une autre demande',
      dryRun: 'simulation, rien n’a été envoyé',
    },
    recipientsButton: {
      show: 'Afficher les destinataires',
      previous: 'Page précédente',
      next: 'Page suivante',
      back: 'Retour à la demande',
    },
    sendersLabel: 'Expéditeurs :',
    senders: (names) => listed(names, formats),
  };
}
