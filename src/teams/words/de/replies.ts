import type { englishReplies } from '../en/replies.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Replies in the card's thread. */
export function germanReplies(formats: Formats): Worded<ReturnType<typeof englishReplies>> {
  const { number } = formats;
  return {
    replyTitle: {
      submitted: 'An Microsoft Defender übermittelt',
      failed: 'Konnte nicht übermittelt werden',
      alreadySubmitted: 'Bereits übermittelt',
      unclear: 'Noch nicht klar',
      stillUnclear: 'Weiterhin unklar: Eine Person muss entscheiden',
      expired: 'Abgelaufen',
      reminded: 'Wartet noch auf eine Entscheidung',
      escalated: 'Eskaliert: Wartet noch auf eine Entscheidung',
    },
    proofTitle: {
      verified: ({ proven, expected }) => `Nachgewiesen: ${number(proven)} von ${number(expected)}`,
      partlyVerified: ({ proven, expected }) => `Teilweise nachgewiesen: ${number(proven)} von ${number(expected)}`,
      unverified: ({ proven, expected }) => `Nicht nachgewiesen: ${number(proven)} von ${number(expected)}`,
    },
    replyText: {
      submitted: 'Noch nicht nachgewiesen: Das Info-Center zeigt den Fortschritt.',
      failed: 'Nicht alles konnte an Microsoft Defender übermittelt werden.',
      alreadySubmitted: 'Microsoft Graph meldet, dass diese E-Mails bereits übermittelt wurden.',
      unclear:
        'Microsoft Graph hat nicht eindeutig geantwortet und den Auftrag vielleicht angenommen, vielleicht auch nicht. Bevor noch einmal etwas gesendet wird, werden die Postfächer geprüft.',
      stillUnclear:
        'Microsoft Graph hat nicht eindeutig geantwortet, und auch die Postfächer zeigen nicht klar, was geschehen ist. Entscheiden Sie auf der Karte: „Erneut prüfen“ oder „Erneut senden“.',
      expired:
        'Niemand hat rechtzeitig entschieden, daher wurde nichts unternommen. Wird es noch gebraucht, stellen Sie den Antrag neu.',
      reminded: 'Noch hat niemand entschieden. Entscheiden Sie auf der Karte oben.',
      escalated:
        'Noch hat niemand entschieden. Ab jetzt dürfen auch andere genehmigen, jeweils anstelle einer genehmigenden Person; die bisherigen Genehmigenden dürfen es weiterhin. Entscheiden Sie auf der Karte oben.',
    },
    tooFewApprovedReply: {
      reminded: 'Es fehlen noch Genehmigungen. Entscheiden Sie auf der Karte oben.',
      escalated:
        'Es fehlen noch Genehmigungen. Ab jetzt dürfen auch andere genehmigen, jeweils anstelle einer genehmigenden Person; die bisherigen Genehmigenden dürfen es weiterhin. Entscheiden Sie auf der Karte oben.',
      expired:
        'Es haben nicht rechtzeitig genug Personen genehmigt, daher wurde nichts unternommen. Wird es noch gebraucht, stellen Sie den Antrag neu.',
    },
    stillThereReply:
      'Microsoft Graph hat nicht eindeutig geantwortet, und die E-Mail liegt noch am alten Ort. Entscheiden Sie auf der Karte: „Erneut prüfen“ oder „Erneut senden“.',
    dryRunTitle: 'Ende des Probelaufs',
    dryRunReply: 'An Microsoft Graph wurde nichts gesendet, und kein Postfach hat sich geändert.',
    alreadyRetried: ({ time }) =>
      `Für dieselbe E-Mail läuft bereits eine andere Bereinigung. Der nächste Versuch für diese ist am ${time}.`,
    alreadyCounted: 'Sie gelten als erledigt, weil dieselbe Aktion schon früher übermittelt wurde.',
    approvedByAll: (names) => `Genehmigt von ${listed(names, formats)}.`,
    replySubject: ({ requestId, title }) => `${requestId} · ${title}`,
  };
}
