import type { SearchProblem } from '../../../workflow/found-mail.ts';
import type { englishFind, englishFindProblems } from '../en/find.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What was typed behind `find` and could not be read. */
export const germanFindProblems: Worded<typeof englishFindProblems> = {
  noCriterion: 'Auf „find“ folgt, wonach zu suchen ist: from, to, subject oder url.',
  unknownKey: 'Gesucht werden kann nach from, to, subject und url; last sagt, wie weit zurück.',
  keyTwice: 'Jedes von from, to, subject, url und last kann einmal dastehen.',
  from: 'Auf „from:“ folgt eine Adresse oder eine Domäne, etwa evil.example.',
  to: 'Auf „to:“ folgt die Adresse eines Postfachs, etwa ana@contoso.com.',
  subject:
    'Auf „subject:“ folgt ein Teil des Betreffs, in Anführungszeichen, wenn er Leerzeichen enthält, höchstens 500 Zeichen.',
  url: 'Auf „url:“ folgt die Domäne eines Links in der E-Mail, etwa evil.example.',
  last: 'Auf „last:“ folgt, wie weit zurück zu suchen ist: Minuten, Stunden oder Tage, etwa 30m, 24h oder 7d.',
  lastTooLong: 'Microsoft Defender bewahrt 30 Tage auf: „last:30d“ ist das Längste.',
  openQuote:
    'Ein Anführungszeichen wurde geöffnet und nicht geschlossen. Innerhalb von Anführungszeichen wird eines als \\" geschrieben.',
  looseWords:
    'Vor jedem Wort steht sein Schlüssel, etwa subject:, und zusammengehörende Wörter stehen in Anführungszeichen.',
};

const notSearched: Record<SearchProblem, string> = {
  permission:
    'Ich darf keine E-Mail suchen, weil der App die Microsoft Graph-Berechtigung ThreatHunting.Read.All fehlt. Ein Administrator von Entra ID kann sie erteilen und die Administratoreinwilligung geben. Alles andere funktioniert auch ohne sie.',
  licence:
    'Microsoft Graph hat die Suche abgewiesen, weil der Mandant keine Lizenz für die Bedrohungssuche in Microsoft Defender hat. Fragen Sie, wer die Lizenzen verwaltet.',
  credential:
    'Die App konnte sich nicht bei Microsoft Graph anmelden; es wurde nichts gesucht. Bitten Sie den Betreiber dieser App, ihre Anmeldedaten zu erneuern.',
  throttled:
    'Microsoft Defender nimmt zurzeit keine Suchen mehr an, weil diese Organisation ihren Anteil verbraucht hat. Versuchen Sie es in einigen Minuten noch einmal.',
  refused:
    'Microsoft Defender hat die Suche nicht angenommen. Versuchen Sie eine andere; hilft keine, sagen Sie es dem Betreiber dieser App.',
  tooLong:
    'Microsoft Defender hat nicht rechtzeitig geantwortet. Suchen Sie weniger weit zurück oder nach etwas Genauerem.',
  unavailable: 'Microsoft Defender ließ sich gerade nicht befragen. Versuchen Sie es in einer Minute noch einmal.',
};

/** `find`: what it found, and what became of a click there. */
export function germanFind({ count, form, number }: Formats): Worded<ReturnType<typeof englishFind>> {
  return {
    foundTitle: 'Gefundene E-Mail',
    foundCount: ({ total, more }) => {
      if (total === 0) return 'Keine Nachricht gefunden.';
      return more
        ? `Mehr als ${number(total)} Nachrichten gefunden.`
        : count(total, { one: '# Nachricht gefunden.', other: '# Nachrichten gefunden.' });
    },
    foundShown: ({ shown, total, more }) =>
      more
        ? `Angezeigt werden die neuesten ${number(shown)} von mehr als ${number(total)}. Um andere zu sehen, suchen Sie nach etwas Genauerem.`
        : `Angezeigt werden die neuesten ${number(shown)} von ${number(total)}. Um andere zu sehen, suchen Sie nach etwas Genauerem.`,
    foundBy: ({ criteria }) => `Gesucht: ${criteria}`,
    foundNothing:
      'E-Mail erscheint hier einige Minuten nach dem Empfang und 30 Tage lang. Prüfen Sie die Schreibweise, oder suchen Sie weiter zurück.',
    foundSubject: ({ message, subject }) => `${number(message)}. ${subject}`,
    foundNoSubject: '(kein Betreff)',
    foundFrom: ({ sender, time }) => `Von ${sender}, empfangen am ${time}`,
    foundIn: ({ recipients, places }) =>
      form(recipients, {
        one: `In ${number(recipients)} Postfach: ${places}`,
        other: `In ${number(recipients)} Postfächern: ${places}`,
      }),
    foundInUnknown: ({ recipients }) =>
      count(recipients, { one: 'In # Postfach, Ort unbekannt', other: 'In # Postfächern, Ort unbekannt' }),
    foundTooMany: ({ listed, total }) =>
      `Von hier aus lassen sich nur die ersten ${number(listed)} von ${number(total)} Postfächern beantragen.`,
    foundAsk: 'Entfernen beantragen',
    foundRequested: ({ requestId, channelBound }) =>
      channelBound
        ? `${requestId} wartet auf eine Entscheidung. Die Karte dazu ist im Warnungskanal.`
        : `${requestId} wartet auf eine Entscheidung. Eine Karte dazu gibt es nicht, weil noch kein Kanal Warnungen erhält. Bitten Sie eine genehmigende Person, in einem „alerts here“ zu schreiben.`,
    foundRequestedRest: ({ requestId, asked, named }) =>
      `${requestId} wartet auf eine Entscheidung über ${number(asked)} von ${number(named)} Postfächern. Die übrigen waren schon früher beantragt.`,
    foundAskedBefore: ({ requestId }) =>
      `Das Entfernen ist schon früher beantragt worden, mit ${requestId}. Öffnen Sie den Antrag, um den Stand zu sehen.`,
    notSearched: ({ problem, seconds }) =>
      problem === 'throttled' && seconds !== undefined
        ? count(seconds, {
            one: 'Microsoft Defender nimmt zurzeit keine Suchen mehr an, weil diese Organisation ihren Anteil verbraucht hat. Versuchen Sie es in # Sekunde noch einmal.',
            other:
              'Microsoft Defender nimmt zurzeit keine Suchen mehr an, weil diese Organisation ihren Anteil verbraucht hat. Versuchen Sie es in # Sekunden noch einmal.',
          })
        : notSearched[problem],
  };
}
