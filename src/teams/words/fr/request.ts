import type { RemediationAction } from '../../../approval/request.ts';
import type { englishRequest } from '../en/request.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The open request: what happened, what will be done, to how many, can it be undone, who decides. */
export function frenchRequest(formats: Formats): Worded<ReturnType<typeof englishRequest>> {
  const { count, form, number, and } = formats;
  const doing: Record<RemediationAction, (mailboxCount: number) => string> = {
    softDelete: (value) =>
      count(value, {
        one: 'Suppression réversible dans # boîte aux lettres.',
        many: 'Suppression réversible dans # de boîtes aux lettres.',
        other: 'Suppression réversible dans # boîtes aux lettres.',
      }),
    hardDelete: (value) =>
      count(value, {
        one: 'Suppression définitive dans # boîte aux lettres.',
        many: 'Suppression définitive dans # de boîtes aux lettres.',
        other: 'Suppression définitive dans # boîtes aux lettres.',
      }),
    moveToJunk: (value) =>
      count(value, {
        one: 'Déplacement vers Courrier indésirable dans # boîte aux lettres.',
        many: 'Déplacement vers Courrier indésirable dans # de boîtes aux lettres.',
        other: 'Déplacement vers Courrier indésirable dans # boîtes aux lettres.',
      }),
    moveToDeletedItems: (value) =>
      count(value, {
        one: 'Déplacement vers Éléments supprimés dans # boîte aux lettres.',
        many: 'Déplacement vers Éléments supprimés dans # de boîtes aux lettres.',
        other: 'Déplacement vers Éléments supprimés dans # boîtes aux lettres.',
      }),
    moveToInbox: (value) =>
      count(value, {
        one: 'Retour dans la boîte de réception pour # boîte aux lettres.',
        many: 'Retour dans la boîte de réception pour # de boîtes aux lettres.',
        other: 'Retour dans la boîte de réception pour # boîtes aux lettres.',
      }),
  };
  const effect: Record<RemediationAction, string> = {
    softDelete: 'Les utilisateurs ne voient plus l’e-mail ; il est récupérable.',
    hardDelete: 'Les utilisateurs ne voient plus l’e-mail ; il n’est pas récupérable.',
    moveToJunk: 'Les utilisateurs peuvent encore y ouvrir l’e-mail ; il peut être remis en place.',
    moveToDeletedItems: 'Les utilisateurs peuvent encore y ouvrir l’e-mail ; il peut être remis en place.',
    moveToInbox: 'Les utilisateurs peuvent à nouveau voir et ouvrir l’e-mail.',
  };
  return {
    askTitle: ({ action }) =>
      action === 'moveToInbox' ? 'Remettre cet e-mail dans la boîte de réception ?' : 'Supprimer cet e-mail ?',
    kicker: ({ severity, requestId }) => `${severity} · ${requestId}`,
    plan: ({ action, mailboxCount }) => doing[action](mailboxCount),
    planWithEffect: ({ action, mailboxCount }) => `${doing[action](mailboxCount)} ${effect[action]}`,
    copies: ({ emailCount, messageCount }) =>
      emailCount === messageCount
        ? count(messageCount, {
            one: '# seul message.',
            many: '# de messages différents.',
            other: '# messages différents.',
          })
        : `E-mails : ${number(emailCount)}. Messages différents : ${number(messageCount)}.`,
    sendersCopy: 'La copie de l’expéditeur est incluse si l’expéditeur fait partie de votre organisation.',
    recipients: (names) => `Boîtes aux lettres : ${listed(names, formats)}`,
    fromSources: ({ sources, alertCount }) =>
      form(alertCount, {
        one: `Signalé par ${and(sources)} (${number(alertCount)} alerte).`,
        many: `Signalé par ${and(sources)} (${number(alertCount)} d’alertes).`,
        other: `Signalé par ${and(sources)} (${number(alertCount)} alertes).`,
      }),
    requestedBy: ({ upn }) => `Demandée par ${upn}.`,
    requestedFound: ({ upn }) => `Demandée par ${upn}, à partir d’un résultat de « find ».`,
    requestedBecause: ({ upn, because }) => `Demandée par ${upn}, motif : ${because}`,
    factsOfOne: ({ requestId, messageCount }) =>
      form(messageCount, {
        one: `Les détails de l’e-mail proviennent de ${requestId}.`,
        many: `Les détails ne concernent qu’un seul des ${number(messageCount)} de messages et proviennent de ${requestId}. Vérifiez les autres d’après leurs identifiants.`,
        other: `Les détails ne concernent qu’un seul des ${number(messageCount)} messages et proviennent de ${requestId}. Vérifiez les autres d’après leurs identifiants.`,
      }),
    earlier: ({ requestId }) => `Une demande antérieure concerne le même message : ${requestId}.`,
    decideBefore: ({ time }) =>
      `Décision attendue avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
    dryRun: 'Ceci est une simulation : rien n’est envoyé à Microsoft Graph, et aucune boîte aux lettres ne change.',
    notice: {
      staleRevision:
        'Cette demande a changé depuis que vous l’avez ouverte ; votre clic n’a pas été pris en compte. Vérifiez-la, puis décidez à nouveau.',
      alreadyDecided:
        'Cette demande a déjà fait l’objet d’une décision, comme vous le voyez ici. Votre clic n’a rien changé.',
      alreadyApprovedByYou: 'Vous avez déjà approuvé cette demande. Elle attend quelqu’un d’autre.',
      checkingAgain: 'Nouveau contrôle des boîtes aux lettres en cours. Cette carte en montrera le résultat.',
      nothingUnclear: 'Plus rien dans cette demande n’attend d’intervention. Votre clic n’a rien changé.',
      ownCard: 'La demande a désormais sa propre carte dans le canal ; la décision et son résultat y figurent.',
      foundBelow:
        'L’e-mail vient d’être recherché : les résultats figurent sous cette carte. Vous pourrez relancer la recherche dans une minute.',
    },
    cut: ({ characters }) => count(characters, { one: '… (tronqué, # caractère)', other: '… (tronqué, # caractères)' }),
    list: (names) => listed(names, formats),
    button: {
      approve: 'Approuver',
      reject: 'Rejeter',
      revoke: 'Retirer mon approbation',
      retry: 'Réessayer',
      checkAgain: 'Contrôler à nouveau',
      sendAgain: 'Renvoyer',
      refresh: 'Actualiser',
      open: ({ requestId }) => `Ouvrir ${requestId}`,
      change: 'Modifier l’action',
      more: 'Détails de l’e-mail',
      closerLook: ({ host }) => `Ouvrir dans ${host}`,
    },
    input: {
      action: 'Que faire de l’e-mail',
      actionHint: 'Un autre choix peut demander d’autres approbations.',
      severity: 'Gravité',
      sendersCopy: 'Inclure la copie d’un expéditeur interne',
      reason: 'Motif (obligatoire pour rejeter)',
      reasonRequired: 'Motif (obligatoire pour approuver et pour rejeter)',
      reasonHint: 'Pourquoi vous décidez ainsi. Le motif est conservé avec la demande.',
    },
    openFallback: ({ severity, requestId }) =>
      `${severity} : la demande ${requestId} attend une décision. Mettez Teams à jour pour la voir et décider.`,
    openSpoken: ({ severity, requestId, plan }) => `${severity}. La demande ${requestId} attend une décision. ${plan}`,
  };
}
