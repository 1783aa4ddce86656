import type { englishUndo, englishUndoRefusals } from '../en/undo.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Putting back what a request moved: a request of its own. */
export function germanUndo({ form, number, count }: Formats): Worded<ReturnType<typeof englishUndo>> {
  return {
    undo: {
      button: 'Rückgängig machen',
      offer: ({ emailCount }) =>
        count(emailCount, {
          one: '„Rückgängig machen“ stellt einen neuen Antrag, # E-Mail zurückzuholen. Sie kommt erst zurück, wenn ihn jemand genehmigt.',
          other:
            '„Rückgängig machen“ stellt einen neuen Antrag, # E-Mails zurückzuholen. Sie kommen erst zurück, wenn ihn jemand genehmigt.',
        }),
      asked: ({ requestId }) =>
        `Mit ${requestId} ist beantragt, das rückgängig zu machen; der Antrag hat eine eigene Karte. Die E-Mail kommt zurück, sobald er genehmigt ist.`,
      done: ({ requestId }) => `Was dieser Antrag verschoben hat, wurde mit ${requestId} zurückgeholt.`,
      plan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Macht ${requestId} rückgängig: # E-Mail zurück in den Posteingang. Benutzer sehen sie wieder und können sie öffnen.`,
          other: `Macht ${requestId} rückgängig: # E-Mails zurück in den Posteingang. Benutzer sehen sie wieder und können sie öffnen.`,
        }),
      planLine: ({ requestId, mailboxCount }) =>
        count(mailboxCount, {
          one: `Macht ${requestId} rückgängig: zurück in den Posteingang in # Postfach.`,
          other: `Macht ${requestId} rückgängig: zurück in den Posteingang in # Postfächern.`,
        }),
      approvedPlan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Genehmigt wurde: ${requestId} rückgängig machen, # E-Mail zurück in den Posteingang.`,
          other: `Genehmigt wurde: ${requestId} rückgängig machen, # E-Mails zurück in den Posteingang.`,
        }),
      undonePlan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Beantragt war: ${requestId} rückgängig machen, # E-Mail zurück in den Posteingang.`,
          other: `Beantragt war: ${requestId} rückgängig machen, # E-Mails zurück in den Posteingang.`,
        }),
      onlyProven:
        'Das sind die E-Mails, die laut den Postfächern verschoben wurden. Alle kommen in den Posteingang, wo auch immer sie vorher waren.',
      mayBeGone:
        'Sie wurden mehr als 14 Tage vor diesem Antrag verschoben; in einigen Postfächern sind sie vielleicht nicht mehr vorhanden.',
      answer: ({ requestId, undoId, emailCount, channelBound, alreadyAsked }) => {
        const mail = number(emailCount);
        if (alreadyAsked) {
          return channelBound
            ? form(emailCount, {
                one: `${requestId} rückgängig zu machen ist bereits beantragt: ${undoId}, für ${mail} E-Mail. Die Karte dazu ist im Warnungskanal.`,
                other: `${requestId} rückgängig zu machen ist bereits beantragt: ${undoId}, für ${mail} E-Mails. Die Karte dazu ist im Warnungskanal.`,
              })
            : form(emailCount, {
                one: `${requestId} rückgängig zu machen ist bereits beantragt: ${undoId}, für ${mail} E-Mail. Eine Karte dazu gibt es nicht, weil noch kein Kanal Warnungen erhält. Bitten Sie eine genehmigende Person, in einem „alerts here“ zu schreiben.`,
                other: `${requestId} rückgängig zu machen ist bereits beantragt: ${undoId}, für ${mail} E-Mails. Eine Karte dazu gibt es nicht, weil noch kein Kanal Warnungen erhält. Bitten Sie eine genehmigende Person, in einem „alerts here“ zu schreiben.`,
              });
        }
        return channelBound
          ? form(emailCount, {
              one: `${undoId} beantragt, ${mail} E-Mail von ${requestId} zurückzuholen. Die Karte dazu ist im Warnungskanal; vor einer Genehmigung wird nichts verschoben.`,
              other: `${undoId} beantragt, ${mail} E-Mails von ${requestId} zurückzuholen. Die Karte dazu ist im Warnungskanal; vor einer Genehmigung wird nichts verschoben.`,
            })
          : form(emailCount, {
              one: `${undoId} beantragt, ${mail} E-Mail von ${requestId} zurückzuholen. Eine Karte dazu gibt es nicht, weil noch kein Kanal Warnungen erhält. Bitten Sie eine genehmigende Person, in einem „alerts here“ zu schreiben.`,
              other: `${undoId} beantragt, ${mail} E-Mails von ${requestId} zurückzuholen. Eine Karte dazu gibt es nicht, weil noch kein Kanal Warnungen erhält. Bitten Sie eine genehmigende Person, in einem „alerts here“ zu schreiben.`,
            });
      },
    },
  };
}

/** Why something cannot be put back, and what an undo cannot do. */
export const germanUndoRefusals: Worded<typeof englishUndoRefusals> = {
  undoOfOpen: ({ requestId }) =>
    requestId
      ? `${requestId} ist noch nicht genehmigt, also wurde nichts verschoben. Der Antrag wartet auf seiner Karte auf eine Entscheidung.`
      : 'Dieser Antrag ist noch nicht genehmigt, also wurde nichts verschoben. Er wartet auf seiner Karte auf eine Entscheidung.',
  undoOfRejected: ({ requestId }) =>
    requestId
      ? `${requestId} wurde abgelehnt, also wurde nichts verschoben; es gibt nichts zurückzuholen.`
      : 'Dieser Antrag wurde abgelehnt, also wurde nichts verschoben; es gibt nichts zurückzuholen.',
  undoOfExpired: ({ requestId }) =>
    requestId
      ? `${requestId} ist abgelaufen, also wurde nichts verschoben; es gibt nichts zurückzuholen.`
      : 'Dieser Antrag ist abgelaufen, also wurde nichts verschoben; es gibt nichts zurückzuholen.',
  undoOfWithdrawn: ({ requestId }) =>
    requestId
      ? `${requestId} wurde zurückgezogen, also wurde nichts verschoben; es gibt nichts zurückzuholen.`
      : 'Dieser Antrag wurde zurückgezogen, also wurde nichts verschoben; es gibt nichts zurückzuholen.',
  undoOfDryRun: ({ requestId }) =>
    requestId
      ? `${requestId} war ein Probelauf: Kein Postfach hat sich geändert, und es gibt nichts zurückzuholen.`
      : 'Dieser Antrag war ein Probelauf: Kein Postfach hat sich geändert, und es gibt nichts zurückzuholen.',
  undoOfFailed: ({ requestId }) =>
    requestId
      ? `Von ${requestId} ließ sich nichts übermitteln, also wurde nichts verschoben; es gibt nichts zurückzuholen.`
      : 'Von diesem Antrag ließ sich nichts übermitteln, also wurde nichts verschoben; es gibt nichts zurückzuholen.',
  cannotUndoHardDelete: ({ requestId }) =>
    requestId
      ? `${requestId} hat endgültiges Löschen beantragt; das lässt sich nicht rückgängig machen.`
      : 'Dieser Antrag hat endgültiges Löschen beantragt; das lässt sich nicht rückgängig machen.',
  cannotUndoUndo: ({ requestId }) =>
    requestId
      ? `${requestId} hat selbst E-Mail in den Posteingang verschoben; es gibt nichts zurückzuholen. Um sie wieder zu entfernen, beantragen Sie das mit „request“.`
      : 'Dieser Antrag hat selbst E-Mail in den Posteingang verschoben; es gibt nichts zurückzuholen. Um sie wieder zu entfernen, beantragen Sie das mit „request“.',
  nothingToUndo: ({ requestId }) =>
    requestId
      ? `In den Postfächern ist keine E-Mail zu sehen, die ${requestId} verschoben hat; es gibt nichts zurückzuholen.`
      : 'In den Postfächern ist keine E-Mail zu sehen, die dieser Antrag verschoben hat; es gibt nichts zurückzuholen.',
  undoUnread: ({ requestId }) =>
    requestId
      ? `Die Postfächer waren nicht lesbar, daher ist nicht bekannt, was ${requestId} verschoben hat. Suchen Sie die E-Mails in Microsoft Defender, und verschieben Sie sie dort zurück.`
      : 'Die Postfächer waren nicht lesbar, daher ist nicht bekannt, was dieser Antrag verschoben hat. Suchen Sie die E-Mails in Microsoft Defender, und verschieben Sie sie dort zurück.',
  notYetVerified: ({ requestId, tryAgainAt }) => {
    if (requestId === undefined) {
      return 'Noch ist nicht bekannt, was dieser Antrag verschoben hat. Versuchen Sie es noch einmal, sobald die Karte sagt, was die Postfächer zeigen.';
    }
    return tryAgainAt === undefined
      ? `Noch ist nicht bekannt, was ${requestId} verschoben hat. Versuchen Sie es noch einmal, sobald die Karte sagt, was die Postfächer zeigen.`
      : `Noch ist nicht bekannt, was ${requestId} verschoben hat. Nächste Prüfung der Postfächer: ${tryAgainAt}; versuchen Sie es danach noch einmal.`;
  },
  undoTooLate: ({ requestId }) =>
    requestId
      ? `${requestId} wurde vor mehr als 30 Tagen übermittelt. Postfächer behalten vorläufig gelöschte E-Mails höchstens 30 Tage; sie lassen sich nicht zurückholen.`
      : 'Dieser Antrag wurde vor mehr als 30 Tagen übermittelt. Postfächer behalten vorläufig gelöschte E-Mails höchstens 30 Tage; sie lassen sich nicht zurückholen.',
  alreadyUndone: ({ requestId, otherId }) =>
    requestId && otherId
      ? `Was ${requestId} verschoben hat, wurde bereits mit ${otherId} zurückgeholt.`
      : 'Was dieser Antrag verschoben hat, wurde bereits zurückgeholt.',
  undoOvertaken: ({ requestId, otherId }) =>
    requestId && otherId
      ? `Was ${requestId} verschoben hat, wurde seitdem mit ${otherId} noch einmal verschoben. Soll es zurück in den Posteingang, machen Sie ${otherId} rückgängig.`
      : 'Was dieser Antrag verschoben hat, wurde seitdem mit einem anderen noch einmal verschoben. Soll es zurück in den Posteingang, machen Sie diesen anderen rückgängig.',
  undoCannotChange: ({ requestId }) =>
    requestId
      ? `${requestId} macht einen anderen Antrag rückgängig und kann die E-Mail nur zurückholen. Ihr Klick wurde nicht gezählt; genehmigen Sie den Antrag so, wie er ist, oder lehnen Sie ihn ab.`
      : 'Dieser Antrag macht einen anderen rückgängig und kann die E-Mail nur zurückholen. Ihr Klick wurde nicht gezählt; genehmigen Sie ihn so, wie er ist, oder lehnen Sie ihn ab.',
};
