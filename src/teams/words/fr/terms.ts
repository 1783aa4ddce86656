import type { englishTerms } from '../en/terms.ts';
import type { Worded } from '../worded.ts';

/** Single words and names, as Microsoft 365 says them in French. What a state is said of is "la demande". */
export const frenchTerms: Worded<typeof englishTerms> = {
  severity: {
    low: 'Gravité faible',
    medium: 'Gravité moyenne',
    high: 'Gravité élevée',
  },
  severityChoice: { low: 'Faible', medium: 'Moyenne', high: 'Élevée' },
  action: {
    softDelete: 'Suppression réversible',
    hardDelete: 'Suppression définitive',
    moveToJunk: 'Déplacer vers Courrier indésirable',
    moveToDeletedItems: 'Déplacer vers Éléments supprimés',
    moveToInbox: 'Remettre dans la boîte de réception',
  },
  actionChoice: {
    softDelete: 'Suppression réversible (récupérable)',
    hardDelete: 'Suppression définitive (non récupérable)',
    moveToJunk: 'Déplacer vers Courrier indésirable (reste visible pour les utilisateurs)',
    moveToDeletedItems: 'Déplacer vers Éléments supprimés (reste visible pour les utilisateurs)',
    moveToInbox: 'Remettre dans la boîte de réception (de nouveau visible pour les utilisateurs)',
  },
  state: {
    pending: 'En attente d’une décision',
    partiallyApproved: 'En attente d’autres approbations',
    approved: 'Approuvée',
    submitting: 'Transmission en cours',
    submitted: 'Transmise à Microsoft Defender',
    verifying: 'Transmise à Microsoft Defender, vérification en cours',
    verified: 'Vérifiée',
    partlyVerified: 'Partiellement vérifiée',
    unverified: 'Non vérifiée',
    failed: 'En échec',
    rejected: 'Rejetée',
    expired: 'Expirée',
    withdrawn: 'Retirée',
  },
  problem: {
    permission:
      'Microsoft Graph a refusé l’appel, car il manque à l’application l’autorisation SecurityAnalyzedMessage.ReadWrite.All. Un administrateur doit l’accorder et donner le consentement administrateur. Choisissez ensuite « Réessayer ».',
    licence:
      'Microsoft Graph a refusé l’appel, car le locataire n’a pas de licence Microsoft Defender pour Office 365 Plan 2. Attribuez la licence, puis choisissez « Réessayer ».',
    credential:
      'L’application n’a pas pu se connecter à Microsoft Graph. Son certificat, son secret ou son identité managée est absent, incorrect ou expiré. Renouvelez-le, puis choisissez « Réessayer ».',
    unresolvedEmail:
      'Certains e-mails ne sont connus que par leur ID, et Microsoft Graph ne les a pas trouvés. Supprimez-les à la main dans Microsoft Defender, ou choisissez « Réessayer » plus tard.',
    badRequest:
      'Microsoft Graph n’a pas accepté l’ordre tel qu’il a été envoyé. Choisissez « Réessayer » une fois. En cas de nouvel échec, supprimez les e-mails dans Microsoft Defender et signalez le problème au responsable de cette application.',
    overtaken:
      'Depuis la demande d’annulation, une autre demande a déplacé tous ces e-mails. Rien n’a été remis en place.',
    other:
      'Microsoft Graph a refusé l’appel. Choisissez « Réessayer ». En cas de nouvel échec, supprimez les e-mails dans Microsoft Defender et signalez le problème au responsable de cette application.',
  },
};
