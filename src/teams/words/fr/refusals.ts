import { type Wish, wishOf } from '../arguments.ts';
import type { englishRefusals } from '../en/refusals.ts';
import type { Worded } from '../worded.ts';
import { frenchDeadlineRefusals } from './deadlines.ts';
import { frenchNoMailRefusals } from './no-mail.ts';
import { frenchUndoRefusals } from './undo.ts';

/** Who is asking matters here, so the sentence says what exactly they may not do. */
const notForThem: Record<'guest' | 'notAnApprover' | 'notAMember', Record<Wish, string>> = {
  guest: {
    decide:
      'Les invités ne peuvent pas décider ici. Adressez-vous à un membre de cette organisation qui peut approuver.',
    see: 'Les invités ne peuvent pas voir les demandes ici. Adressez-vous à un membre de cette organisation.',
    request:
      'Les invités ne peuvent pas demander de suppression ici. Demandez à un membre de cette organisation de le faire.',
    undo: 'Les invités ne peuvent pas demander d’annulation ici. Demandez à un membre de cette organisation de le faire.',
    moveAlerts:
      'Les invités ne peuvent pas changer la destination des alertes. Adressez-vous à un membre de cette organisation qui peut approuver.',
    beApprover: 'Les invités ne peuvent pas approuver ici.',
  },
  notAnApprover: {
    decide: 'La stratégie d’approbation ne vous nomme pas. Adressez-vous à quelqu’un qui peut approuver.',
    beApprover:
      'La stratégie d’approbation ne vous nomme pas comme approbateur. Écrivez « who can approve CS-7F3K2Q » pour voir qui elle nomme pour cette demande.',
    see: 'Seuls les approbateurs peuvent voir cela, et la stratégie d’approbation ne vous nomme pas. Adressez-vous à l’un d’eux.',
    request:
      'Seuls les approbateurs peuvent demander une suppression, et la stratégie d’approbation ne vous nomme pas. Adressez-vous à l’un d’eux.',
    undo: 'Seuls les approbateurs peuvent demander une annulation, et la stratégie d’approbation ne vous nomme pas. Adressez-vous à l’un d’eux.',
    moveAlerts:
      'Seuls les approbateurs peuvent changer la destination des alertes, et la stratégie d’approbation ne vous nomme pas. Adressez-vous à l’un d’eux.',
  },
  notAMember: {
    decide:
      'Seuls les approbateurs et les membres de l’équipe du canal d’alertes peuvent faire cela. Adressez-vous à l’un d’eux.',
    see: 'Seuls les approbateurs et les membres de l’équipe du canal d’alertes peuvent voir cela. Adressez-vous à l’un d’eux.',
    request:
      'Seuls les approbateurs et les membres de l’équipe du canal d’alertes peuvent demander une suppression. Adressez-vous à l’un d’eux.',
    undo: 'Seuls les approbateurs et les membres de l’équipe du canal d’alertes peuvent demander une annulation. Adressez-vous à l’un d’eux.',
    moveAlerts: 'Seuls les approbateurs peuvent changer la destination des alertes. Adressez-vous à l’un d’eux.',
    beApprover: 'La stratégie d’approbation ne vous nomme pas comme approbateur.',
  },
};

/** The directory did not answer. An approval may hang on the groups of those who approved before. */
const unknownMembership: Record<Wish, string> = {
  decide:
    'Les groupes de la stratégie d’approbation n’ont pas pu être lus dans Entra à l’instant ; on ne sait donc pas qui peut décider. Votre clic n’a rien changé ; réessayez dans une minute.',
  see: 'Vos groupes Entra n’ont pas pu être lus à l’instant ; on ne sait donc pas si vous pouvez voir cela. Réessayez dans une minute.',
  request:
    'Vos groupes Entra n’ont pas pu être lus à l’instant ; on ne sait donc pas si vous pouvez demander une suppression. Rien n’a été demandé ; réessayez dans une minute.',
  undo: 'Vos groupes Entra n’ont pas pu être lus à l’instant ; on ne sait donc pas si vous pouvez demander une annulation. Rien n’a été demandé ; réessayez dans une minute.',
  moveAlerts:
    'Vos groupes Entra n’ont pas pu être lus à l’instant ; on ne sait donc pas si vous pouvez changer la destination des alertes. Rien n’a changé ; réessayez dans une minute.',
  beApprover:
    'Vos groupes Entra n’ont pas pu être lus à l’instant ; on ne sait donc pas si vous pouvez approuver. Reposez la question dans une minute.',
};

/** Why a click or a command was not carried out: one sentence for one person, saying what they can do. */
export const frenchRefusals: Worded<typeof englishRefusals> = {
  refusal: {
    ...frenchUndoRefusals,
    ...frenchDeadlineRefusals,
    ...frenchNoMailRefusals,
    unknownRequest: ({ requestId }) =>
      requestId
        ? `La demande ${requestId} n’existe pas. Vérifiez l’ID, ou écrivez « pending » pour voir ce qui est en attente.`
        : 'Cette demande n’existe pas. Vérifiez l’ID, ou écrivez « pending » pour voir ce qui est en attente.',
    staleRevision: ({ requestId }) =>
      requestId
        ? `Le contenu de ${requestId} a changé depuis que vous l’avez ouverte. Vérifiez la nouvelle carte, puis décidez à nouveau.`
        : 'Le contenu de cette demande a changé depuis que vous l’avez ouverte. Vérifiez la nouvelle carte, puis décidez à nouveau.',
    alreadyDecided: ({ requestId }) =>
      requestId
        ? `Trop tard : ${requestId} a déjà fait l’objet d’une décision, votre clic n’a rien changé. La carte indique qui a décidé.`
        : 'Trop tard : cette demande a déjà fait l’objet d’une décision, votre clic n’a rien changé. La carte indique qui a décidé.',
    alreadyApprovedByYou: ({ requestId }) =>
      requestId
        ? `Vous avez déjà approuvé ${requestId}. La prochaine approbation doit venir de quelqu’un d’autre.`
        : 'Vous avez déjà approuvé cette demande. La prochaine approbation doit venir de quelqu’un d’autre.',
    expired: ({ requestId }) =>
      requestId
        ? `Le délai de décision de ${requestId} est écoulé, et rien n’a été fait. Si c’est encore nécessaire, refaites la demande avec « request ».`
        : 'Le délai de décision de cette demande est écoulé, et rien n’a été fait. Si c’est encore nécessaire, refaites la demande avec « request ».',
    notAnApprover: (facts) =>
      facts.requestId && wishOf(facts) === 'decide'
        ? `Vous ne pouvez pas vous prononcer sur ${facts.requestId}, car la stratégie d’approbation ne vous nomme pas pour cette demande. Écrivez « who can approve ${facts.requestId} » pour voir à qui vous adresser.`
        : notForThem.notAnApprover[wishOf(facts)],
    guest: (facts) => notForThem.guest[wishOf(facts)],
    requesterMayNotApprove: ({ requestId }) =>
      requestId
        ? `Vous êtes à l’origine de ${requestId} ; quelqu’un d’autre doit l’approuver. Vous pouvez toujours la rejeter.`
        : 'Vous êtes à l’origine de cette demande ; quelqu’un d’autre doit l’approuver. Vous pouvez toujours la rejeter.',
    reasonRequired: () =>
      'Un motif est nécessaire pour cette décision. Saisissez-le sous « Motif » sur la carte, puis cliquez à nouveau.',
    nothingToRevoke: ({ requestId }) =>
      requestId
        ? `Vous n’avez donné aucune approbation à retirer sur ${requestId}.`
        : 'Vous n’avez donné aucune approbation à retirer sur cette demande.',
    nothingToRetry: ({ requestId }) =>
      requestId
        ? `Rien n’a échoué pour ${requestId} ; il n’y a rien à réessayer.`
        : 'Rien n’a échoué pour cette demande ; il n’y a rien à réessayer.',
    notTheRequester: ({ requestId }) =>
      requestId
        ? `Seule la personne à l’origine de ${requestId} peut la retirer. Vous pouvez la rejeter à la place.`
        : 'Seule la personne à l’origine de cette demande peut la retirer. Vous pouvez la rejeter à la place.',
    invalidTransition: ({ requestId }) =>
      requestId
        ? `Ce n’est plus possible pour ${requestId}. Rouvrez sa carte pour voir où elle en est.`
        : 'Ce n’est plus possible pour cette demande. Rouvrez sa carte pour voir où elle en est.',
    tooManyClicks: () => 'Trop de clics en une minute. Attendez une minute, puis réessayez.',
    unknownVerb: () => 'Cette version ne connaît pas ce bouton. Rouvrez la demande pour obtenir une nouvelle carte.',
    badInput: () =>
      'Un élément de la carte n’a pas pu être lu. Vérifiez ce que vous avez choisi ou saisi, puis cliquez à nouveau.',
    notAMember: (facts) => notForThem.notAMember[wishOf(facts)],
    channelIsFixed: () =>
      'Le canal d’alertes est fixé par le paramètre ALERT_CHANNEL. Demandez au responsable de cette application de le modifier.',
    notAChannel: () => 'Cela ne fonctionne que dans un canal. Écrivez-le dans le canal qui doit recevoir les alertes.',
    membershipUnknown: (facts) => unknownMembership[wishOf(facts)],
    nothingNew: ({ requestId }) =>
      requestId
        ? `La même action, ou une suppression définitive, a déjà été transmise pour tous ces e-mails avec ${requestId}. Ouvrez cette demande pour voir où elle en est.`
        : 'La même action, ou une suppression définitive, a déjà été transmise pour tous ces e-mails. Écrivez « pending » pour voir ce qui est en attente.',
    searchTooOld: () =>
      'Ce résultat est trop ancien, ou ne provient pas de cette organisation. Relancez la recherche avec « find ».',
    askInPrivate: () =>
      'Le contenu des e-mails n’est affiché que dans l’équipe du canal d’alertes, ou à vous uniquement. Posez-moi la question dans une conversation personnelle.',
  },
};
