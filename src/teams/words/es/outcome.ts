import type { englishOutcome } from '../en/outcome.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The decided request: who decided, when and why, how far it is, and what is not proven yet. */
export function spanishOutcome({ count, form, number }: Formats): Worded<ReturnType<typeof englishOutcome>> {
  return {
    outcome: {
      approved: 'En breve se enviará a Microsoft Defender.',
      submitting: 'Está aprobada y se está enviando a Microsoft Defender.',
      submitted: 'Aún sin verificar: el Centro de acciones muestra el progreso.',
      verifying: 'Aún sin verificar: se están comprobando los buzones.',
      verified: 'Los buzones muestran que la acción tuvo efecto.',
      partlyVerified: 'Algunos buzones no muestran que la acción tuvo efecto. Compruébelos en Microsoft Defender.',
      unverified: 'Los buzones no muestran que la acción tuvo efecto. Compruébelos en Microsoft Defender.',
      failed: 'No se pudo enviar todo a Microsoft Defender.',
      rejected: 'No se hizo nada con el correo.',
      expired: 'Nadie decidió a tiempo, así que no se hizo nada con el correo.',
      withdrawn: 'No se hizo nada con el correo.',
    },
    tooFewApprovedOutcome: 'No aprobaron a tiempo suficientes personas, así que no se hizo nada con el correo.',
    failedWholly: 'No se pudo enviar nada a Microsoft Defender.',
    dryRunOutcome: {
      approved: 'No se enviará nada a Microsoft Graph.',
      submitting: 'No se enviará nada a Microsoft Graph.',
      submitted: 'No se envió nada a Microsoft Graph y no cambió ningún buzón.',
    },
    unclearTitle: 'Aún no está claro',
    unclearOutcome:
      'Microsoft Graph no dio una respuesta clara: puede haber aceptado la orden o no. Antes de volver a enviar nada, se comprueban los buzones.',
    stillUnclearTitle: 'Sigue sin estar claro',
    stillUnclearOutcome:
      'Microsoft Graph no dio una respuesta clara y los buzones no muestran con claridad qué ocurrió. Debe decidir una persona.',
    stillThereOutcome:
      'Microsoft Graph no dio una respuesta clara y el correo sigue donde estaba. Debe decidir una persona.',
    reconciledOutcome:
      'La respuesta de Microsoft Graph nunca llegó, pero los buzones muestran que la orden se ejecutó.',
    whatToDoUnclear:
      'Consulte el historial del Centro de acciones. «Volver a comprobar» mira los buzones otra vez. «Volver a enviar» envía la misma orden otra vez.',
    nextLook: ({ time }) => `Próxima comprobación de los buzones: ${time}.`,
    sentTimes: ({ calls }) =>
      count(calls, { one: 'Se envió una vez.', other: 'Se envió # veces, siempre sin una respuesta clara.' }),
    lastLook: ({ moved, unmoved, rest, time }) =>
      `En la última comprobación (${time}): movidos, ${number(moved)}; no movidos, ${number(unmoved)}; sin datos, ${number(rest)}.`,
    approvedPlan: ({ plan }) => `Se aprobó: ${plan}`,
    undonePlan: ({ plan }) => `Se había solicitado: ${plan}`,
    approvedBy: ({ upn, time }) => `Aprobada por ${upn} el ${time}.`,
    rejectedBy: ({ upn, time }) => `Rechazada por ${upn} el ${time}.`,
    withdrawnBy: ({ upn }) => `Retirada por ${upn}, que la había solicitado.`,
    moreDecisions: ({ more }) =>
      count(more, {
        one: 'No se muestra # decisión anterior.',
        other: 'No se muestran # decisiones anteriores.',
      }),
    reason: ({ reason }) => `Motivo: ${reason}`,
    expiredAt: ({ time }) => `Se podía decidir hasta el ${time}.`,
    accepted: ({ done, total }) => `Correos enviados a Microsoft Defender: ${number(done)} de ${number(total)}.`,
    duplicate: ({ emailCount }) =>
      count(emailCount, {
        one: '# correo ya se había enviado antes para la misma acción.',
        many: '# de correos ya se habían enviado antes para la misma acción.',
        other: '# correos ya se habían enviado antes para la misma acción.',
      }),
    refused: ({ emailCount }) => `Correos no enviados a Microsoft Defender: ${number(emailCount)}.`,
    batches: ({ done, total }) => `Lotes enviados: ${number(done)} de ${number(total)}.`,
    reconciled: ({ emailCount }) =>
      count(emailCount, {
        one: 'Para # correo nunca llegó la respuesta; el buzón muestra que la orden se aceptó.',
        many: 'Para # de correos nunca llegó la respuesta; los buzones muestran que la orden se aceptó.',
        other: 'Para # correos nunca llegó la respuesta; los buzones muestran que la orden se aceptó.',
      }),
    unclear: ({ emailCount }) =>
      count(emailCount, {
        one: 'No está claro para # correo: Microsoft Graph no dio una respuesta clara.',
        many: 'No está claro para # de correos: Microsoft Graph no dio una respuesta clara.',
        other: 'No está claro para # correos: Microsoft Graph no dio una respuesta clara.',
      }),
    waiting: ({ emailCount, time }) =>
      form(emailCount, {
        one: `${number(emailCount)} correo en espera. Próximo intento: ${time}.`,
        many: `${number(emailCount)} de correos en espera. Próximo intento: ${time}.`,
        other: `${number(emailCount)} correos en espera. Próximo intento: ${time}.`,
      }),
    waitingFor: {
      slot: ({ emailCount }) =>
        count(emailCount, {
          one: '# correo en espera, porque Microsoft Defender ejecuta un número limitado de correcciones a la vez. Continuará por sí solo.',
          many: '# de correos en espera, porque Microsoft Defender ejecuta un número limitado de correcciones a la vez. Continuarán por sí solos.',
          other:
            '# correos en espera, porque Microsoft Defender ejecuta un número limitado de correcciones a la vez. Continuarán por sí solos.',
        }),
      mail: ({ emailCount }) =>
        count(emailCount, {
          one: '# correo en espera, porque se está enviando otra solicitud sobre el mismo correo. Continuará por sí solo.',
          many: '# de correos en espera, porque se está enviando otra solicitud sobre los mismos correos. Continuarán por sí solos.',
          other:
            '# correos en espera, porque se está enviando otra solicitud sobre los mismos correos. Continuarán por sí solos.',
        }),
      liveMode: ({ emailCount }) =>
        count(emailCount, {
          one: '# correo en espera, porque este servicio está ahora en modo de simulación (REMEDIATION_MODE). Se enviará cuando salga de ese modo.',
          many: '# de correos en espera, porque este servicio está ahora en modo de simulación (REMEDIATION_MODE). Se enviarán cuando salga de ese modo.',
          other:
            '# correos en espera, porque este servicio está ahora en modo de simulación (REMEDIATION_MODE). Se enviarán cuando salga de ese modo.',
        }),
    },
    waitingBecause: {
      busy: ({ emailCount, time }) =>
        form(emailCount, {
          one: `${number(emailCount)} correo en espera, porque Microsoft Graph está ocupado. Próximo intento: ${time}.`,
          many: `${number(emailCount)} de correos en espera, porque Microsoft Graph está ocupado. Próximo intento: ${time}.`,
          other: `${number(emailCount)} correos en espera, porque Microsoft Graph está ocupado. Próximo intento: ${time}.`,
        }),
      duplicate: ({ emailCount, time }) =>
        form(emailCount, {
          one: `${number(emailCount)} correo en espera, porque hay otra corrección en curso sobre el mismo correo. Próximo intento: ${time}.`,
          many: `${number(emailCount)} de correos en espera, porque hay otra corrección en curso sobre los mismos correos. Próximo intento: ${time}.`,
          other: `${number(emailCount)} correos en espera, porque hay otra corrección en curso sobre los mismos correos. Próximo intento: ${time}.`,
        }),
    },
    graphSaid: ({ message }) => `Respuesta de Microsoft Graph: ${message}`,
    retryHint: '«Reintentar» en la tarjeta envía solo lo que falló.',
    trackingMissing:
      'Microsoft Graph no dio ningún vínculo de seguimiento. La corrección figura en el historial del Centro de acciones.',
    trackingMore: ({ more }) =>
      count(more, {
        one: '# parte más figura en el historial del Centro de acciones.',
        other: '# partes más figuran en el historial del Centro de acciones.',
      }),
    track: 'Seguir en el Centro de acciones',
    trackPart: ({ part }) => `Seguir la parte ${number(part)} en el Centro de acciones`,
    history: 'Abrir el historial del Centro de acciones',
    endedFallback: ({ requestId, state }) => `Solicitud ${requestId}: ${state}.`,
    endedSpoken: ({ requestId, state, outcome }) => `Solicitud ${requestId}. ${state}. ${outcome}`,
  };
}
