import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Past requests, and how lists go on. */
export function spanishHistory(formats: Formats): Worded<ReturnType<typeof englishHistory>> {
  const { count, number } = formats;
  return {
    historyTitle: 'Solicitudes decididas',
    historyNone: 'Aún no se ha decidido ninguna solicitud.',
    historyNoMore: 'No hay solicitudes más antiguas.',
    historyRange: ({ first, last }) =>
      `Se muestran: de la ${number(first)} a la ${number(last)}, la decisión más reciente primero.`,
    listMore: ({ command }) => `Para ver las siguientes, escriba: ${command}`,
    listOpen: 'Para ver una de ellas, escriba «show» y su identificador.',
    historySpoken: ({ shown }) => count(shown, { one: '# solicitud decidida.', other: '# solicitudes decididas.' }),
    historyLine: ({ state, plan }) => `${state}. ${plan}`,
    historyUndone: ({ state, plan, requestId }) => `${state}. ${plan} Deshecha con ${requestId}.`,
    historyDecided: ({ people, time }) => `Por ${listed(people, formats)}, ${time}.`,
    historyUndecided: ({ time }) => `Sin decisión a tiempo; finalizó el ${time}.`,
  };
}
