import { type Wish, wishOf } from '../arguments.ts';
import type { englishRefusals } from '../en/refusals.ts';
import type { Worded } from '../worded.ts';
import { spanishDeadlineRefusals } from './deadlines.ts';
import { spanishNoMailRefusals } from './no-mail.ts';
import { spanishUndoRefusals } from './undo.ts';

/** Who is asking matters here, so the sentence says what exactly they may not do. */
const notForThem: Record<'guest' | 'notAnApprover' | 'notAMember', Record<Wish, string>> = {
  guest: {
    decide: 'Los invitados no pueden decidir aquí. Pídalo a un miembro de esta organización que pueda aprobar.',
    see: 'Los invitados no pueden ver solicitudes aquí. Consulte a un miembro de esta organización.',
    request: 'Los invitados no pueden solicitar aquí que se quite un correo. Pídalo a un miembro de esta organización.',
    undo: 'Los invitados no pueden solicitar aquí que se deshaga algo. Pídalo a un miembro de esta organización.',
    moveAlerts:
      'Los invitados no pueden cambiar adónde van las alertas. Pídalo a un miembro de esta organización que pueda aprobar.',
    beApprover: 'Los invitados no pueden aprobar aquí.',
  },
  notAnApprover: {
    decide: 'Usted no figura en la directiva de aprobadores. Pídalo a alguien que pueda aprobar.',
    beApprover:
      'Usted no figura como aprobador en la directiva de aprobadores. Escriba «who can approve CS-7F3K2Q» para ver a quién nombra para esa solicitud.',
    see: 'Solo los aprobadores pueden ver esto, y usted no figura en la directiva de aprobadores. Consulte a uno de ellos.',
    request:
      'Solo los aprobadores pueden solicitar que se quite un correo, y usted no figura en la directiva de aprobadores. Pídalo a uno de ellos.',
    undo: 'Solo los aprobadores pueden solicitar que se deshaga algo, y usted no figura en la directiva de aprobadores. Pídalo a uno de ellos.',
    moveAlerts:
      'Solo los aprobadores pueden cambiar adónde van las alertas, y usted no figura en la directiva de aprobadores. Pídalo a uno de ellos.',
  },
  notAMember: {
    decide:
      'Solo los aprobadores y los miembros del equipo del canal de alertas pueden hacer esto. Pídalo a uno de ellos.',
    see: 'Solo los aprobadores y los miembros del equipo del canal de alertas pueden ver esto. Consulte a uno de ellos.',
    request:
      'Solo los aprobadores y los miembros del equipo del canal de alertas pueden solicitar que se quite un correo. Pídalo a uno de ellos.',
    undo: 'Solo los aprobadores y los miembros del equipo del canal de alertas pueden solicitar que se deshaga algo. Pídalo a uno de ellos.',
    moveAlerts: 'Solo los aprobadores pueden cambiar adónde van las alertas. Pídalo a uno de ellos.',
    beApprover: 'Usted no figura como aprobador en la directiva de aprobadores.',
  },
};

/** The directory did not answer. An approval may hang on the groups of those who approved before. */
const unknownMembership: Record<Wish, string> = {
  decide:
    'En este momento no se pudieron leer en Entra los grupos de la directiva de aprobadores, así que no se sabe quién puede decidir. Su clic no cambió nada; vuelva a intentarlo en un minuto.',
  see: 'En este momento no se pudieron leer sus grupos de Entra, así que no se sabe si puede ver esto. Vuelva a intentarlo en un minuto.',
  request:
    'En este momento no se pudieron leer sus grupos de Entra, así que no se sabe si puede solicitar que se quite un correo. No se solicitó nada; vuelva a intentarlo en un minuto.',
  undo: 'En este momento no se pudieron leer sus grupos de Entra, así que no se sabe si puede solicitar que se deshaga algo. No se solicitó nada; vuelva a intentarlo en un minuto.',
  moveAlerts:
    'En este momento no se pudieron leer sus grupos de Entra, así que no se sabe si puede cambiar adónde van las alertas. No se cambió nada; vuelva a intentarlo en un minuto.',
  beApprover:
    'En este momento no se pudieron leer sus grupos de Entra, así que no se sabe si puede aprobar. Vuelva a preguntar en un minuto.',
};

/** Why a click or a command was not carried out: one sentence for one person, saying what they can do. */
export const spanishRefusals: Worded<typeof englishRefusals> = {
  refusal: {
    ...spanishUndoRefusals,
    ...spanishDeadlineRefusals,
    ...spanishNoMailRefusals,
    unknownRequest: ({ requestId }) =>
      requestId
        ? `No existe la solicitud ${requestId}. Compruebe el identificador o escriba «pending» para ver lo que está abierto.`
        : 'No existe esa solicitud. Compruebe el identificador o escriba «pending» para ver lo que está abierto.',
    staleRevision: ({ requestId }) =>
      requestId
        ? `El contenido de ${requestId} cambió después de que usted la abriera. Revise la tarjeta nueva y vuelva a decidir.`
        : 'El contenido de esa solicitud cambió después de que usted la abriera. Revise la tarjeta nueva y vuelva a decidir.',
    alreadyDecided: ({ requestId }) =>
      requestId
        ? `Es demasiado tarde: ${requestId} ya estaba decidida, así que su clic no cambió nada. Su tarjeta muestra quién decidió.`
        : 'Es demasiado tarde: esa solicitud ya estaba decidida, así que su clic no cambió nada. Su tarjeta muestra quién decidió.',
    alreadyApprovedByYou: ({ requestId }) =>
      requestId
        ? `Usted ya aprobó ${requestId}. La próxima aprobación debe darla otra persona.`
        : 'Usted ya aprobó esa solicitud. La próxima aprobación debe darla otra persona.',
    expired: ({ requestId }) =>
      requestId
        ? `El plazo para decidir sobre ${requestId} terminó y no se hizo nada. Si todavía hace falta, vuelva a solicitarlo con «request».`
        : 'El plazo para decidir sobre esa solicitud terminó y no se hizo nada. Si todavía hace falta, vuelva a solicitarlo con «request».',
    notAnApprover: (facts) =>
      facts.requestId && wishOf(facts) === 'decide'
        ? `No puede decidir sobre ${facts.requestId}, porque usted no figura para ella en la directiva de aprobadores. Escriba «who can approve ${facts.requestId}» para ver a quién pedírselo.`
        : notForThem.notAnApprover[wishOf(facts)],
    guest: (facts) => notForThem.guest[wishOf(facts)],
    requesterMayNotApprove: ({ requestId }) =>
      requestId
        ? `${requestId} responde a una petición suya, así que debe aprobarla otra persona. Todavía puede rechazarla.`
        : 'Usted hizo esa solicitud, así que debe aprobarla otra persona. Todavía puede rechazarla.',
    reasonRequired: () =>
      'Esta decisión requiere un motivo. Escríbalo en «Motivo» en la tarjeta y vuelva a hacer clic.',
    nothingToRevoke: ({ requestId }) =>
      requestId
        ? `En ${requestId} no hay ninguna aprobación suya que retirar.`
        : 'En esa solicitud no hay ninguna aprobación suya que retirar.',
    nothingToRetry: ({ requestId }) =>
      requestId
        ? `En ${requestId} no falló nada, así que no hay nada que reintentar.`
        : 'En esa solicitud no falló nada, así que no hay nada que reintentar.',
    notTheRequester: ({ requestId }) =>
      requestId
        ? `Solo puede retirar ${requestId} quien la solicitó. En su lugar, puede rechazarla.`
        : 'Solo puede retirar esa solicitud quien la hizo. En su lugar, puede rechazarla.',
    invalidTransition: ({ requestId }) =>
      requestId
        ? `Eso ya no es posible en ${requestId}. Vuelva a abrir su tarjeta para ver en qué estado está.`
        : 'Eso ya no es posible en esa solicitud. Vuelva a abrir su tarjeta para ver en qué estado está.',
    tooManyClicks: () => 'Fueron demasiados clics en un minuto. Espere un minuto y vuelva a intentarlo.',
    unknownVerb: () => 'Esta versión no conoce ese botón. Vuelva a abrir la solicitud para obtener una tarjeta nueva.',
    badInput: () => 'No se pudo leer algo de la tarjeta. Compruebe lo que eligió o escribió y vuelva a hacer clic.',
    notAMember: (facts) => notForThem.notAMember[wishOf(facts)],
    channelIsFixed: () =>
      'El canal de alertas está fijado por la configuración ALERT_CHANNEL. Pida a quien administra esta aplicación que la cambie.',
    notAChannel: () => 'Esto solo funciona en un canal. Escríbalo en el canal que deba recibir las alertas.',
    membershipUnknown: (facts) => unknownMembership[wishOf(facts)],
    nothingNew: ({ requestId }) =>
      requestId
        ? `Para todos estos correos ya se envió la misma acción, o una eliminación permanente, con ${requestId}. Abra esa solicitud para ver su estado.`
        : 'Para todos estos correos ya se envió la misma acción, o una eliminación permanente. Escriba «pending» para ver lo que está abierto.',
    searchTooOld: () => 'Este resultado es demasiado antiguo o no es de esta organización. Vuelva a buscar con «find».',
    askInPrivate: () =>
      'Lo que dice un correo solo se muestra en el equipo del canal de alertas o a usted en privado. Pregúnteme en un chat personal.',
  },
};
