import type { englishSummary } from '../en/summary.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { germanTerms } from './terms.ts';

/** The card that stands for many which came at once. */
export function germanSummary({ count, form, number }: Formats): Worded<ReturnType<typeof englishSummary>> {
  return {
    summaryTitle: ({ total }) => count(total, { one: '# Antrag', other: '# Anträge auf einmal eingegangen' }),
    summaryAllWait: ({ total }) =>
      total === 1
        ? 'Er wartet auf eine Entscheidung; öffnen Sie ihn, um zu entscheiden.'
        : 'Jeder wartet auf eine Entscheidung; öffnen Sie einen, um ihn zu entscheiden.',
    summarySomeWait: ({ open, total }) =>
      form(open, {
        one: `${number(open)} von ${number(total)} wartet noch auf eine Entscheidung; öffnen Sie ihn, um zu entscheiden.`,
        other: `${number(open)} von ${number(total)} warten noch auf eine Entscheidung; öffnen Sie einen, um ihn zu entscheiden.`,
      }),
    summaryAllDecided: 'Über alle ist entschieden.',
    summaryNoneWaits: 'Keiner davon wartet mehr auf eine Entscheidung.',
    summaryState: ({ state, upn }) => {
      const became = germanTerms.state[state];
      if (upn === undefined) return became;
      if (state === 'rejected') return `Abgelehnt von ${upn}`;
      if (state === 'withdrawn') return `Zurückgezogen von ${upn}`;
      if (state === 'approved') return `Genehmigt von ${upn}`;
      return `${became} · genehmigt von ${upn}`;
    },
    summaryOwnCard: 'hat eine eigene Karte',
    spoken: ({ title, text }) => `${title}. ${text}`,
    mailboxes: ({ mailboxCount }) => count(mailboxCount, { one: '# Postfach', other: '# Postfächer' }),
    summaryNotification: ({ requests: { length } }) =>
      count(length, { one: '# Antrag wartet auf eine Entscheidung', other: '# Anträge warten auf eine Entscheidung' }),
  };
}
