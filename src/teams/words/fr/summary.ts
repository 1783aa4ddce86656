import type { englishSummary } from '../en/summary.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { frenchTerms } from './terms.ts';

/** The card that stands for many which came at once. */
export function frenchSummary({ count, form, number }: Formats): Worded<ReturnType<typeof englishSummary>> {
  return {
    summaryTitle: ({ total }) =>
      count(total, {
        one: '# demande',
        many: '# de demandes arrivées en même temps',
        other: '# demandes arrivées en même temps',
      }),
    summaryAllWait: ({ total }) =>
      total === 1
        ? 'Elle attend une décision ; ouvrez-la pour décider.'
        : 'Chacune attend une décision ; ouvrez-en une pour décider.',
    summarySomeWait: ({ open, total }) =>
      form(open, {
        one: `${number(open)} sur ${number(total)} attend encore une décision ; ouvrez-la pour décider.`,
        other: `${number(open)} sur ${number(total)} attendent encore une décision ; ouvrez-en une pour décider.`,
      }),
    summaryAllDecided: 'Toutes ont fait l’objet d’une décision.',
    summaryNoneWaits: 'Plus aucune n’attend de décision.',
    summaryState: ({ state, upn }) => {
      const became = frenchTerms.state[state];
      if (upn === undefined) return became;
      if (state === 'rejected') return `Rejetée par ${upn}`;
      if (state === 'withdrawn') return `Retirée par ${upn}`;
      if (state === 'approved') return `Approuvée par ${upn}`;
      return `${became} · approuvée par ${upn}`;
    },
    summaryOwnCard: 'a sa propre carte',
    spoken: ({ title, text }) => `${title}. ${text}`,
    mailboxes: ({ mailboxCount }) =>
      count(mailboxCount, {
        one: '# boîte aux lettres',
        many: '# de boîtes aux lettres',
        other: '# boîtes aux lettres',
      }),
    summaryNotification: ({ requests: { length } }) =>
      count(length, {
        one: '# demande attend une décision',
        many: '# de demandes attendent une décision',
        other: '# demandes attendent une décision',
      }),
  };
}
