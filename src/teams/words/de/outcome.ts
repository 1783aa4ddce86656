import type { englishOutcome } from '../en/outcome.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The decided request: who decided, when and why, how far it is, and what is not proven yet. */
export function germanOutcome({ count, form, number }: Formats): Worded<ReturnType<typeof englishOutcome>> {
  return {
    outcome: {
      approved: 'Der Antrag wird gleich an Microsoft Defender übermittelt.',
      submitting: 'Der Antrag ist genehmigt und wird an Microsoft Defender übermittelt.',
      submitted: 'Noch nicht nachgewiesen: Das Info-Center zeigt den Fortschritt.',
      verifying: 'Noch nicht nachgewiesen: Die Postfächer werden geprüft.',
      verified: 'Die Postfächer zeigen, dass die Aktion gewirkt hat.',
      partlyVerified:
        'Einige Postfächer zeigen nicht, dass die Aktion gewirkt hat. Prüfen Sie sie in Microsoft Defender.',
      unverified: 'Die Postfächer zeigen nicht, dass die Aktion gewirkt hat. Prüfen Sie sie in Microsoft Defender.',
      failed: 'Nicht alles konnte an Microsoft Defender übermittelt werden.',
      rejected: 'Mit der E-Mail ist nichts geschehen.',
      expired: 'Niemand hat rechtzeitig entschieden, daher ist mit der E-Mail nichts geschehen.',
      withdrawn: 'Mit der E-Mail ist nichts geschehen.',
    },
    tooFewApprovedOutcome:
      'Es haben nicht rechtzeitig genug Personen genehmigt, daher ist mit der E-Mail nichts geschehen.',
    failedWholly: 'Nichts konnte an Microsoft Defender übermittelt werden.',
    dryRunOutcome: {
      approved: 'An Microsoft Graph wird nichts gesendet.',
      submitting: 'An Microsoft Graph wird nichts gesendet.',
      submitted: 'An Microsoft Graph wurde nichts gesendet, und kein Postfach hat sich geändert.',
    },
    unclearTitle: 'Noch nicht klar',
    unclearOutcome:
      'Microsoft Graph hat nicht eindeutig geantwortet und den Auftrag vielleicht angenommen, vielleicht auch nicht. Bevor noch einmal etwas gesendet wird, werden die Postfächer geprüft.',
    stillUnclearTitle: 'Weiterhin unklar',
    stillUnclearOutcome:
      'Microsoft Graph hat nicht eindeutig geantwortet, und auch die Postfächer zeigen nicht klar, was geschehen ist. Eine Person muss entscheiden.',
    stillThereOutcome:
      'Microsoft Graph hat nicht eindeutig geantwortet, und die E-Mail liegt noch am alten Ort. Eine Person muss entscheiden.',
    reconciledOutcome:
      'Die Antwort von Microsoft Graph ist nie eingetroffen, aber die Postfächer zeigen, dass der Auftrag ausgeführt wurde.',
    whatToDoUnclear:
      'Sehen Sie im Verlauf des Info-Centers nach. „Erneut prüfen“ sieht noch einmal in den Postfächern nach. „Erneut senden“ sendet denselben Auftrag noch einmal.',
    nextLook: ({ time }) => `Nächste Prüfung der Postfächer: ${time}.`,
    sentTimes: ({ calls }) =>
      count(calls, {
        one: 'Der Auftrag wurde einmal gesendet.',
        other: 'Der Auftrag wurde #-mal gesendet, jedes Mal ohne eindeutige Antwort.',
      }),
    lastLook: ({ moved, unmoved, rest, time }) =>
      `Bei der letzten Prüfung (${time}): ${number(moved)} verschoben, ${number(unmoved)} nicht verschoben, ${number(rest)} unbekannt.`,
    approvedPlan: ({ plan }) => `Genehmigt wurde: ${plan}`,
    undonePlan: ({ plan }) => `Beantragt war: ${plan}`,
    approvedBy: ({ upn, time }) => `Genehmigt von ${upn} am ${time}.`,
    rejectedBy: ({ upn, time }) => `Abgelehnt von ${upn} am ${time}.`,
    withdrawnBy: ({ upn }) => `Zurückgezogen von ${upn} (hatte den Antrag gestellt).`,
    moreDecisions: ({ more }) =>
      count(more, {
        one: '# frühere Entscheidung wird nicht angezeigt.',
        other: '# frühere Entscheidungen werden nicht angezeigt.',
      }),
    reason: ({ reason }) => `Begründung: ${reason}`,
    expiredAt: ({ time }) => `Entschieden werden konnte bis ${time}.`,
    accepted: ({ done, total }) => `${number(done)} von ${number(total)} E-Mails übermittelt.`,
    duplicate: ({ emailCount }) =>
      count(emailCount, {
        one: '# E-Mail wurde schon früher für dieselbe Aktion übermittelt.',
        other: '# E-Mails wurden schon früher für dieselbe Aktion übermittelt.',
      }),
    refused: ({ emailCount }) =>
      count(emailCount, { one: '# E-Mail nicht übermittelt.', other: '# E-Mails nicht übermittelt.' }),
    batches: ({ done, total }) => `${number(done)} von ${number(total)} Teilaufträgen übermittelt.`,
    reconciled: ({ emailCount }) =>
      count(emailCount, {
        one: 'Für # E-Mail ist die Antwort nie eingetroffen; das Postfach zeigt, dass der Auftrag angenommen wurde.',
        other:
          'Für # E-Mails ist die Antwort nie eingetroffen; die Postfächer zeigen, dass der Auftrag angenommen wurde.',
      }),
    unclear: ({ emailCount }) =>
      count(emailCount, {
        one: 'Unklar für # E-Mail: Microsoft Graph hat nicht eindeutig geantwortet.',
        other: 'Unklar für # E-Mails: Microsoft Graph hat nicht eindeutig geantwortet.',
      }),
    waiting: ({ emailCount, time }) =>
      form(emailCount, {
        one: `${number(emailCount)} E-Mail wartet. Nächster Versuch: ${time}.`,
        other: `${number(emailCount)} E-Mails warten. Nächster Versuch: ${time}.`,
      }),
    waitingFor: {
      slot: ({ emailCount }) =>
        count(emailCount, {
          one: '# E-Mail wartet, weil Microsoft Defender nur eine begrenzte Zahl von Bereinigungen gleichzeitig ausführt. Es geht von selbst weiter.',
          other:
            '# E-Mails warten, weil Microsoft Defender nur eine begrenzte Zahl von Bereinigungen gleichzeitig ausführt. Es geht von selbst weiter.',
        }),
      mail: ({ emailCount }) =>
        count(emailCount, {
          one: '# E-Mail wartet, weil für dieselbe E-Mail gerade ein anderer Antrag übermittelt wird. Es geht von selbst weiter.',
          other:
            '# E-Mails warten, weil für dieselben E-Mails gerade ein anderer Antrag übermittelt wird. Es geht von selbst weiter.',
        }),
      liveMode: ({ emailCount }) =>
        count(emailCount, {
          one: '# E-Mail wartet, weil dieser Dienst jetzt als Probelauf läuft (REMEDIATION_MODE). Sie wird übermittelt, sobald er wieder scharf geschaltet ist.',
          other:
            '# E-Mails warten, weil dieser Dienst jetzt als Probelauf läuft (REMEDIATION_MODE). Sie werden übermittelt, sobald er wieder scharf geschaltet ist.',
        }),
    },
    waitingBecause: {
      busy: ({ emailCount, time }) =>
        form(emailCount, {
          one: `${number(emailCount)} E-Mail wartet, weil Microsoft Graph ausgelastet ist. Nächster Versuch: ${time}.`,
          other: `${number(emailCount)} E-Mails warten, weil Microsoft Graph ausgelastet ist. Nächster Versuch: ${time}.`,
        }),
      duplicate: ({ emailCount, time }) =>
        form(emailCount, {
          one: `${number(emailCount)} E-Mail wartet, weil für dieselbe E-Mail eine andere Bereinigung läuft. Nächster Versuch: ${time}.`,
          other: `${number(emailCount)} E-Mails warten, weil für dieselben E-Mails eine andere Bereinigung läuft. Nächster Versuch: ${time}.`,
        }),
    },
    graphSaid: ({ message }) => `Microsoft Graph meldet: ${message}`,
    retryHint: '„Erneut versuchen“ auf der Karte sendet nur, was fehlgeschlagen ist.',
    trackingMissing:
      'Microsoft Graph hat keinen Link zum Verfolgen geliefert. Die Bereinigung steht im Verlauf des Info-Centers.',
    trackingMore: ({ more }) =>
      count(more, {
        one: '# weiterer Teil steht im Verlauf des Info-Centers.',
        other: '# weitere Teile stehen im Verlauf des Info-Centers.',
      }),
    track: 'Im Info-Center verfolgen',
    trackPart: ({ part }) => `Teil ${number(part)} im Info-Center verfolgen`,
    history: 'Verlauf im Info-Center öffnen',
    endedFallback: ({ requestId, state }) => `Antrag ${requestId}: ${state}.`,
    endedSpoken: ({ requestId, state, outcome }) => `Antrag ${requestId}. ${state}. ${outcome}`,
  };
}
