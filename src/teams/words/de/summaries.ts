import type { englishSummaries } from '../en/summaries.ts';
import type { Worded } from '../worded.ts';

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const germanSummaries: Worded<typeof englishSummaries> = {
  notification: {
    waits: ({ severity, requestId }) => `${severity}: ${requestId} wartet auf eine Entscheidung`,
    waitsForMore: ({ severity, requestId }) => `${severity}: ${requestId} wartet auf weitere Genehmigungen`,
  },
  newsAbout: ({ requestId, news }) => `${requestId}: ${news}`,
  replyNews: {
    submitted: 'an Microsoft Defender übermittelt, noch nicht nachgewiesen',
    failed: 'konnte nicht übermittelt werden',
    alreadySubmitted: 'bereits übermittelt',
    unclear: 'noch nicht klar',
    stillUnclear: 'weiterhin unklar, eine Person muss entscheiden',
    expired: 'ohne Entscheidung abgelaufen',
    verified: 'die Postfächer wurden geprüft',
    reminded: 'wartet noch auf eine Entscheidung',
    escalated: 'eskaliert, wartet noch auf eine Entscheidung',
  },
  tooFewApprovedNews: 'ohne genügend Genehmigungen abgelaufen',
  dryRunNews: 'Probelauf beendet, nichts wurde gesendet',
  proofNews: {
    verified: 'nachgewiesen',
    partlyVerified: 'teilweise nachgewiesen',
    unverified: 'nicht nachgewiesen',
  },
};
