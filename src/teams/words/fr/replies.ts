import type { englishReplies } from '../en/replies.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Replies in the card's thread. */
export function frenchReplies(formats: Formats): Worded<ReturnType<typeof englishReplies>> {
  const { number } = formats;
  return {
    replyTitle: {
      submitted: 'Transmise à Microsoft Defender',
      failed: 'N’a pas pu être transmise',
      alreadySubmitted: 'Déjà transmise',
      unclear: 'Pas encore clair',
      stillUnclear: 'Toujours pas clair : quelqu’un doit décider',
      reminded: 'Toujours en attente d’une décision',
      escalated: 'Escalade : toujours en attente d’une décision',
      expired: 'Expirée',
    },
    proofTitle: {
      verified: ({ proven, expected }) => `Vérifiée : ${number(proven)} sur ${number(expected)}`,
      partlyVerified: ({ proven, expected }) => `Partiellement vérifiée : ${number(proven)} sur ${number(expected)}`,
      unverified: ({ proven, expected }) => `Non vérifiée : ${number(proven)} sur ${number(expected)}`,
    },
    replyText: {
      submitted: 'Pas encore vérifié : le Centre de notifications indique l’avancement.',
      failed: 'Tout n’a pas pu être transmis à Microsoft Defender.',
      alreadySubmitted: 'D’après Microsoft Graph, ces e-mails ont déjà été transmis.',
      unclear:
        'Microsoft Graph n’a pas répondu clairement : l’ordre a peut-être été accepté, peut-être pas. Les boîtes aux lettres sont contrôlées avant tout nouvel envoi.',
      stillUnclear:
        'Microsoft Graph n’a pas répondu clairement, et les boîtes aux lettres ne montrent pas clairement ce qui s’est passé. Décidez sur la carte : « Contrôler à nouveau » ou « Renvoyer ».',
      reminded: 'Personne n’a encore décidé. Décidez sur la carte ci-dessus.',
      escalated:
        'Personne n’a encore décidé ; d’autres personnes peuvent désormais approuver, chacune à la place d’un approbateur. Les approbateurs le peuvent toujours aussi. Décidez sur la carte ci-dessus.',
      expired: 'Personne n’a décidé à temps ; rien n’a donc été fait. Si c’est encore nécessaire, refaites la demande.',
    },
    tooFewApprovedReply: {
      reminded: 'Il manque encore des approbations. Décidez sur la carte ci-dessus.',
      escalated:
        'Il manque encore des approbations ; d’autres personnes peuvent désormais approuver, chacune à la place d’un approbateur. Les approbateurs le peuvent toujours aussi. Décidez sur la carte ci-dessus.',
      expired:
        'Les approbations à temps n’ont pas suffi ; rien n’a donc été fait. Si c’est encore nécessaire, refaites la demande.',
    },
    stillThereReply:
      'Microsoft Graph n’a pas répondu clairement, et l’e-mail est toujours au même endroit. Décidez sur la carte : « Contrôler à nouveau » ou « Renvoyer ».',
    dryRunTitle: 'Fin de la simulation',
    dryRunReply: 'Rien n’a été envoyé à Microsoft Graph, et aucune boîte aux lettres n’a changé.',
    alreadyRetried: ({ time }) =>
      `Une autre correction du même e-mail est en cours. Prochain essai pour celle-ci : ${time}.`,
    alreadyCounted: 'Ils comptent comme traités, car la même action a été transmise auparavant.',
    approvedByAll: (names) => `Approuvée par ${listed(names, formats)}.`,
    replySubject: ({ requestId, title }) => `${requestId} : ${title}`,
  };
}
