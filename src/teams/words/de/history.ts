import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Past requests, and how lists go on. */
export function germanHistory(formats: Formats): Worded<ReturnType<typeof englishHistory>> {
  const { count, number } = formats;
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
    historyUndone: ({ state, plan, requestId }) => `${state}. ${plan} Rückgängig gemacht mit ${requestId}.`,
    historyDecided: ({ people, time }) => `Von ${listed(people, formats)}, ${time}.`,
    historyUndecided: ({ time }) => `Keine rechtzeitige Entscheidung; beendet am ${time}.`,
  };
}
