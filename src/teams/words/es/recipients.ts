import type { englishRecipients } from '../en/recipients.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The pages of a request's recipients, and who sent a campaign. */
export function spanishRecipients(formats: Formats): Worded<ReturnType<typeof englishRecipients>> {
  const { number, form } = formats;
  return {
    recipientsTitle: ({ requestId }) => `Destinatarios de ${requestId}`,
    recipientsPage: ({ page, pages }) => `Página ${number(page)} de ${number(pages)}`,
    recipientsRange: ({ first, last, total }) =>
      form(total, {
        one: `Se muestran: del ${number(first)} al ${number(last)} de ${number(total)} correo, por mensaje.`,
        many: `Se muestran: del ${number(first)} al ${number(last)} de ${number(total)} de correos, por mensaje.`,
        other: `Se muestran: del ${number(first)} al ${number(last)} de ${number(total)} correos, por mensaje.`,
      }),
    recipientsNone: 'No hay destinatarios.',
    recipientsOnlyYou: 'Solo usted ve esta página; la tarjeta del canal queda como está.',
    recipientsMessage: ({ messageId }) =>
      messageId === undefined ? 'Conocidos solo por su identificador' : `Mensaje ${messageId}`,
    recipientStanding: ({ name, standing }) => `${name}: ${standing}`,
    standing: {
      moved: 'movido',
      inPlace: 'ya estaba allí',
      stillThere: 'sigue donde estaba',
      onPremises: 'buzón local o externo, fuera de alcance',
      quarantine: 'en cuarentena',
      neverDelivered: 'nunca se entregó',
      unclear: 'en un lugar que no demuestra nada',
      notFound: 'Microsoft Defender no encuentra allí ese correo',
      unread: 'no se pudo leer el buzón',
      overtaken: 'movido por otra solicitud',
      waiting: 'aún no enviado a Microsoft Defender',
      unseen: 'enviado a Microsoft Defender, aún sin verificar',
      refused: 'no enviado: Microsoft Graph lo rechazó',
      unknown: 'no está claro si se envió',
      leftOut: 'ya enviado con otra solicitud',
      dryRun: 'simulación, no se envió nada',
    },
    recipientsButton: {
      show: 'Mostrar destinatarios',
      previous: 'Página anterior',
      next: 'Página siguiente',
      back: 'Volver a la solicitud',
    },
    sendersLabel: 'Remitentes:',
    senders: (names) => listed(names, formats),
  };
}
