import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Past requests, and how lists go on. */
export function germanHistory({ count, number }: Formats): Worded<ReturnType<typeof englishHistory>> {
  return {
    historyTitle: 'Was entschieden wurde',
    historyNone: 'Noch wurde über keinen Antrag entschieden.',
    historyNoMore: 'Ältere Anträge gibt es nicht.',
    historyRange: ({ first, last }) =>
      `Angezeigt: ${number(first)} bis ${number(last)}, die neueste Entscheidung zuerst.`,
    listMore: ({ command }) => `Für die nächsten schreiben Sie: ${command}`,
    listOpen: 'Um einen davon zu sehen, schreiben Sie „show“ und seine ID.',
    historySpoken: ({ shown }) => count(shown, { one: '# entschiedener Antrag.', other: '# entschiedene Anträge.' }),
    historyLine: ({ state, plan }) => `${state}. ${plan}`,
    historyDecided: ({ upn, time }) => `Von ${upn}, ${time}.`,
    historyUndecided: ({ time }) => `Niemand hat entschieden; beendet am ${time}.`,
  };
}
