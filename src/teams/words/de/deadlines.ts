import type { englishDeadlineRefusals, englishDeadlines } from '../en/deadlines.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Until when one may decide, who is asked meanwhile, and what becomes of a request that nobody decided. */
export function germanDeadlines(formats: Formats): Worded<ReturnType<typeof englishDeadlines>> {
  const { form, number } = formats;
  return {
    deadlines: {
      decideWithin: ({ left, time }) => {
        if (left.unit === 'moment') {
          return `Noch weniger als eine Minute zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`;
        }
        const value = number(left.value);
        const forms = {
          days: {
            one: `Noch etwa ${value} Tag zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
            other: `Noch etwa ${value} Tage zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
          },
          hours: {
            one: `Noch etwa ${value} Stunde zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
            other: `Noch etwa ${value} Stunden zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
          },
          minutes: {
            one: `Noch etwa ${value} Minute zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
            other: `Noch etwa ${value} Minuten zum Entscheiden, bis ${time}. Danach läuft der Antrag ab, und nichts wird unternommen.`,
          },
        };
        return form(left.value, forms[left.unit]);
      },
      escalated: ({ time, people }) =>
        `Eskaliert am ${time} an ${listed(people, formats)}: Jede dieser Personen darf anstelle einer genehmigenden Person genehmigen und zählt einmal.`,
      /** Stands in lists of any case, so it has no article. */
      groupById: ({ id }) => `Gruppe ${id}`,
      called: {
        reminded: (names) => `Wartet auf: ${listed(names, formats)}.`,
        escalated: (names) => `Genehmigen dürfen jetzt auch: ${listed(names, formats)}.`,
      },
      askAgain: 'Erneut beantragen',
      askedAgain: ({ upn, requestId }) =>
        `Von ${upn} erneut beantragt mit ${requestId}; der neue Antrag hat eine eigene Karte.`,
      withdrawn: ({ requestId }) =>
        `${requestId} ist zurückgezogen. Mit der E-Mail ist nichts geschehen, und niemand kann den Antrag mehr genehmigen.`,
      tooLateToWithdraw: ({ requestId }) =>
        `Zu spät: ${requestId} wartet nicht mehr auf eine Entscheidung. Was daraus wurde, zeigt die Karte.`,
      notYoursToWithdraw: ({ requestId }) =>
        `Zurückziehen kann ${requestId} nur, wer den Antrag gestellt hat. Wer darüber entscheiden darf, kann ihn stattdessen auf der Karte ablehnen.`,
    },
  };
}

export const germanDeadlineRefusals: Worded<typeof englishDeadlineRefusals> = {
  noRequester: ({ requestId }) =>
    requestId
      ? `${requestId} kam aus einer Warnung: Niemand hat das beantragt, also kann es niemand zurückziehen. Wer darüber entscheiden darf, kann den Antrag stattdessen auf der Karte ablehnen.`
      : 'Dieser Antrag kam aus einer Warnung: Niemand hat ihn gestellt, also kann ihn niemand zurückziehen. Wer darüber entscheiden darf, kann ihn stattdessen auf der Karte ablehnen.',
};
