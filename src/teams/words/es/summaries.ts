import type { englishSummaries } from '../en/summaries.ts';
import type { Worded } from '../worded.ts';

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const spanishSummaries: Worded<typeof englishSummaries> = {
  notification: {
    waits: ({ severity, requestId }) => `${severity}: ${requestId} espera una decisión`,
    waitsForMore: ({ severity, requestId }) => `${severity}: ${requestId} espera más aprobaciones`,
  },
  newsAbout: ({ requestId, news }) => `${requestId}: ${news}`,
  replyNews: {
    submitted: 'enviada a Microsoft Defender, aún sin verificar',
    failed: 'no se pudo enviar',
    alreadySubmitted: 'ya se había enviado',
    unclear: 'aún no está claro',
    stillUnclear: 'sigue sin estar claro, debe decidir una persona',
    reminded: 'sigue a la espera de una decisión',
    escalated: 'escalada, sigue a la espera de una decisión',
    expired: 'expiró sin decisión',
    verified: 'se comprobaron los buzones',
  },
  tooFewApprovedNews: 'expiró sin suficientes aprobaciones',
  dryRunNews: 'terminó la simulación, no se envió nada',
  proofNews: {
    verified: 'verificada',
    partlyVerified: 'verificada en parte',
    unverified: 'no verificada',
  },
};
