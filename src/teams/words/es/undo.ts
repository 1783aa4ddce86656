import type { englishUndo, englishUndoRefusals } from '../en/undo.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Putting back what a request moved: a request of its own. */
export function spanishUndo({ count }: Formats): Worded<ReturnType<typeof englishUndo>> {
  return {
    undo: {
      button: 'Deshacer',
      offer: ({ emailCount }) =>
        count(emailCount, {
          one: '«Deshacer» abre una solicitud nueva para restaurar # correo. Solo se restaura cuando alguien la aprueba.',
          many: '«Deshacer» abre una solicitud nueva para restaurar # de correos. Solo se restauran cuando alguien la aprueba.',
          other:
            '«Deshacer» abre una solicitud nueva para restaurar # correos. Solo se restauran cuando alguien la aprueba.',
        }),
      asked: ({ requestId }) =>
        `Se solicitó deshacerla con ${requestId}, que tiene una tarjeta propia. El correo se restaurará cuando se apruebe.`,
      done: ({ requestId }) => `Lo que movió esta solicitud se restauró con ${requestId}.`,
      plan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Deshace ${requestId}: devolver # correo a la Bandeja de entrada. Los usuarios vuelven a verlo y pueden abrirlo.`,
          many: `Deshace ${requestId}: devolver # de correos a la Bandeja de entrada. Los usuarios vuelven a verlos y pueden abrirlos.`,
          other: `Deshace ${requestId}: devolver # correos a la Bandeja de entrada. Los usuarios vuelven a verlos y pueden abrirlos.`,
        }),
      planLine: ({ requestId, mailboxCount }) =>
        count(mailboxCount, {
          one: `Deshace ${requestId}: devolver a la Bandeja de entrada en # buzón.`,
          many: `Deshace ${requestId}: devolver a la Bandeja de entrada en # de buzones.`,
          other: `Deshace ${requestId}: devolver a la Bandeja de entrada en # buzones.`,
        }),
      approvedPlan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Se aprobó: deshacer ${requestId} y devolver # correo a la Bandeja de entrada.`,
          many: `Se aprobó: deshacer ${requestId} y devolver # de correos a la Bandeja de entrada.`,
          other: `Se aprobó: deshacer ${requestId} y devolver # correos a la Bandeja de entrada.`,
        }),
      undonePlan: ({ requestId, emailCount }) =>
        count(emailCount, {
          one: `Se había solicitado: deshacer ${requestId} y devolver # correo a la Bandeja de entrada.`,
          many: `Se había solicitado: deshacer ${requestId} y devolver # de correos a la Bandeja de entrada.`,
          other: `Se había solicitado: deshacer ${requestId} y devolver # correos a la Bandeja de entrada.`,
        }),
      onlyProven:
        'Son los correos que, según los buzones, se movieron. Todos van a la Bandeja de entrada, estuvieran donde estuvieran antes.',
      mayBeGone:
        'Se movieron más de 14 días antes de esta solicitud, así que es posible que algunos buzones ya no los tengan.',
      answer: ({ requestId, undoId, emailCount, channelBound, alreadyAsked }) => {
        const card = channelBound ? 'inChannel' : 'nowhere';
        return count(emailCount, alreadyAsked ? again({ requestId, undoId })[card] : anew({ requestId, undoId })[card]);
      },
    },
  };
}

type Ids = { readonly requestId: string; readonly undoId: string };

const anew = ({ requestId, undoId }: Ids) => ({
  inChannel: {
    one: `${undoId} solicita restaurar # correo de ${requestId}. Su tarjeta está en el canal de alertas; no se mueve nada antes de que se apruebe.`,
    many: `${undoId} solicita restaurar # de correos de ${requestId}. Su tarjeta está en el canal de alertas; no se mueve nada antes de que se apruebe.`,
    other: `${undoId} solicita restaurar # correos de ${requestId}. Su tarjeta está en el canal de alertas; no se mueve nada antes de que se apruebe.`,
  },
  nowhere: {
    one: `${undoId} solicita restaurar # correo de ${requestId}. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
    many: `${undoId} solicita restaurar # de correos de ${requestId}. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
    other: `${undoId} solicita restaurar # correos de ${requestId}. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
  },
});

const again = ({ requestId, undoId }: Ids) => ({
  inChannel: {
    one: `Ya se había solicitado deshacer ${requestId}: ${undoId}, sobre # correo. Su tarjeta está en el canal de alertas.`,
    many: `Ya se había solicitado deshacer ${requestId}: ${undoId}, sobre # de correos. Su tarjeta está en el canal de alertas.`,
    other: `Ya se había solicitado deshacer ${requestId}: ${undoId}, sobre # correos. Su tarjeta está en el canal de alertas.`,
  },
  nowhere: {
    one: `Ya se había solicitado deshacer ${requestId}: ${undoId}, sobre # correo. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
    many: `Ya se había solicitado deshacer ${requestId}: ${undoId}, sobre # de correos. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
    other: `Ya se había solicitado deshacer ${requestId}: ${undoId}, sobre # correos. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
  },
});

/** Why something cannot be put back, and what an undo cannot do. */
export const spanishUndoRefusals: Worded<typeof englishUndoRefusals> = {
  undoOfOpen: ({ requestId }) =>
    requestId
      ? `Nadie ha aprobado ${requestId} todavía, así que no se movió nada. Espera una decisión en su tarjeta.`
      : 'Nadie ha aprobado esa solicitud todavía, así que no se movió nada. Espera una decisión en su tarjeta.',
  undoOfRejected: ({ requestId }) =>
    requestId
      ? `${requestId} se rechazó, así que no se movió nada y no hay nada que restaurar.`
      : 'Esa solicitud se rechazó, así que no se movió nada y no hay nada que restaurar.',
  undoOfExpired: ({ requestId }) =>
    requestId
      ? `${requestId} expiró, así que no se movió nada y no hay nada que restaurar.`
      : 'Esa solicitud expiró, así que no se movió nada y no hay nada que restaurar.',
  undoOfWithdrawn: ({ requestId }) =>
    requestId
      ? `${requestId} se retiró, así que no se movió nada y no hay nada que restaurar.`
      : 'Esa solicitud se retiró, así que no se movió nada y no hay nada que restaurar.',
  undoOfDryRun: ({ requestId }) =>
    requestId
      ? `${requestId} fue una simulación: no cambió ningún buzón, así que no hay nada que restaurar.`
      : 'Esa solicitud fue una simulación: no cambió ningún buzón, así que no hay nada que restaurar.',
  undoOfFailed: ({ requestId }) =>
    requestId
      ? `No se pudo enviar nada de ${requestId}, así que no se movió nada y no hay nada que restaurar.`
      : 'No se pudo enviar nada de esa solicitud, así que no se movió nada y no hay nada que restaurar.',
  cannotUndoHardDelete: ({ requestId }) =>
    requestId
      ? `${requestId} solicitó eliminar permanentemente, y eso no se puede deshacer.`
      : 'Esa solicitud pidió eliminar permanentemente, y eso no se puede deshacer.',
  cannotUndoUndo: ({ requestId }) =>
    requestId
      ? `Lo que hizo ${requestId} fue mover correo a la Bandeja de entrada, así que no hay nada que restaurar. Para volver a quitarlo, solicítelo con «request».`
      : 'Lo que hizo esa solicitud fue mover correo a la Bandeja de entrada, así que no hay nada que restaurar. Para volver a quitarlo, solicítelo con «request».',
  nothingToUndo: ({ requestId }) =>
    requestId
      ? `Los buzones no muestran ningún correo que haya movido ${requestId}, así que no hay nada que restaurar.`
      : 'Los buzones no muestran ningún correo que haya movido esta solicitud, así que no hay nada que restaurar.',
  undoUnread: ({ requestId }) =>
    requestId
      ? `No se pudieron leer los buzones, así que no se sabe qué movió ${requestId}. Busque los correos en Microsoft Defender y restáurelos allí.`
      : 'No se pudieron leer los buzones, así que no se sabe qué movió esta solicitud. Busque los correos en Microsoft Defender y restáurelos allí.',
  notYetVerified: ({ requestId, tryAgainAt }) => {
    if (requestId === undefined) {
      return 'Aún no se sabe qué movió esa solicitud. Vuelva a intentarlo cuando su tarjeta diga qué muestran los buzones.';
    }
    return tryAgainAt === undefined
      ? `Aún no se sabe qué movió ${requestId}. Vuelva a intentarlo cuando su tarjeta diga qué muestran los buzones.`
      : `Aún no se sabe qué movió ${requestId}. Próxima comprobación de los buzones: ${tryAgainAt}; vuelva a intentarlo después.`;
  },
  undoTooLate: ({ requestId }) =>
    requestId
      ? `${requestId} se envió hace más de 30 días. Los buzones conservan el correo eliminado temporalmente 30 días como máximo, así que no se puede restaurar.`
      : 'Esa solicitud se envió hace más de 30 días. Los buzones conservan el correo eliminado temporalmente 30 días como máximo, así que no se puede restaurar.',
  alreadyUndone: ({ requestId, otherId }) =>
    requestId && otherId
      ? `Lo que movió ${requestId} ya se restauró con ${otherId}.`
      : 'Lo que movió esa solicitud ya se restauró.',
  undoOvertaken: ({ requestId, otherId }) =>
    requestId && otherId
      ? `Lo que movió ${requestId} se volvió a mover después, con ${otherId}. Si debe volver a la Bandeja de entrada, deshaga ${otherId}.`
      : 'Lo que movió esa solicitud se volvió a mover después, con otra. Si debe volver a la Bandeja de entrada, deshaga esa otra.',
  undoCannotChange: ({ requestId }) =>
    requestId
      ? `${requestId} deshace otra solicitud, así que solo puede restaurar el correo. Su clic no se tuvo en cuenta; apruébela tal como está o rechácela.`
      : 'Esa solicitud deshace otra, así que solo puede restaurar el correo. Su clic no se tuvo en cuenta; apruébela tal como está o rechácela.',
};
