import type { englishDialog } from '../en/dialog.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The dialog that makes a request of somebody's message. */
export function frenchDialog({ count }: Formats): Worded<ReturnType<typeof englishDialog>> {
  return {
    dialog: {
      title: 'Demander une suppression',
      intro:
        'Ceci crée une demande. Sa carte arrive dans le canal d’alertes, et rien n’est supprimé avant qu’elle y soit approuvée.',
      every: 'Chacun de ces messages est demandé pour chacune de ces boîtes aux lettres.',
      foundSubject: ({ subject }) => `Objet dans le message : ${subject}`,
      noMessageIdFound:
        'Aucun ID de message réseau n’a été trouvé dans le message. Defender l’affiche sur la page de l’e-mail.',
      checkMessageIds:
        'Le message ne dit pas qu’il s’agit d’un ID de message réseau. Vérifiez-le avant de demander la suppression.',
      noRecipientFound: 'Aucune boîte aux lettres n’a été trouvée dans le message.',
      checkRecipients:
        'Le message ne dit pas qu’il s’agit des destinataires. Vérifiez-les avant de demander la suppression.',
      moreMessageIds: ({ more }) =>
        count(more, {
          one: '# autre ID a été trouvé et n’a pas été repris.',
          other: '# autres ID ont été trouvés et n’ont pas été repris.',
        }),
      moreRecipients: ({ more }) =>
        count(more, {
          one: '# autre adresse a été trouvée et n’a pas été reprise.',
          other: '# autres adresses ont été trouvées et n’ont pas été reprises.',
        }),
      messageIds: 'ID de message réseau, un par ligne',
      messageIdsHint: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
      recipients: 'Boîtes aux lettres, une adresse par ligne',
      recipientsHint: 'ana@contoso.com',
      reason: 'Motif (facultatif)',
      reasonHint: 'Pourquoi le supprimer. Le motif figure sur la carte.',
      submit: 'Demander la suppression',
      problem: {
        noMessageId: () => 'Saisissez au moins un ID de message réseau.',
        unreadMessageId: ({ unread }) =>
          `« ${unread} » n’est pas un ID de message réseau. Il ressemble à 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f ; l’ID de message Internet en est un autre.`,
        noRecipient: () => 'Saisissez au moins une boîte aux lettres.',
        unreadRecipient: ({ unread }) =>
          `« ${unread} » n’est pas l’adresse d’une boîte aux lettres, comme ana@contoso.com.`,
        tooManyEmails: ({ most }) =>
          count(most, {
            one: 'C’est trop pour une seule demande : # e-mail au plus, en comptant chaque message dans chaque boîte aux lettres.',
            other:
              'C’est trop pour une seule demande : # e-mails au plus, en comptant chaque message dans chaque boîte aux lettres.',
          }),
        tooLong: () => 'Le texte est trop long pour ce champ. Commencez par en demander une partie.',
        action: () => 'Choisissez que faire des e-mails.',
        severity: () => 'Choisissez une gravité.',
        reasonTooLong: () => 'Le motif est trop long : 1 000 caractères au plus.',
      },
      askedTitle: 'La demande est créée',
      nothingAskedTitle: 'Aucune nouvelle demande',
      refusedTitle: 'Ce n’est pas possible',
      faultTitle: 'Cela n’a pas fonctionné',
      installTitle: 'L’application n’est pas encore dans cette conversation',
      install:
        'Teams n’indique à l’application qui vous êtes que là où elle est installée. Elle n’écrit rien ici et ne lit pas les autres messages.',
      installButton: 'Ajouter l’application et continuer',
    },
  };
}
