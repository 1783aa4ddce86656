import type { englishNoMail, englishNoMailRefusals } from '../en/no-mail.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** A request whose alert named no message in a mailbox. */
export function spanishNoMail(formats: Formats): Worded<ReturnType<typeof englishNoMail>> {
  return {
    noMail: {
      title: '¿De qué correo se trata?',
      explain: 'El origen de la alerta no indicó ningún mensaje en un buzón, así que todavía no se puede quitar nada.',
      whatToDo:
        'Busque el correo y solicite que se quite allí donde aparezca. Rechace esta solicitud cuando esté resuelto, o si no hay nada que hacer.',
      typed: ({ command }) => `La misma búsqueda, para escribirla: ${command}`,
      tooLittle:
        'La alerta no indica ni la dirección del remitente ni un asunto, así que alguien tiene que decir qué buscar. Escriba, por ejemplo: find from:evil.example subject:"overdue invoice" last:7d.',
      asked: (names) =>
        `Solicitado a partir de lo encontrado: ${listed(names, formats)}. Rechace esta solicitud cuando esté resuelto.`,
      button: 'Buscar el correo',
      plan: 'Ningún mensaje indicado.',
      mailboxes: 'ningún mensaje indicado',
      undone: 'La alerta no indicaba ningún mensaje en un buzón, así que no había nada que quitar.',
      nobodyYet: 'Nadie puede aprobar esta solicitud mientras no se indique un mensaje en un buzón.',
      reply: {
        reminded:
          'Nadie se ha ocupado todavía. La alerta no indicaba ningún mensaje en un buzón: busque el correo desde la tarjeta de arriba o rechace allí la solicitud.',
        escalated:
          'Nadie se ha ocupado todavía. A partir de ahora también pueden decidir otras personas. La alerta no indicaba ningún mensaje en un buzón: busque el correo desde la tarjeta de arriba o rechace allí la solicitud.',
        expired: 'Nadie se ocupó a tiempo, así que no se hizo nada.',
      },
    },
  };
}

export const spanishNoMailRefusals: Worded<typeof englishNoMailRefusals> = {
  noMail: ({ requestId }) =>
    requestId
      ? `${requestId} no indica ningún mensaje en un buzón, así que no hay nada que quitar. Búsquelo primero: haga clic en «Buscar el correo» en su tarjeta o escriba «find».`
      : 'Esa solicitud no indica ningún mensaje en un buzón, así que no hay nada que quitar. Búsquelo primero: haga clic en «Buscar el correo» en su tarjeta o escriba «find».',
  nothingToFind: () =>
    'La alerta no indica ni la dirección del remitente ni un asunto que buscar. Escriba lo que sepa, por ejemplo: find from:evil.example subject:"overdue invoice" last:7d.',
};
