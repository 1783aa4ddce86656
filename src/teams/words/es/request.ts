import type { RemediationAction } from '../../../approval/request.ts';
import type { englishRequest } from '../en/request.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The open request: what happened, what will be done, to how many, can it be undone, who decides. */
export function spanishRequest(formats: Formats): Worded<ReturnType<typeof englishRequest>> {
  const { count, form, number, and } = formats;
  const doing: Record<RemediationAction, (mailboxCount: number) => string> = {
    softDelete: (value) =>
      count(value, {
        one: 'Eliminar temporalmente de # buzón.',
        many: 'Eliminar temporalmente de # de buzones.',
        other: 'Eliminar temporalmente de # buzones.',
      }),
    hardDelete: (value) =>
      count(value, {
        one: 'Eliminar permanentemente de # buzón.',
        many: 'Eliminar permanentemente de # de buzones.',
        other: 'Eliminar permanentemente de # buzones.',
      }),
    moveToJunk: (value) =>
      count(value, {
        one: 'Mover a Correo no deseado en # buzón.',
        many: 'Mover a Correo no deseado en # de buzones.',
        other: 'Mover a Correo no deseado en # buzones.',
      }),
    moveToDeletedItems: (value) =>
      count(value, {
        one: 'Mover a Elementos eliminados en # buzón.',
        many: 'Mover a Elementos eliminados en # de buzones.',
        other: 'Mover a Elementos eliminados en # buzones.',
      }),
    moveToInbox: (value) =>
      count(value, {
        one: 'Devolver a la Bandeja de entrada en # buzón.',
        many: 'Devolver a la Bandeja de entrada en # de buzones.',
        other: 'Devolver a la Bandeja de entrada en # buzones.',
      }),
  };
  const effect: Record<RemediationAction, string> = {
    softDelete: 'Los usuarios dejan de verlo; se puede recuperar.',
    hardDelete: 'Los usuarios dejan de verlo; no se puede recuperar.',
    moveToJunk: 'Los usuarios pueden seguir abriéndolo allí; se puede devolver a su lugar.',
    moveToDeletedItems: 'Los usuarios pueden seguir abriéndolo allí; se puede devolver a su lugar.',
    moveToInbox: 'Los usuarios vuelven a verlo y pueden abrirlo.',
  };
  return {
    askTitle: ({ action }) => (action === 'moveToInbox' ? '¿Restaurar este correo?' : '¿Quitar este correo?'),
    kicker: ({ severity, requestId }) => `${severity} · ${requestId}`,
    plan: ({ action, mailboxCount }) => doing[action](mailboxCount),
    planWithEffect: ({ action, mailboxCount }) => `${doing[action](mailboxCount)} ${effect[action]}`,
    copies: ({ emailCount, messageCount }) =>
      emailCount === messageCount
        ? count(messageCount, {
            one: '# mensaje.',
            many: '# de mensajes distintos.',
            other: '# mensajes distintos.',
          })
        : form(messageCount, {
            one: `Correos en total: ${number(emailCount)}, de ${number(messageCount)} mensaje.`,
            many: `Correos en total: ${number(emailCount)}, de ${number(messageCount)} de mensajes.`,
            other: `Correos en total: ${number(emailCount)}, de ${number(messageCount)} mensajes.`,
          }),
    sendersCopy: 'Se incluye la copia del remitente si el remitente pertenece a su organización.',
    recipients: (names) => `Buzones: ${listed(names, formats)}`,
    fromSources: ({ sources, alertCount }) =>
      form(alertCount, {
        one: `Notificado por ${and(sources)} (${number(alertCount)} alerta).`,
        other: `Notificado por ${and(sources)} (${number(alertCount)} alertas).`,
      }),
    requestedBy: ({ upn }) => `Solicitada por ${upn}.`,
    requestedFound: ({ upn }) => `Solicitada por ${upn} a partir de un resultado de «find».`,
    requestedBecause: ({ upn, because }) => `Solicitada por ${upn}. Motivo: ${because}`,
    factsOfOne: ({ requestId, messageCount }) =>
      form(messageCount, {
        one: `Los detalles del correo proceden de ${requestId}.`,
        many: `Los detalles son solo de uno de los ${number(messageCount)} de mensajes y proceden de ${requestId}. Compruebe los demás por sus identificadores.`,
        other: `Los detalles son solo de uno de los ${number(messageCount)} mensajes y proceden de ${requestId}. Compruebe los demás por sus identificadores.`,
      }),
    earlier: ({ requestId }) => `Una solicitud anterior sobre el mismo mensaje: ${requestId}.`,
    decideBefore: ({ time }) => `Decida antes del ${time}. Después, la solicitud expira y no se hace nada.`,
    dryRun: 'Esto es una simulación: no se envía nada a Microsoft Graph y no cambia ningún buzón.',
    notice: {
      staleRevision:
        'Esta solicitud cambió después de que usted la abriera, así que su clic no se tuvo en cuenta. Revísela y vuelva a decidir.',
      alreadyDecided: 'Esta solicitud ya estaba decidida, como se ve aquí. Su clic no cambió nada.',
      alreadyApprovedByYou: 'Usted ya aprobó esta solicitud. Espera la aprobación de otra persona.',
      checkingAgain: 'Se están volviendo a comprobar los buzones. Esta tarjeta mostrará el resultado.',
      nothingUnclear: 'En esta solicitud ya no hay nada que deba decidir una persona. Su clic no cambió nada.',
      ownCard: 'Ahora tiene una tarjeta propia en el canal; allí constan la decisión y el resultado.',
      foundBelow:
        'El correo se acaba de buscar: lo encontrado está debajo de esta tarjeta. Dentro de un minuto podrá buscar de nuevo.',
    },
    cut: ({ characters }) =>
      count(characters, { one: '… (recortado, # carácter)', other: '… (recortado, # caracteres)' }),
    list: (names) => listed(names, formats),
    button: {
      approve: 'Aprobar',
      reject: 'Rechazar',
      revoke: 'Retirar mi aprobación',
      retry: 'Reintentar',
      checkAgain: 'Volver a comprobar',
      sendAgain: 'Volver a enviar',
      refresh: 'Actualizar',
      open: ({ requestId }) => `Abrir ${requestId}`,
      change: 'Cambiar lo que se hará',
      more: 'Más sobre el correo',
      closerLook: ({ host }) => `Abrir en ${host}`,
    },
    input: {
      action: 'Qué hacer con el correo',
      actionHint: 'Otra opción puede requerir otras aprobaciones.',
      severity: 'Gravedad',
      sendersCopy: 'Incluir la copia de un remitente interno',
      reason: 'Motivo (obligatorio para rechazar)',
      reasonRequired: 'Motivo (obligatorio para aprobar y rechazar)',
      reasonHint: 'Por qué lo decide así. Se guarda con la solicitud.',
    },
    openFallback: ({ severity, requestId }) =>
      `${severity}: la solicitud ${requestId} espera una decisión. Actualice Teams para verla y decidir.`,
    openSpoken: ({ severity, requestId, plan }) =>
      `${severity}. La solicitud ${requestId} espera una decisión. ${plan}`,
  };
}
