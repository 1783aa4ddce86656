import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Past requests, and how lists go on. */
export function frenchHistory(formats: Formats): Worded<ReturnType<typeof englishHistory>> {
  const { count, number } = formats;
  return {
    historyTitle: 'Ce qui a été décidé',
    historyNone: 'Aucune demande n’a encore fait l’objet d’une décision.',
    historyNoMore: 'Il n’y a pas de demandes plus anciennes.',
    historyRange: ({ first, last }) =>
      `Affichées : ${number(first)} à ${number(last)}, la décision la plus récente en premier.`,
    listMore: ({ command }) => `Pour les suivantes, écrivez : ${command}`,
    listOpen: 'Pour en voir une, écrivez « show » et son ID.',
    historySpoken: ({ shown }) => count(shown, { one: '# demande décidée.', other: '# demandes décidées.' }),
    historyLine: ({ state, plan }) => `${state}. ${plan}`,
    historyUndone: ({ state, plan, requestId }) => `${state}. ${plan} Annulée avec ${requestId}.`,
    historyDecided: ({ people, time }) => `Par ${listed(people, formats)}, ${time}.`,
    historyUndecided: ({ time }) => `Aucune décision à temps ; terminée le ${time}.`,
  };
}
