import type { CommandName } from '../../typed/nearest-command.ts';
import type { CommandProblem } from '../../typed/parse-command.ts';
import { exampleWith } from '../arguments.ts';
import type { englishCommands } from '../en/commands.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { germanChannels } from './channels.ts';
import { germanFindProblems } from './find.ts';
import { germanRemoval } from './removal.ts';

/** Commands are English words in every language; only what stands for something else is translated. */
const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  history: 'history 20',
  stats: 'stats',
  request: 'request <networkMessageId> <Empfänger> softDelete because <Begründung>',
  withdraw: 'withdraw CS-7F3K2Q',
  undo: 'undo CS-7F3K2Q',
  find: 'find from:evil.example subject:"überfällige Rechnung" last:24h',
  'who can approve': 'who can approve CS-7F3K2Q',
  'alerts here': 'alerts here from defender severity high',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<Exclude<CommandProblem, 'requestId'>, string> = {
  messageId:
    'Auf „request“ folgt die Netzwerknachrichten-ID (networkMessageId) der E-Mail, wie Microsoft Defender sie anzeigt.',
  recipient: 'Auf die Netzwerknachrichten-ID folgen die Adressen der Postfächer, etwa ana@contoso.com.',
  tooManyEmails:
    'Jede genannte Nachricht wird für jedes genannte Postfach beantragt; das wären mehr als 500 E-Mails. Beantragen Sie sie in mehreren Teilen.',
  reasonMissing: 'Auf „because“ folgt die Begründung. Soll es keine geben, lassen Sie „because“ weg.',
  reasonTooLong: 'Die Begründung ist zu lang: Höchstens 1.000 Zeichen.',
  extraWords: 'Auf diesen Befehl folgt nichts weiter.',
  page: 'Auf „pending“ folgt nichts oder eine Seitenzahl.',
  historyPage:
    'Auf „history“ folgt nichts, eine Zahl von Anträgen bis 20 oder „page“ und eine Seitenzahl, wie in „history 20 page 2“.',
  ...germanFindProblems,
  alertSource: 'Auf „from“ folgt der Name einer Warnungsquelle, etwa defender: a-z, 0-9, Punkte und Bindestriche.',
  alertSeverity: 'Auf „severity“ folgt low, medium oder high.',
  alertFilter:
    'Auf „alerts here“ folgt nichts, „from“ und eine Warnungsquelle, „severity“ und low, medium oder high, oder beides.',
};

/** Lists and help, and the short answers to what people type. */
export function germanCommands(formats: Formats): Worded<ReturnType<typeof englishCommands>> {
  const { count, number } = formats;
  return {
    pendingTitle: 'Warten auf eine Entscheidung',
    pendingCount: ({ total }) =>
      total === 0
        ? 'Kein Antrag wartet auf eine Entscheidung.'
        : count(total, {
            one: '# Antrag wartet auf eine Entscheidung.',
            other: '# Anträge warten auf eine Entscheidung.',
          }),
    pendingRange: ({ first, last, total }) =>
      `Angezeigt: ${number(first)} bis ${number(last)} von ${number(total)}, der älteste zuerst.`,
    pendingNoMore: 'Weitere Anträge gibt es nicht. Für die ersten schreiben Sie: pending',
    pendingLine: ({ severity, plan }) => `${severity}. ${plan}`,
    pendingSince: ({ state, time }) =>
      state === undefined ? `Erstellt am ${time}.` : `${state}. Erstellt am ${time}.`,
    pendingSubject: ({ subject }) => `Betreff: ${subject}`,
    helpTitle: 'Was Sie mich fragen können',
    helpIntro:
      'Phishing-Verdachtsfälle kommen als Karte in den Warnungskanal. Entscheiden Sie dort mit „Genehmigen“ oder „Ablehnen“.',
    helpOutro:
      'Erwähnen Sie in einem Kanal zuerst die App. Eine Nachricht entscheidet nie etwas; das tut nur eine Karte.',
    helpFallback:
      'Befehle: help, pending, show, history, stats, request, withdraw, undo, find, who can approve, alerts here, alerts off, whoami.',
    helpLines: [
      { command: 'pending', meaning: 'Listet die Anträge auf, die auf eine Entscheidung warten.' },
      { command: 'pending page 2', meaning: 'Zeigt die nächsten zehn davon.' },
      { command: examples.show, meaning: 'Zeigt einen Antrag mit seiner Karte.' },
      {
        command: 'history',
        meaning: 'Listet auf, was entschieden wurde, das Neueste zuerst; „history 20“ listet 20 auf einmal auf.',
      },
      {
        command: examples.request,
        meaning:
          'Beantragt, eine oder mehrere Nachrichten zu entfernen, jede aus allen genannten Postfächern. Genehmigen müssen es andere. Aktionen: soft delete, hard delete, move to junk, move to deleted items, move to inbox.',
      },
      {
        command: examples.withdraw,
        meaning: 'Zieht einen eigenen Antrag zurück, solange niemand darüber entschieden hat.',
      },
      {
        command: examples.undo,
        meaning: 'Beantragt, zurückzuholen, was ein Antrag verschoben hat. Genehmigen müssen es andere.',
      },
      {
        command: examples.find,
        meaning: 'Findet E-Mail der letzten 30 Tage; mit einem Klick lässt sich das Entfernen beantragen.',
      },
      { command: examples['who can approve'], meaning: 'Sagt, was ein Antrag noch braucht, und von wem.' },
      { command: 'alerts here', meaning: 'Schickt neue Warnungen in diesen Kanal. Nur für Genehmigende.' },
      {
        command: examples['alerts here'],
        meaning: 'Schickt nur Warnungen einer Quelle oder ab einem Schweregrad in diesen Kanal. Nur für Genehmigende.',
      },
      { command: 'alerts off', meaning: 'Schickt keine Warnungen mehr in diesen Kanal. Nur für Genehmigende.' },
      {
        command: 'stats',
        meaning: 'Zeigt, wie Anträge in den letzten 7 und 30 Tagen endeten und wie lange sie dauerten.',
      },
      { command: 'whoami', meaning: 'Sagt, wer Sie hier sind und ob Sie genehmigen dürfen.' },
      { command: 'help', meaning: 'Zeigt diese Liste.' },
    ],
    answer: {
      incomplete: ({ command, problem }) =>
        problem === 'requestId'
          ? `Auf „${command}“ folgt die ID eines Antrags, etwa CS-7F3K2Q. Beispiel: ${examples[command]}`
          : `${problems[problem]} Beispiel: ${examples[command]}`,
      unreadCriterion: ({ unread, problem, nearest }) =>
        nearest === undefined
          ? `„${unread}“ verstehe ich nicht. ${problems[problem]} Beispiel: ${examples.find}`
          : `„${unread}“ verstehe ich nicht. Meinten Sie „${nearest}:“? Beispiel: ${examples.find}`,
      oneRequestId: ({ command, requestId }) =>
        `Auf „${command}“ folgt die ID eines einzigen Antrags und sonst nichts. Beispiel: ${command} ${requestId}`,
      requestIdLength: ({ characters }) =>
        count(characters, {
          one: 'Diese ID hat # Zeichen hinter „CS-“; die ID eines Antrags hat dort 6, etwa CS-7F3K2Q.',
          other: 'Diese ID hat # Zeichen hinter „CS-“; die ID eines Antrags hat dort 6, etwa CS-7F3K2Q.',
        }),
      unknown: ({ nearest, requestId }) =>
        nearest === undefined
          ? 'Diesen Befehl kenne ich nicht. Mit „help“ sehen Sie, was Sie mich fragen können.'
          : `Diesen Befehl kenne ich nicht. Meinten Sie „${nearest}“? Beispiel: ${exampleWith(examples[nearest], requestId)}`,
      tooLong: ({ most }) =>
        `Diese Nachricht ist zu lang: Nachrichten dieser Art dürfen höchstens ${number(most)} Zeichen haben. Es wurde nichts unternommen.`,
      decision:
        'Eine Nachricht entscheidet nie etwas. Nutzen Sie die Schaltflächen auf der Karte; „pending“ zeigt, was offen ist.',
      ...germanRemoval(formats),
      ...germanChannels(formats),
      whoami: ({ name, upn, objectId, mayApprove, why }) =>
        [
          `Sie sind ${name}, ${upn} (Objekt-ID ${objectId}).`,
          mayApprove === 'all' && 'Sie dürfen genehmigen.',
          mayApprove === 'some' &&
            'Sie dürfen die Anträge genehmigen, für die eine Regel der Genehmigungsrichtlinie Sie nennt.',
          mayApprove === 'none' && (why ?? 'Sie dürfen nicht genehmigen.'),
        ]
          .filter((sentence) => sentence !== false)
          .join(' '),
      writeToMe: ({ name }) =>
        `${name}, zu Ihrem Klick gibt es eine Antwort, aber ich konnte Ihnen nicht privat schreiben. Öffnen Sie einen Chat mit dieser App, und klicken Sie noch einmal.`,
      fault: ({ code, requestId, reference }) =>
        [
          code === 'rosterUnavailable'
            ? 'Teams hat nicht gesagt, wer Sie sind; daher ist nichts geschehen.'
            : 'Etwas ist schiefgegangen, und es ist nicht sicher, ob das gewirkt hat.',
          requestId === undefined
            ? 'Versuchen Sie es in einer Minute noch einmal.'
            : `Sehen Sie sich ${requestId} in einer Minute noch einmal an.`,
          `Referenz für den Support: ${reference}.`,
        ].join(' '),
    },
  };
}
