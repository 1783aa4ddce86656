import type { englishSummaries } from '../en/summaries.ts';
import type { Worded } from '../worded.ts';

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const frenchSummaries: Worded<typeof englishSummaries> = {
  notification: {
    waits: ({ severity, requestId }) => `${severity} : ${requestId} attend une décision`,
    waitsForMore: ({ severity, requestId }) => `${severity} : ${requestId} attend d’autres approbations`,
  },
  newsAbout: ({ requestId, news }) => `${requestId} : ${news}`,
  replyNews: {
    submitted: 'transmise à Microsoft Defender, pas encore vérifiée',
    failed: 'n’a pas pu être transmise',
    alreadySubmitted: 'déjà transmise',
    unclear: 'pas encore clair',
    stillUnclear: 'toujours pas clair, quelqu’un doit décider',
    reminded: 'toujours en attente d’une décision',
    escalated: 'escalade, toujours en attente d’une décision',
    expired: 'expirée sans décision',
    verified: 'les boîtes aux lettres ont été contrôlées',
  },
  tooFewApprovedNews: 'expirée sans assez d’approbations',
  dryRunNews: 'simulation terminée, rien n’a été envoyé',
  proofNews: {
    verified: 'vérifiée',
    partlyVerified: 'partiellement vérifiée',
    unverified: 'non vérifiée',
  },
};
