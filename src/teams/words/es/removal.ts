import type { LeftOutEmails, RemovalAsked } from '../arguments.ts';
import type { englishRemoval } from '../en/removal.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Answers to `request …`. */
export function spanishRemoval(formats: Formats): Worded<ReturnType<typeof englishRemoval>> {
  const { number, form } = formats;

  function news({ requestId, asked, named, openElsewhere }: RemovalAsked): string {
    if (asked === named) return `${requestId} espera una decisión.`;
    if (asked > 0) {
      return `${requestId} espera una decisión. Solicita lo que es nuevo: ${number(asked)} de ${number(named)} correos.`;
    }
    if (openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1) {
      return `${requestId} ya solicita esto y espera una decisión.`;
    }
    return 'Nada de esto es nuevo, así que no se creó ninguna solicitud.';
  }

  function open({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return form(emails, {
      one: `${number(emails)} de ${number(named)} ya se había solicitado con ${listed(requests, formats)}.`,
      other: `${number(emails)} de ${number(named)} ya se habían solicitado con ${listed(requests, formats)}.`,
    });
  }

  function done({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return form(emails, {
      one: `${number(emails)} de ${number(named)} ya está resuelto o en curso con ${listed(requests, formats)}.`,
      other: `${number(emails)} de ${number(named)} ya están resueltos o en curso con ${listed(requests, formats)}.`,
    });
  }

  function place({ channelBound }: RemovalAsked): string {
    return channelBound
      ? 'Su tarjeta está en el canal de alertas.'
      : 'No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.';
  }

  return {
    requested: (args) => {
      const { asked, named, openElsewhere, remediated } = args;
      const isOneOther = asked === 0 && openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1;
      return [
        news(args),
        openElsewhere && !isOneOther && open(args, openElsewhere),
        remediated && done(args, remediated),
        (asked > 0 || isOneOther) && place(args),
      ]
        .filter((sentence) => typeof sentence === 'string')
        .join(' ');
    },
    unreadMessageId: ({ unread }) =>
      `No puedo leer «${unread}» como identificador de mensaje de red. Uno tiene este aspecto: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; el identificador de mensaje de Internet es otro. No se solicitó nada.`,
    unreadInternetId: ({ unread }) =>
      `«${unread}» está en el lugar del identificador de mensaje de red. Uno tiene este aspecto: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; Microsoft Defender lo muestra junto al identificador de mensaje de Internet, que es otro. No se solicitó nada.`,
    unreadRecipient: ({ unread }) =>
      `No puedo leer «${unread}» como dirección de un buzón, como ana@contoso.com. No se solicitó nada.`,
    unreadDomain: ({ unread }) => `«${unread}» termina sin un dominio completo, como contoso.com. No se solicitó nada.`,
    unreadBecause: ({ unread }) => `No puedo leer «${unread}». ¿Quiso decir «because»? No se solicitó nada.`,
    unreadAction: ({ unread }) =>
      `No puedo leer «${unread}». Una acción es soft delete, hard delete, move to junk, move to deleted items o move to inbox; el motivo va después de «because». No se solicitó nada.`,
  };
}
