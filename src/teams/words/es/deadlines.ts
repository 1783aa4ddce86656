import type { englishDeadlineRefusals, englishDeadlines } from '../en/deadlines.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Until when one may decide, who is asked meanwhile, and what becomes of a request that nobody decided. */
export function spanishDeadlines(formats: Formats): Worded<ReturnType<typeof englishDeadlines>> {
  const { form, number } = formats;
  return {
    deadlines: {
      decideWithin: ({ left, time }) => {
        if (left.unit === 'moment') {
          return `Queda menos de un minuto para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`;
        }
        const value = number(left.value);
        const forms = {
          days: {
            one: `Queda alrededor de ${value} día para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`,
            other: `Quedan alrededor de ${value} días para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`,
          },
          hours: {
            one: `Queda alrededor de ${value} hora para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`,
            other: `Quedan alrededor de ${value} horas para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`,
          },
          minutes: {
            one: `Queda alrededor de ${value} minuto para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`,
            other: `Quedan alrededor de ${value} minutos para decidir, hasta el ${time}. Después, la solicitud expira y no se hace nada.`,
          },
        };
        return form(left.value, forms[left.unit]);
      },
      escalated: ({ time, people }) =>
        `Escalada el ${time}. También pueden aprobar en lugar de un aprobador (cada persona cuenta una sola vez): ${listed(people, formats)}.`,
      groupById: ({ id }) => `el grupo ${id}`,
      called: {
        reminded: (names) => `A la espera de: ${listed(names, formats)}.`,
        escalated: (names) => `Ahora también pueden aprobar: ${listed(names, formats)}.`,
      },
      askAgain: 'Volver a solicitar',
      askedAgain: ({ upn, requestId }) => `${upn} volvió a solicitarlo con ${requestId}, que tiene una tarjeta propia.`,
      withdrawn: ({ requestId }) =>
        `${requestId} está retirada. No se hizo nada con el correo y ya nadie puede aprobarla.`,
      tooLateToWithdraw: ({ requestId }) =>
        `Es demasiado tarde: ${requestId} ya no espera una decisión. Su tarjeta muestra en qué quedó.`,
      notYoursToWithdraw: ({ requestId }) =>
        `Solo puede retirar ${requestId} quien la solicitó. Quien pueda decidir sobre ella puede rechazarla en su tarjeta.`,
    },
  };
}

export const spanishDeadlineRefusals: Worded<typeof englishDeadlineRefusals> = {
  noRequester: ({ requestId }) =>
    requestId
      ? `${requestId} proviene de una alerta: nadie la solicitó, así que nadie puede retirarla. Quien pueda decidir sobre ella puede rechazarla en su tarjeta.`
      : 'Esa solicitud proviene de una alerta: nadie la hizo, así que nadie puede retirarla. Quien pueda decidir sobre ella puede rechazarla en su tarjeta.',
};
