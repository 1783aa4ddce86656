import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Past requests, and how lists go on. */
export function spanishHistory({ count, number }: Formats): Worded<ReturnType<typeof englishHistory>> {
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
    historyDecided: ({ upn, time }) => `Por ${upn}, ${time}.`,
    historyUndecided: ({ time }) => `Nadie decidió; finalizó el ${time}.`,
  };
}
