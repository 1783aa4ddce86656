import { type Wish, wishOf } from '../arguments.ts';
import type { englishRefusals } from '../en/refusals.ts';
import type { Worded } from '../worded.ts';
import { germanDeadlineRefusals } from './deadlines.ts';
import { germanNoMailRefusals } from './no-mail.ts';
import { germanUndoRefusals } from './undo.ts';

/** Who is asking matters here, so the sentence says what exactly they may not do. */
const notForThem: Record<'guest' | 'notAnApprover' | 'notAMember', Record<Wish, string>> = {
  guest: {
    decide: 'Gäste können hier nicht entscheiden. Fragen Sie ein Mitglied dieser Organisation, das genehmigen darf.',
    see: 'Gäste können hier keine Anträge sehen. Fragen Sie ein Mitglied dieser Organisation.',
    request: 'Gäste können hier keine Entfernung beantragen. Bitten Sie ein Mitglied dieser Organisation darum.',
    moveAlerts:
      'Gäste können nicht ändern, wohin Warnungen gehen. Fragen Sie ein Mitglied dieser Organisation, das genehmigen darf.',
    undo: 'Gäste können hier nichts rückgängig machen lassen. Bitten Sie ein Mitglied dieser Organisation darum.',
    beApprover: 'Gäste können hier nicht genehmigen.',
  },
  notAnApprover: {
    decide: 'Die Genehmigungsrichtlinie nennt Sie nicht. Fragen Sie jemanden, der genehmigen darf.',
    beApprover:
      'Die Genehmigungsrichtlinie nennt Sie nicht als genehmigende Person. Mit „who can approve CS-7F3K2Q“ sehen Sie, wen sie für diesen Antrag nennt.',
    see: 'Das können nur Genehmigende sehen, und die Genehmigungsrichtlinie nennt Sie nicht. Fragen Sie jemanden von ihnen.',
    request:
      'Nur Genehmigende können eine Entfernung beantragen, und die Genehmigungsrichtlinie nennt Sie nicht. Fragen Sie jemanden von ihnen.',
    undo: 'Nur Genehmigende können beantragen, etwas rückgängig zu machen, und die Genehmigungsrichtlinie nennt Sie nicht. Fragen Sie jemanden von ihnen.',
    moveAlerts:
      'Nur Genehmigende können ändern, wohin Warnungen gehen, und die Genehmigungsrichtlinie nennt Sie nicht. Fragen Sie jemanden von ihnen.',
  },
  notAMember: {
    decide:
      'Das können nur Genehmigende und Mitglieder des Teams mit dem Warnungskanal. Fragen Sie jemanden von ihnen.',
    see: 'Das können nur Genehmigende und Mitglieder des Teams mit dem Warnungskanal sehen. Fragen Sie jemanden von ihnen.',
    request:
      'Nur Genehmigende und Mitglieder des Teams mit dem Warnungskanal können eine Entfernung beantragen. Fragen Sie jemanden von ihnen.',
    undo: 'Nur Genehmigende und Mitglieder des Teams mit dem Warnungskanal können beantragen, etwas rückgängig zu machen. Fragen Sie jemanden von ihnen.',
    moveAlerts: 'Nur Genehmigende können ändern, wohin Warnungen gehen. Fragen Sie jemanden von ihnen.',
    beApprover: 'Die Genehmigungsrichtlinie nennt Sie nicht als genehmigende Person.',
  },
};

/** The directory did not answer. An approval may hang on the groups of those who approved before. */
const unknownMembership: Record<Wish, string> = {
  decide:
    'Die Gruppen der Genehmigungsrichtlinie ließen sich gerade nicht aus Entra lesen; daher steht nicht fest, wer entscheiden darf. Ihr Klick hat nichts geändert; versuchen Sie es in einer Minute noch einmal.',
  see: 'Ihre Entra-Gruppen ließen sich gerade nicht lesen; daher steht nicht fest, ob Sie das sehen dürfen. Versuchen Sie es in einer Minute noch einmal.',
  request:
    'Ihre Entra-Gruppen ließen sich gerade nicht lesen; daher steht nicht fest, ob Sie eine Entfernung beantragen dürfen. Nichts wurde beantragt; versuchen Sie es in einer Minute noch einmal.',
  undo: 'Ihre Entra-Gruppen ließen sich gerade nicht lesen; daher steht nicht fest, ob Sie beantragen dürfen, etwas rückgängig zu machen. Nichts wurde beantragt; versuchen Sie es in einer Minute noch einmal.',
  moveAlerts:
    'Ihre Entra-Gruppen ließen sich gerade nicht lesen; daher steht nicht fest, ob Sie ändern dürfen, wohin Warnungen gehen. Nichts wurde geändert; versuchen Sie es in einer Minute noch einmal.',
  beApprover:
    'Ihre Entra-Gruppen ließen sich gerade nicht lesen; daher steht nicht fest, ob Sie genehmigen dürfen. Fragen Sie in einer Minute noch einmal.',
};

/** Why a click or a command was not carried out: one sentence for one person, saying what they can do. */
export const germanRefusals: Worded<typeof englishRefusals> = {
  refusal: {
    ...germanUndoRefusals,
    ...germanDeadlineRefusals,
    ...germanNoMailRefusals,
    searchTooOld: () =>
      'Dieses Ergebnis ist zu alt oder nicht von dieser Organisation. Suchen Sie mit „find“ noch einmal.',
    askInPrivate: () =>
      'Was in E-Mails steht, wird nur im Team mit dem Warnungskanal gezeigt oder Ihnen allein. Fragen Sie mich in einem persönlichen Chat.',
    unknownRequest: ({ requestId }) =>
      requestId
        ? `Einen Antrag ${requestId} gibt es nicht. Prüfen Sie die ID, oder sehen Sie mit „pending“ nach, was offen ist.`
        : 'Diesen Antrag gibt es nicht. Prüfen Sie die ID, oder sehen Sie mit „pending“ nach, was offen ist.',
    staleRevision: ({ requestId }) =>
      requestId
        ? `Der Inhalt von ${requestId} hat sich geändert, nachdem Sie ihn geöffnet hatten. Prüfen Sie die neue Karte, und entscheiden Sie dann noch einmal.`
        : 'Der Inhalt dieses Antrags hat sich geändert, nachdem Sie ihn geöffnet hatten. Prüfen Sie die neue Karte, und entscheiden Sie dann noch einmal.',
    alreadyDecided: ({ requestId }) =>
      requestId
        ? `Zu spät: Über ${requestId} ist bereits entschieden, Ihr Klick hat nichts geändert. Von wem, zeigt die Karte.`
        : 'Zu spät: Über diesen Antrag ist bereits entschieden, Ihr Klick hat nichts geändert. Von wem, zeigt die Karte.',
    alreadyApprovedByYou: ({ requestId }) =>
      requestId
        ? `Sie haben ${requestId} bereits genehmigt. Die nächste Genehmigung muss von jemand anderem kommen.`
        : 'Sie haben diesen Antrag bereits genehmigt. Die nächste Genehmigung muss von jemand anderem kommen.',
    expired: ({ requestId }) =>
      requestId
        ? `Die Frist für ${requestId} ist abgelaufen, und nichts wurde unternommen. Wird es noch gebraucht, stellen Sie den Antrag mit „request“ neu.`
        : 'Die Frist für diesen Antrag ist abgelaufen, und nichts wurde unternommen. Wird es noch gebraucht, stellen Sie den Antrag mit „request“ neu.',
    notAnApprover: (facts) =>
      facts.requestId && wishOf(facts) === 'decide'
        ? `Sie können nicht über ${facts.requestId} entscheiden, weil die Genehmigungsrichtlinie Sie dafür nicht nennt. Mit „who can approve ${facts.requestId}“ sehen Sie, wen Sie fragen können.`
        : notForThem.notAnApprover[wishOf(facts)],
    guest: (facts) => notForThem.guest[wishOf(facts)],
    requesterMayNotApprove: ({ requestId }) =>
      requestId
        ? `Sie haben das selbst beantragt; ${requestId} muss jemand anderes genehmigen. Ablehnen können Sie weiterhin.`
        : 'Sie haben das selbst beantragt; genehmigen muss jemand anderes. Ablehnen können Sie weiterhin.',
    reasonRequired: () =>
      'Für diese Entscheidung ist eine Begründung nötig. Geben Sie sie auf der Karte unter „Begründung“ ein, und klicken Sie dann noch einmal.',
    nothingToRevoke: ({ requestId }) =>
      requestId
        ? `Bei ${requestId} gibt es keine Genehmigung von Ihnen, die sich zurücknehmen ließe.`
        : 'Bei diesem Antrag gibt es keine Genehmigung von Ihnen, die sich zurücknehmen ließe.',
    nothingToRetry: ({ requestId }) =>
      requestId
        ? `Bei ${requestId} ist nichts fehlgeschlagen; es gibt nichts erneut zu versuchen.`
        : 'Bei diesem Antrag ist nichts fehlgeschlagen; es gibt nichts erneut zu versuchen.',
    notTheRequester: ({ requestId }) =>
      requestId
        ? `Zurückziehen kann ${requestId} nur, wer den Antrag gestellt hat. Sie können ihn stattdessen ablehnen.`
        : 'Zurückziehen kann diesen Antrag nur, wer ihn gestellt hat. Sie können ihn stattdessen ablehnen.',
    invalidTransition: ({ requestId }) =>
      requestId
        ? `Das ist bei ${requestId} nicht mehr möglich. Öffnen Sie die Karte neu, um den Stand zu sehen.`
        : 'Das ist bei diesem Antrag nicht mehr möglich. Öffnen Sie die Karte neu, um den Stand zu sehen.',
    tooManyClicks: () => 'Das waren zu viele Klicks in einer Minute. Versuchen Sie es in einer Minute noch einmal.',
    unknownVerb: () =>
      'Diese Version kennt die Schaltfläche nicht. Öffnen Sie den Antrag neu, um eine neue Karte zu erhalten.',
    badInput: () =>
      'Etwas auf der Karte war nicht lesbar. Prüfen Sie, was Sie gewählt oder eingegeben haben, und klicken Sie dann noch einmal.',
    notAMember: (facts) => notForThem.notAMember[wishOf(facts)],
    channelIsFixed: () =>
      'Der Warnungskanal ist durch die Einstellung ALERT_CHANNEL festgelegt. Bitten Sie den Betreiber dieser App, sie zu ändern.',
    notAChannel: () => 'Das geht nur in einem Kanal. Schreiben Sie es in den Kanal, der die Warnungen erhalten soll.',
    membershipUnknown: (facts) => unknownMembership[wishOf(facts)],
    nothingNew: ({ requestId }) =>
      requestId
        ? `Für alle diese E-Mails wurde dieselbe Aktion oder ein endgültiges Löschen bereits mit ${requestId} übermittelt. Öffnen Sie diesen Antrag, um den Stand zu sehen.`
        : 'Für alle diese E-Mails wurde dieselbe Aktion oder ein endgültiges Löschen bereits übermittelt. Mit „pending“ sehen Sie, was offen ist.',
  },
};
