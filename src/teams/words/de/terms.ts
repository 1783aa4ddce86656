import type { englishTerms } from '../en/terms.ts';
import type { Worded } from '../worded.ts';

/** Single words and names, as Microsoft 365 says them in German. */
export const germanTerms: Worded<typeof englishTerms> = {
  severity: {
    low: 'Niedriger Schweregrad',
    medium: 'Mittlerer Schweregrad',
    high: 'Hoher Schweregrad',
  },
  severityChoice: { low: 'Niedrig', medium: 'Mittel', high: 'Hoch' },
  action: {
    softDelete: 'Vorläufig löschen',
    hardDelete: 'Endgültig löschen',
    moveToJunk: 'In Junk-E-Mail verschieben',
    moveToDeletedItems: 'In Gelöschte Elemente verschieben',
    moveToInbox: 'Zurück in den Posteingang verschieben',
  },
  actionChoice: {
    softDelete: 'Vorläufig löschen (wiederherstellbar)',
    hardDelete: 'Endgültig löschen (nicht wiederherstellbar)',
    moveToJunk: 'In Junk-E-Mail verschieben (bleibt für Benutzer sichtbar)',
    moveToDeletedItems: 'In Gelöschte Elemente verschieben (bleibt für Benutzer sichtbar)',
    moveToInbox: 'Zurück in den Posteingang verschieben (wieder für Benutzer sichtbar)',
  },
  state: {
    pending: 'Wartet auf eine Entscheidung',
    partiallyApproved: 'Wartet auf weitere Genehmigungen',
    approved: 'Genehmigt',
    submitting: 'Wird übermittelt',
    submitted: 'An Microsoft Defender übermittelt',
    verifying: 'An Microsoft Defender übermittelt, wird überprüft',
    verified: 'Nachgewiesen',
    partlyVerified: 'Teilweise nachgewiesen',
    unverified: 'Nicht nachgewiesen',
    failed: 'Fehlgeschlagen',
    rejected: 'Abgelehnt',
    expired: 'Abgelaufen',
    withdrawn: 'Zurückgezogen',
  },
  problem: {
    permission:
      'Microsoft Graph hat den Aufruf abgewiesen, weil der App die Berechtigung SecurityAnalyzedMessage.ReadWrite.All fehlt. Ein Administrator muss sie erteilen und die Administratoreinwilligung geben. Wählen Sie danach „Erneut versuchen“.',
    licence:
      'Microsoft Graph hat den Aufruf abgewiesen, weil der Mandant keine Lizenz für Microsoft Defender für Office 365 Plan 2 hat. Weisen Sie die Lizenz zu, und wählen Sie dann „Erneut versuchen“.',
    credential:
      'Die App konnte sich nicht bei Microsoft Graph anmelden. Ihr Zertifikat, ihr Geheimnis oder ihre verwaltete Identität fehlt, ist falsch oder abgelaufen. Erneuern Sie es, und wählen Sie dann „Erneut versuchen“.',
    unresolvedEmail:
      'Einige E-Mails sind nur mit ihrer ID bekannt, und Microsoft Graph hat sie nicht gefunden. Entfernen Sie sie von Hand in Microsoft Defender, oder wählen Sie später „Erneut versuchen“.',
    badRequest:
      'Microsoft Graph hat den Auftrag so nicht angenommen. Wählen Sie einmal „Erneut versuchen“. Schlägt es wieder fehl, entfernen Sie die E-Mails in Microsoft Defender, und melden Sie das Problem dem Betreiber dieser App.',
    overtaken:
      'Seit dieses Rückgängigmachen beantragt wurde, hat ein anderer Antrag alle diese E-Mails verschoben. Es wurde nichts zurückgeholt.',
    other:
      'Microsoft Graph hat den Aufruf abgewiesen. Wählen Sie „Erneut versuchen“. Schlägt es wieder fehl, entfernen Sie die E-Mails in Microsoft Defender, und melden Sie das Problem dem Betreiber dieser App.',
  },
};
