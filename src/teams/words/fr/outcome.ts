import type { englishOutcome } from '../en/outcome.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The decided request: who decided, when and why, how far it is, and what is not proven yet. */
export function frenchOutcome({ count, form, number }: Formats): Worded<ReturnType<typeof englishOutcome>> {
  return {
    outcome: {
      approved: 'La demande sera transmise à Microsoft Defender dans un instant.',
      submitting: 'La demande est approuvée ; sa transmission à Microsoft Defender est en cours.',
      submitted: 'Pas encore vérifié : le Centre de notifications indique l’avancement.',
      verifying: 'Pas encore vérifié : les boîtes aux lettres sont en cours de contrôle.',
      verified: 'Les boîtes aux lettres montrent que l’action a pris effet.',
      partlyVerified:
        'Certaines boîtes aux lettres ne montrent pas que l’action a pris effet. Contrôlez-les dans Microsoft Defender.',
      unverified:
        'Les boîtes aux lettres ne montrent pas que l’action a pris effet. Contrôlez-les dans Microsoft Defender.',
      failed: 'Tout n’a pas pu être transmis à Microsoft Defender.',
      rejected: 'Rien n’a été fait sur l’e-mail.',
      expired: 'Personne n’a décidé à temps ; rien n’a donc été fait sur l’e-mail.',
      withdrawn: 'Rien n’a été fait sur l’e-mail.',
    },
    tooFewApprovedOutcome: 'Les approbations à temps n’ont pas suffi ; rien n’a donc été fait sur l’e-mail.',
    failedWholly: 'Rien n’a pu être transmis à Microsoft Defender.',
    dryRunOutcome: {
      approved: 'Rien ne sera envoyé à Microsoft Graph.',
      submitting: 'Rien ne sera envoyé à Microsoft Graph.',
      submitted: 'Rien n’a été envoyé à Microsoft Graph, et aucune boîte aux lettres n’a changé.',
    },
    unclearTitle: 'Pas encore clair',
    unclearOutcome:
      'Microsoft Graph n’a pas répondu clairement : l’ordre a peut-être été accepté, peut-être pas. Les boîtes aux lettres sont contrôlées avant tout nouvel envoi.',
    stillUnclearTitle: 'Toujours pas clair',
    stillUnclearOutcome:
      'Microsoft Graph n’a pas répondu clairement, et les boîtes aux lettres ne montrent pas clairement ce qui s’est passé. Quelqu’un doit décider.',
    stillThereOutcome:
      'Microsoft Graph n’a pas répondu clairement, et l’e-mail est toujours au même endroit. Quelqu’un doit décider.',
    reconciledOutcome:
      'La réponse de Microsoft Graph n’est jamais arrivée, mais les boîtes aux lettres montrent que l’ordre a été exécuté.',
    whatToDoUnclear:
      'Consultez l’historique du Centre de notifications. « Contrôler à nouveau » examine encore une fois les boîtes aux lettres. « Renvoyer » envoie le même ordre encore une fois.',
    nextLook: ({ time }) => `Prochain contrôle des boîtes aux lettres : ${time}.`,
    sentTimes: ({ calls }) =>
      count(calls, {
        one: 'L’ordre a été envoyé une fois.',
        other: 'L’ordre a été envoyé # fois, chaque fois sans réponse claire.',
      }),
    lastLook: ({ moved, unmoved, rest, time }) =>
      `Au dernier contrôle (${time}), déplacés : ${number(moved)}, non déplacés : ${number(unmoved)}, inconnus : ${number(rest)}.`,
    approvedPlan: ({ plan }) => `Action approuvée : ${plan}`,
    undonePlan: ({ plan }) => `Action demandée : ${plan}`,
    approvedBy: ({ upn, time }) => `Approuvée par ${upn} le ${time}.`,
    rejectedBy: ({ upn, time }) => `Rejetée par ${upn} le ${time}.`,
    withdrawnBy: ({ upn }) => `Retirée par ${upn}, à l’origine de la demande.`,
    moreDecisions: ({ more }) =>
      count(more, {
        one: '# décision antérieure n’est pas affichée.',
        other: '# décisions antérieures ne sont pas affichées.',
      }),
    reason: ({ reason }) => `Motif : ${reason}`,
    expiredAt: ({ time }) => `La décision était possible jusqu’au ${time}.`,
    accepted: ({ done, total }) => `E-mails transmis : ${number(done)} sur ${number(total)}.`,
    duplicate: ({ emailCount }) =>
      count(emailCount, {
        one: '# e-mail avait déjà été transmis pour la même action.',
        many: '# d’e-mails avaient déjà été transmis pour la même action.',
        other: '# e-mails avaient déjà été transmis pour la même action.',
      }),
    refused: ({ emailCount }) =>
      count(emailCount, {
        one: '# e-mail non transmis.',
        many: '# d’e-mails non transmis.',
        other: '# e-mails non transmis.',
      }),
    batches: ({ done, total }) => `Lots transmis : ${number(done)} sur ${number(total)}.`,
    reconciled: ({ emailCount }) =>
      count(emailCount, {
        one: 'Pour # e-mail, la réponse n’est jamais arrivée ; la boîte aux lettres montre que l’ordre a été accepté.',
        many: 'Pour # d’e-mails, la réponse n’est jamais arrivée ; les boîtes aux lettres montrent que l’ordre a été accepté.',
        other:
          'Pour # e-mails, la réponse n’est jamais arrivée ; les boîtes aux lettres montrent que l’ordre a été accepté.',
      }),
    unclear: ({ emailCount }) =>
      count(emailCount, {
        one: 'Pas clair pour # e-mail : Microsoft Graph n’a pas répondu clairement.',
        many: 'Pas clair pour # d’e-mails : Microsoft Graph n’a pas répondu clairement.',
        other: 'Pas clair pour # e-mails : Microsoft Graph n’a pas répondu clairement.',
      }),
    waiting: ({ emailCount, time }) =>
      form(emailCount, {
        one: `${number(emailCount)} e-mail attend. Prochain essai : ${time}.`,
        many: `${number(emailCount)} d’e-mails attendent. Prochain essai : ${time}.`,
        other: `${number(emailCount)} e-mails attendent. Prochain essai : ${time}.`,
      }),
    waitingFor: {
      slot: ({ emailCount }) =>
        count(emailCount, {
          one: '# e-mail attend, car Microsoft Defender ne traite qu’un nombre limité de corrections à la fois. La suite est automatique.',
          many: '# d’e-mails attendent, car Microsoft Defender ne traite qu’un nombre limité de corrections à la fois. La suite est automatique.',
          other:
            '# e-mails attendent, car Microsoft Defender ne traite qu’un nombre limité de corrections à la fois. La suite est automatique.',
        }),
      mail: ({ emailCount }) =>
        count(emailCount, {
          one: '# e-mail attend, car une autre demande est en cours de transmission pour le même e-mail. La suite est automatique.',
          many: '# d’e-mails attendent, car une autre demande est en cours de transmission pour les mêmes e-mails. La suite est automatique.',
          other:
            '# e-mails attendent, car une autre demande est en cours de transmission pour les mêmes e-mails. La suite est automatique.',
        }),
      liveMode: ({ emailCount }) =>
        count(emailCount, {
          one: '# e-mail attend, car ce service fonctionne à présent en simulation (REMEDIATION_MODE). Il sera transmis dès le retour au mode réel.',
          many: '# d’e-mails attendent, car ce service fonctionne à présent en simulation (REMEDIATION_MODE). Ils seront transmis dès le retour au mode réel.',
          other:
            '# e-mails attendent, car ce service fonctionne à présent en simulation (REMEDIATION_MODE). Ils seront transmis dès le retour au mode réel.',
        }),
    },
    waitingBecause: {
      busy: ({ emailCount, time }) =>
        form(emailCount, {
          one: `${number(emailCount)} e-mail attend, car Microsoft Graph est surchargé. Prochain essai : ${time}.`,
          many: `${number(emailCount)} d’e-mails attendent, car Microsoft Graph est surchargé. Prochain essai : ${time}.`,
          other: `${number(emailCount)} e-mails attendent, car Microsoft Graph est surchargé. Prochain essai : ${time}.`,
        }),
      duplicate: ({ emailCount, time }) =>
        form(emailCount, {
          one: `${number(emailCount)} e-mail attend, car une autre correction du même e-mail est en cours. Prochain essai : ${time}.`,
          many: `${number(emailCount)} d’e-mails attendent, car une autre correction des mêmes e-mails est en cours. Prochain essai : ${time}.`,
          other: `${number(emailCount)} e-mails attendent, car une autre correction des mêmes e-mails est en cours. Prochain essai : ${time}.`,
        }),
    },
    graphSaid: ({ message }) => `Réponse de Microsoft Graph : ${message}`,
    retryHint: '« Réessayer », sur la carte, n’envoie que ce qui a échoué.',
    trackingMissing:
      'Microsoft Graph n’a pas fourni de lien de suivi. La correction figure dans l’historique du Centre de notifications.',
    trackingMore: ({ more }) =>
      count(more, {
        one: '# autre partie figure dans l’historique du Centre de notifications.',
        other: '# autres parties figurent dans l’historique du Centre de notifications.',
      }),
    track: 'Suivre dans le Centre de notifications',
    trackPart: ({ part }) => `Suivre la partie ${number(part)} dans le Centre de notifications`,
    history: 'Ouvrir l’historique du Centre de notifications',
    endedFallback: ({ requestId, state }) => `Demande ${requestId} : ${state}.`,
    endedSpoken: ({ requestId, state, outcome }) => `Demande ${requestId}. ${state}. ${outcome}`,
  };
}
