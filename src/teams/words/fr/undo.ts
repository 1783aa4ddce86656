import type { englishUndo, englishUndoRefusals } from '../en/undo.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Putting back what a request moved: a request of its own. */
export function frenchUndo({ count }: Formats): Worded<ReturnType<typeof englishUndo>> {
  return {
    undo: {
      button: 'Annuler l’action',
      offer: ({ emailCount }) =>
        count(emailCount, {
          one: '« Annuler l’action » crée une nouvelle demande pour remettre # e-mail en place. Il n’est déplacé qu’une fois cette demande approuvée.',
          many: '« Annuler l’action » crée une nouvelle demande pour remettre # d’e-mails en place. Ils ne sont déplacés qu’une fois cette demande approuvée.',
          other:
            '« Annuler l’action » crée une nouvelle demande pour remettre # e-mails en place. Ils ne sont déplacés qu’une fois cette demande approuvée.',
        }),
      asked: ({ requestId }) =>
        `Annulation demandée avec ${requestId}, qui a sa propre carte. L’e-mail sera remis en place une fois cette demande approuvée.`,
      done: ({ requestId }) => `Ce que cette demande a déplacé a été remis en place avec ${requestId}.`,
      plan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Annule ${requestId} : # e-mail à remettre dans la boîte de réception. Les utilisateurs peuvent à nouveau le voir et l’ouvrir.`,
          many: `Annule ${requestId} : # d’e-mails à remettre dans la boîte de réception. Les utilisateurs peuvent à nouveau les voir et les ouvrir.`,
          other: `Annule ${requestId} : # e-mails à remettre dans la boîte de réception. Les utilisateurs peuvent à nouveau les voir et les ouvrir.`,
        }),
      planLine: ({ requestId, mailboxCount }) =>
        count(mailboxCount, {
          one: `Annule ${requestId} : retour dans la boîte de réception pour # boîte aux lettres.`,
          many: `Annule ${requestId} : retour dans la boîte de réception pour # de boîtes aux lettres.`,
          other: `Annule ${requestId} : retour dans la boîte de réception pour # boîtes aux lettres.`,
        }),
      approvedPlan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Action approuvée : annuler ${requestId} et remettre # e-mail dans la boîte de réception.`,
          many: `Action approuvée : annuler ${requestId} et remettre # d’e-mails dans la boîte de réception.`,
          other: `Action approuvée : annuler ${requestId} et remettre # e-mails dans la boîte de réception.`,
        }),
      undonePlan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Action demandée : annuler ${requestId} et remettre # e-mail dans la boîte de réception.`,
          many: `Action demandée : annuler ${requestId} et remettre # d’e-mails dans la boîte de réception.`,
          other: `Action demandée : annuler ${requestId} et remettre # e-mails dans la boîte de réception.`,
        }),
      onlyProven:
        'Il s’agit des e-mails que les boîtes aux lettres ont montrés comme déplacés. Tous vont dans la boîte de réception, où qu’ils aient été auparavant.',
      mayBeGone:
        'Ils ont été déplacés plus de 14 jours avant cette demande ; certaines boîtes aux lettres ne les ont peut-être plus.',
      answer: ({ requestId, undoId, emailCount, channelBound, alreadyAsked }) => {
        const card = channelBound ? 'inChannel' : 'nowhere';
        const sentences = alreadyAsked ? again({ requestId, undoId }) : anew({ requestId, undoId });
        return count(emailCount, sentences[card]);
      },
    },
  };
}

type Ids = { readonly requestId: string; readonly undoId: string };

const anew = ({ requestId, undoId }: Ids) => ({
  inChannel: {
    one: `${undoId} demande de remettre en place # e-mail de ${requestId}. Sa carte est dans le canal d’alertes ; rien ne bouge avant son approbation.`,
    many: `${undoId} demande de remettre en place # d’e-mails de ${requestId}. Sa carte est dans le canal d’alertes ; rien ne bouge avant son approbation.`,
    other: `${undoId} demande de remettre en place # e-mails de ${requestId}. Sa carte est dans le canal d’alertes ; rien ne bouge avant son approbation.`,
  },
  nowhere: {
    one: `${undoId} demande de remettre en place # e-mail de ${requestId}. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
    many: `${undoId} demande de remettre en place # d’e-mails de ${requestId}. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
    other: `${undoId} demande de remettre en place # e-mails de ${requestId}. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
  },
});

const again = ({ requestId, undoId }: Ids) => ({
  inChannel: {
    one: `L’annulation de ${requestId} a déjà été demandée : ${undoId}, pour # e-mail. Sa carte est dans le canal d’alertes.`,
    many: `L’annulation de ${requestId} a déjà été demandée : ${undoId}, pour # d’e-mails. Sa carte est dans le canal d’alertes.`,
    other: `L’annulation de ${requestId} a déjà été demandée : ${undoId}, pour # e-mails. Sa carte est dans le canal d’alertes.`,
  },
  nowhere: {
    one: `L’annulation de ${requestId} a déjà été demandée : ${undoId}, pour # e-mail. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
    many: `L’annulation de ${requestId} a déjà été demandée : ${undoId}, pour # d’e-mails. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
    other: `L’annulation de ${requestId} a déjà été demandée : ${undoId}, pour # e-mails. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
  },
});

/** Why something cannot be put back, and what an undo cannot do. */
export const frenchUndoRefusals: Worded<typeof englishUndoRefusals> = {
  undoOfOpen: ({ requestId }) =>
    requestId
      ? `${requestId} n’est pas encore approuvée, donc rien n’a été déplacé. La demande attend une décision sur sa carte.`
      : 'Cette demande n’est pas encore approuvée, donc rien n’a été déplacé. Elle attend une décision sur sa carte.',
  undoOfRejected: ({ requestId }) =>
    requestId
      ? `${requestId} a été rejetée, donc rien n’a été déplacé ; il n’y a rien à remettre en place.`
      : 'Cette demande a été rejetée, donc rien n’a été déplacé ; il n’y a rien à remettre en place.',
  undoOfExpired: ({ requestId }) =>
    requestId
      ? `${requestId} a expiré, donc rien n’a été déplacé ; il n’y a rien à remettre en place.`
      : 'Cette demande a expiré, donc rien n’a été déplacé ; il n’y a rien à remettre en place.',
  undoOfWithdrawn: ({ requestId }) =>
    requestId
      ? `${requestId} a été retirée, donc rien n’a été déplacé ; il n’y a rien à remettre en place.`
      : 'Cette demande a été retirée, donc rien n’a été déplacé ; il n’y a rien à remettre en place.',
  undoOfDryRun: ({ requestId }) =>
    requestId
      ? `${requestId} était une simulation : aucune boîte aux lettres n’a changé, il n’y a rien à remettre en place.`
      : 'Cette demande était une simulation : aucune boîte aux lettres n’a changé, il n’y a rien à remettre en place.',
  undoOfFailed: ({ requestId }) =>
    requestId
      ? `Rien de ${requestId} n’a pu être transmis, donc rien n’a été déplacé ; il n’y a rien à remettre en place.`
      : 'Rien de cette demande n’a pu être transmis, donc rien n’a été déplacé ; il n’y a rien à remettre en place.',
  cannotUndoHardDelete: ({ requestId }) =>
    requestId
      ? `${requestId} demandait une suppression définitive, qui ne peut pas être annulée.`
      : 'Cette demande portait sur une suppression définitive, qui ne peut pas être annulée.',
  cannotUndoUndo: ({ requestId }) =>
    requestId
      ? `${requestId} a elle-même déplacé des e-mails vers la boîte de réception ; il n’y a rien à remettre en place. Pour les supprimer à nouveau, demandez-le avec « request ».`
      : 'Cette demande a elle-même déplacé des e-mails vers la boîte de réception ; il n’y a rien à remettre en place. Pour les supprimer à nouveau, demandez-le avec « request ».',
  nothingToUndo: ({ requestId }) =>
    requestId
      ? `Les boîtes aux lettres ne montrent aucun e-mail déplacé par ${requestId} ; il n’y a rien à remettre en place.`
      : 'Les boîtes aux lettres ne montrent aucun e-mail déplacé par cette demande ; il n’y a rien à remettre en place.',
  undoUnread: ({ requestId }) =>
    requestId
      ? `Les boîtes aux lettres n’ont pas pu être lues. On ne sait donc pas ce que ${requestId} a déplacé. Recherchez les e-mails dans Microsoft Defender et remettez-les en place depuis ce portail.`
      : 'Les boîtes aux lettres n’ont pas pu être lues. On ne sait donc pas ce que cette demande a déplacé. Recherchez les e-mails dans Microsoft Defender et remettez-les en place depuis ce portail.',
  notYetVerified: ({ requestId, tryAgainAt }) => {
    if (requestId === undefined) {
      return 'On ne sait pas encore ce que cette demande a déplacé. Réessayez une fois que sa carte indique ce que montrent les boîtes aux lettres.';
    }
    return tryAgainAt === undefined
      ? `On ne sait pas encore ce que ${requestId} a déplacé. Réessayez une fois que sa carte indique ce que montrent les boîtes aux lettres.`
      : `On ne sait pas encore ce que ${requestId} a déplacé. Prochain contrôle des boîtes aux lettres : ${tryAgainAt} ; réessayez ensuite.`;
  },
  undoTooLate: ({ requestId }) =>
    requestId
      ? `${requestId} a été transmise il y a plus de 30 jours. Les boîtes aux lettres conservent 30 jours au plus les e-mails supprimés de façon réversible ; ils ne peuvent pas être remis en place.`
      : 'Cette demande a été transmise il y a plus de 30 jours. Les boîtes aux lettres conservent 30 jours au plus les e-mails supprimés de façon réversible ; ils ne peuvent pas être remis en place.',
  alreadyUndone: ({ requestId, otherId }) =>
    requestId && otherId
      ? `Ce que ${requestId} a déplacé a déjà été remis en place avec ${otherId}.`
      : 'Ce que cette demande a déplacé a déjà été remis en place.',
  undoOvertaken: ({ requestId, otherId }) =>
    requestId && otherId
      ? `Ce que ${requestId} a déplacé a depuis été déplacé à nouveau avec ${otherId}. Pour un retour dans la boîte de réception, annulez ${otherId}.`
      : 'Ce que cette demande a déplacé a depuis été déplacé à nouveau par une autre. Pour un retour dans la boîte de réception, annulez cette autre demande.',
  undoCannotChange: ({ requestId }) =>
    requestId
      ? `${requestId} annule une autre demande et ne peut que remettre l’e-mail en place. Votre clic n’a pas été pris en compte ; approuvez-la telle quelle, ou rejetez-la.`
      : 'Cette demande en annule une autre et ne peut que remettre l’e-mail en place. Votre clic n’a pas été pris en compte ; approuvez-la telle quelle, ou rejetez-la.',
};
