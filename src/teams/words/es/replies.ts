import type { englishReplies } from '../en/replies.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Replies in the card's thread. */
export function spanishReplies(formats: Formats): Worded<ReturnType<typeof englishReplies>> {
  const { number } = formats;
  return {
    replyTitle: {
      submitted: 'Enviada a Microsoft Defender',
      failed: 'No se pudo enviar',
      alreadySubmitted: 'Ya se había enviado',
      unclear: 'Aún no está claro',
      stillUnclear: 'Sigue sin estar claro: debe decidir una persona',
      reminded: 'Sigue a la espera de una decisión',
      escalated: 'Escalada: sigue a la espera de una decisión',
      expired: 'Expirada',
    },
    proofTitle: {
      verified: ({ proven, expected }) => `Verificada: ${number(proven)} de ${number(expected)}`,
      partlyVerified: ({ proven, expected }) => `Verificada en parte: ${number(proven)} de ${number(expected)}`,
      unverified: ({ proven, expected }) => `No verificada: ${number(proven)} de ${number(expected)}`,
    },
    replyText: {
      submitted: 'Aún sin verificar: el Centro de acciones muestra el progreso.',
      failed: 'No se pudo enviar todo a Microsoft Defender.',
      alreadySubmitted: 'Microsoft Graph indica que estos correos ya se habían enviado.',
      unclear:
        'Microsoft Graph no dio una respuesta clara: puede haber aceptado la orden o no. Antes de volver a enviar nada, se comprueban los buzones.',
      stillUnclear:
        'Microsoft Graph no dio una respuesta clara y los buzones no muestran con claridad qué ocurrió. Decida en la tarjeta: «Volver a comprobar» o «Volver a enviar».',
      reminded: 'Nadie ha decidido todavía. Decida en la tarjeta de arriba.',
      escalated:
        'Nadie ha decidido todavía. A partir de ahora también pueden aprobar otras personas, cada una en lugar de un aprobador; los aprobadores pueden seguir haciéndolo. Decida en la tarjeta de arriba.',
      expired: 'Nadie decidió a tiempo, así que no se hizo nada. Si todavía hace falta, vuelva a solicitarlo.',
    },
    tooFewApprovedReply: {
      reminded: 'Todavía faltan aprobaciones. Decida en la tarjeta de arriba.',
      escalated:
        'Todavía faltan aprobaciones. A partir de ahora también pueden aprobar otras personas, cada una en lugar de un aprobador; los aprobadores pueden seguir haciéndolo. Decida en la tarjeta de arriba.',
      expired:
        'No aprobaron a tiempo suficientes personas, así que no se hizo nada. Si todavía hace falta, vuelva a solicitarlo.',
    },
    stillThereReply:
      'Microsoft Graph no dio una respuesta clara y el correo sigue donde estaba. Decida en la tarjeta: «Volver a comprobar» o «Volver a enviar».',
    dryRunTitle: 'Fin de la simulación',
    dryRunReply: 'No se envió nada a Microsoft Graph y no cambió ningún buzón.',
    alreadyRetried: ({ time }) =>
      `Hay otra corrección en curso sobre el mismo correo. Próximo intento de esta: ${time}.`,
    alreadyCounted: 'Cuentan como resueltos, porque la misma acción ya se había enviado antes.',
    approvedByAll: (names) => `Aprobada por ${listed(names, formats)}.`,
    replySubject: ({ requestId, title }) => `${requestId} · ${title}`,
  };
}
