import type { englishNoMail, englishNoMailRefusals } from '../en/no-mail.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** A request whose alert named no message in a mailbox. */
export function germanNoMail(formats: Formats): Worded<ReturnType<typeof englishNoMail>> {
  return {
    noMail: {
      title: 'Um welche E-Mail geht es?',
      explain:
        'Die Quelle der Warnung hat keine Nachricht in einem Postfach genannt; noch lässt sich nichts entfernen.',
      whatToDo:
        'Suchen Sie die E-Mail, und beantragen Sie ihre Entfernung dort, wo sie gefunden wird. Lehnen Sie diesen Antrag ab, wenn das erledigt oder nichts zu tun ist.',
      typed: ({ command }) => `Dieselbe Suche zum Eintippen: ${command}`,
      tooLittle:
        'Die Warnung nennt weder eine Adresse des Absenders noch einen Betreff; jemand muss sagen, wonach zu suchen ist. Schreiben Sie zum Beispiel: find from:evil.example subject:"overdue invoice" last:7d.',
      asked: (names) =>
        `Aus dem, was gefunden wurde, beantragt: ${listed(names, formats)}. Lehnen Sie diesen Antrag ab, wenn das erledigt ist.`,
      button: 'E-Mail suchen',
      plan: 'Keine Nachricht genannt.',
      mailboxes: 'keine Nachricht genannt',
      undone: 'Die Warnung nannte keine Nachricht in einem Postfach; es gab nichts zu entfernen.',
      nobodyYet: 'Solange keine Nachricht in einem Postfach genannt ist, kann das niemand genehmigen.',
      reply: {
        reminded:
          'Noch hat sich niemand darum gekümmert. Die Warnung nannte keine Nachricht in einem Postfach: Suchen Sie die E-Mail von der Karte oben aus, oder lehnen Sie den Antrag dort ab.',
        escalated:
          'Noch hat sich niemand darum gekümmert; ab jetzt können auch andere entscheiden. Die Warnung nannte keine Nachricht in einem Postfach: Suchen Sie die E-Mail von der Karte oben aus, oder lehnen Sie den Antrag dort ab.',
        expired: 'Niemand hat sich rechtzeitig darum gekümmert; nichts wurde unternommen.',
      },
    },
  };
}

export const germanNoMailRefusals: Worded<typeof englishNoMailRefusals> = {
  noMail: ({ requestId }) =>
    requestId
      ? `${requestId} nennt keine Nachricht in einem Postfach; es gibt nichts zu entfernen. Suchen Sie sie zuerst: mit „E-Mail suchen“ auf der Karte, oder schreiben Sie „find“.`
      : 'Dieser Antrag nennt keine Nachricht in einem Postfach; es gibt nichts zu entfernen. Suchen Sie sie zuerst: mit „E-Mail suchen“ auf der Karte, oder schreiben Sie „find“.',
  nothingToFind: () =>
    'Die Warnung nennt weder eine Adresse des Absenders noch einen Betreff, wonach zu suchen wäre. Schreiben Sie, was Sie wissen, zum Beispiel: find from:evil.example subject:"overdue invoice" last:7d.',
};
