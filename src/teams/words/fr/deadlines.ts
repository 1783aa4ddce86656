import type { englishDeadlineRefusals, englishDeadlines } from '../en/deadlines.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Until when one may decide, who is asked meanwhile, and what becomes of a request that nobody decided. */
export function frenchDeadlines(formats: Formats): Worded<ReturnType<typeof englishDeadlines>> {
  const { form, number } = formats;
  return {
    deadlines: {
      decideWithin: ({ left, time }) => {
        if (left.unit === 'moment') {
          return `Moins d’une minute pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`;
        }
        const value = number(left.value);
        const forms = {
          days: {
            one: `Encore ${value} jour environ pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
            other: `Encore ${value} jours environ pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
          },
          hours: {
            one: `Encore ${value} heure environ pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
            other: `Encore ${value} heures environ pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
          },
          minutes: {
            one: `Encore ${value} minute environ pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
            other: `Encore ${value} minutes environ pour décider, avant le ${time}. Passé ce délai, la demande expire et rien n’est fait.`,
          },
        };
        return form(left.value, forms[left.unit]);
      },
      escalated: ({ time, people }) =>
        `Escalade le ${time} vers : ${listed(people, formats)}. Chacune de ces personnes peut approuver à la place d’un approbateur, et compte une fois.`,
      groupById: ({ id }) => `le groupe ${id}`,
      called: {
        reminded: (names) => `En attente de : ${listed(names, formats)}.`,
        escalated: (names) => `Peuvent désormais approuver aussi : ${listed(names, formats)}.`,
      },
      askAgain: 'Redemander',
      askedAgain: ({ upn, requestId }) =>
        `Demandée à nouveau par ${upn} avec ${requestId} ; la nouvelle demande a sa propre carte.`,
      withdrawn: ({ requestId }) =>
        `${requestId} est retirée. Rien n’a été fait sur l’e-mail, et plus personne ne peut l’approuver.`,
      tooLateToWithdraw: ({ requestId }) =>
        `Trop tard : ${requestId} n’attend plus de décision. Sa carte montre ce qu’elle est devenue.`,
      notYoursToWithdraw: ({ requestId }) =>
        `Seule la personne à l’origine de ${requestId} peut la retirer. Toute personne autorisée à décider peut la rejeter sur sa carte à la place.`,
    },
  };
}

export const frenchDeadlineRefusals: Worded<typeof englishDeadlineRefusals> = {
  noRequester: ({ requestId }) =>
    requestId
      ? `${requestId} provient d’une alerte : personne n’en a fait la demande, donc personne ne peut la retirer. Toute personne autorisée à décider peut la rejeter sur sa carte à la place.`
      : 'Cette demande provient d’une alerte : personne ne l’a faite, donc personne ne peut la retirer. Toute personne autorisée à décider peut la rejeter sur sa carte à la place.',
};
