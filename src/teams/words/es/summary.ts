import type { englishSummary } from '../en/summary.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { spanishTerms } from './terms.ts';

/** The card that stands for many which came at once. */
export function spanishSummary({ count, form, number }: Formats): Worded<ReturnType<typeof englishSummary>> {
  return {
    summaryTitle: ({ total }) =>
      count(total, {
        one: '# solicitud',
        many: '# de solicitudes llegaron a la vez',
        other: '# solicitudes llegaron a la vez',
      }),
    summaryAllWait: ({ total }) =>
      total === 1
        ? 'Espera una decisión; ábrala para decidir.'
        : 'Todas esperan una decisión; abra una para decidir sobre ella.',
    summarySomeWait: ({ open, total }) =>
      form(open, {
        one: `${number(open)} de ${number(total)} sigue a la espera de una decisión; ábrala para decidir.`,
        other: `${number(open)} de ${number(total)} siguen a la espera de una decisión; abra una para decidir sobre ella.`,
      }),
    summaryAllDecided: 'Todas están decididas.',
    summaryNoneWaits: 'Ninguna espera ya una decisión.',
    summaryState: ({ state, upn }) => {
      const became = spanishTerms.state[state];
      if (upn === undefined) return became;
      if (state === 'rejected') return `Rechazada por ${upn}`;
      if (state === 'withdrawn') return `Retirada por ${upn}`;
      if (state === 'approved') return `Aprobada por ${upn}`;
      return `${became} · aprobada por ${upn}`;
    },
    summaryOwnCard: 'tiene tarjeta propia',
    spoken: ({ title, text }) => `${title}. ${text}`,
    mailboxes: ({ mailboxCount }) => count(mailboxCount, { one: '# buzón', many: '# de buzones', other: '# buzones' }),
    summaryNotification: ({ requests: { length } }) =>
      count(length, {
        one: '# solicitud espera una decisión',
        many: '# de solicitudes esperan una decisión',
        other: '# solicitudes esperan una decisión',
      }),
  };
}
