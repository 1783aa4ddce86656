import type { RemediationAction } from '../../../approval/request.ts';
import type { englishRequest } from '../en/request.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The open request: what happened, what will be done, to how many, can it be undone, who decides. */
export function germanRequest(formats: Formats): Worded<ReturnType<typeof englishRequest>> {
  const { count, form, number, and } = formats;
  const doing: Record<RemediationAction, (mailboxCount: number) => string> = {
    softDelete: (value) =>
      count(value, { one: 'Vorläufig löschen aus # Postfach.', other: 'Vorläufig löschen aus # Postfächern.' }),
    hardDelete: (value) =>
      count(value, { one: 'Endgültig löschen aus # Postfach.', other: 'Endgültig löschen aus # Postfächern.' }),
    moveToJunk: (value) =>
      count(value, {
        one: 'In # Postfach in Junk-E-Mail verschieben.',
        other: 'In # Postfächern in Junk-E-Mail verschieben.',
      }),
    moveToDeletedItems: (value) =>
      count(value, {
        one: 'In # Postfach in Gelöschte Elemente verschieben.',
        other: 'In # Postfächern in Gelöschte Elemente verschieben.',
      }),
    moveToInbox: (value) =>
      count(value, {
        one: 'In # Postfach zurück in den Posteingang verschieben.',
        other: 'In # Postfächern zurück in den Posteingang verschieben.',
      }),
  };
  const effect: Record<RemediationAction, string> = {
    softDelete: 'Benutzer sehen die E-Mail nicht mehr; sie ist wiederherstellbar.',
    hardDelete: 'Benutzer sehen die E-Mail nicht mehr; sie ist nicht wiederherstellbar.',
    moveToJunk: 'Benutzer können die E-Mail dort noch öffnen; sie kann zurückverschoben werden.',
    moveToDeletedItems: 'Benutzer können die E-Mail dort noch öffnen; sie kann zurückverschoben werden.',
    moveToInbox: 'Benutzer sehen die E-Mail wieder und können sie öffnen.',
  };
  return {
    askTitle: ({ action }) => (action === 'moveToInbox' ? 'Diese E-Mail zurückholen?' : 'Diese E-Mail entfernen?'),
    kicker: ({ severity, requestId }) => `${severity} · ${requestId}`,
    plan: ({ action, mailboxCount }) => doing[action](mailboxCount),
    planWithEffect: ({ action, mailboxCount }) => `${doing[action](mailboxCount)} ${effect[action]}`,
    copies: ({ emailCount, messageCount }) =>
      emailCount === messageCount
        ? count(messageCount, { one: '# Nachricht.', other: '# verschiedene Nachrichten.' })
        : form(messageCount, {
            one: `Das sind ${number(emailCount)} E-Mails von ${number(messageCount)} Nachricht.`,
            other: `Das sind ${number(emailCount)} E-Mails von ${number(messageCount)} Nachrichten.`,
          }),
    sendersCopy: 'Die Kopie des Absenders gehört dazu, sofern der Absender in Ihrer Organisation ist.',
    recipients: (names) => `Postfächer: ${listed(names, formats)}`,
    fromSources: ({ sources, alertCount }) =>
      form(alertCount, {
        one: `Gemeldet von ${and(sources)} (${number(alertCount)} Warnung).`,
        other: `Gemeldet von ${and(sources)} (${number(alertCount)} Warnungen).`,
      }),
    requestedBy: ({ upn }) => `Beantragt von ${upn}.`,
    requestedFound: ({ upn }) => `Beantragt von ${upn}, aus einem Ergebnis von „find“.`,
    requestedBecause: ({ upn, because }) => `Beantragt von ${upn}, Begründung: ${because}`,
    factsOfOne: ({ requestId, messageCount }) =>
      form(messageCount, {
        one: `Die Angaben zur E-Mail sind aus ${requestId} bekannt.`,
        other: `Die Angaben gelten nur für eine der ${number(messageCount)} Nachrichten und sind aus ${requestId} bekannt. Die übrigen sind anhand ihrer IDs zu prüfen.`,
      }),
    earlier: ({ requestId }) => `Ein früherer Antrag zur selben Nachricht: ${requestId}.`,
    decideBefore: ({ time }) => `Zu entscheiden bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
    dryRun: 'Dies ist ein Probelauf: An Microsoft Graph wird nichts gesendet, und kein Postfach ändert sich.',
    notice: {
      staleRevision:
        'Dieser Antrag hat sich geändert, nachdem Sie ihn geöffnet hatten; Ihr Klick wurde nicht gezählt. Prüfen Sie ihn, und entscheiden Sie dann noch einmal.',
      alreadyDecided: 'Über diesen Antrag ist bereits entschieden, wie Sie hier sehen. Ihr Klick hat nichts geändert.',
      alreadyApprovedByYou: 'Sie haben diesen Antrag bereits genehmigt. Er wartet auf eine weitere Person.',
      checkingAgain: 'Die Postfächer werden noch einmal geprüft. Diese Karte zeigt dann das Ergebnis.',
      nothingUnclear: 'An diesem Antrag wartet nichts mehr auf eine Person. Ihr Klick hat nichts geändert.',
      ownCard: 'Der Antrag hat jetzt eine eigene Karte im Kanal; dort stehen Entscheidung und Ergebnis.',
      foundBelow:
        'Nach der E-Mail wurde gerade gesucht: Was gefunden wurde, steht unter dieser Karte. In einer Minute können Sie noch einmal suchen.',
    },
    cut: ({ characters }) => count(characters, { one: '… (gekürzt, # Zeichen)', other: '… (gekürzt, # Zeichen)' }),
    list: (names) => listed(names, formats),
    button: {
      approve: 'Genehmigen',
      reject: 'Ablehnen',
      revoke: 'Eigene Genehmigung zurücknehmen',
      retry: 'Erneut versuchen',
      checkAgain: 'Erneut prüfen',
      sendAgain: 'Erneut senden',
      refresh: 'Aktualisieren',
      open: ({ requestId }) => `${requestId} öffnen`,
      change: 'Maßnahme ändern',
      more: 'Mehr über die E-Mail',
      closerLook: ({ host }) => `In ${host} öffnen`,
    },
    input: {
      action: 'Was mit der E-Mail geschehen soll',
      actionHint: 'Eine andere Wahl kann andere Genehmigungen erfordern.',
      severity: 'Schweregrad',
      sendersCopy: 'Kopie eines internen Absenders einschließen',
      reason: 'Begründung (zum Ablehnen nötig)',
      reasonRequired: 'Begründung (zum Genehmigen und Ablehnen nötig)',
      reasonHint: 'Warum Sie so entscheiden. Wird beim Antrag aufbewahrt.',
    },
    openFallback: ({ severity, requestId }) =>
      `${severity}: Antrag ${requestId} wartet auf eine Entscheidung. Aktualisieren Sie Teams, um ihn zu sehen und zu entscheiden.`,
    openSpoken: ({ severity, requestId, plan }) =>
      `${severity}. Antrag ${requestId} wartet auf eine Entscheidung. ${plan}`,
  };
}
