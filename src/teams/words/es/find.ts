import type { SearchProblem } from '../../../workflow/found-mail.ts';
import type { englishFind, englishFindProblems } from '../en/find.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What was typed behind `find` and could not be read. */
export const spanishFindProblems: Worded<typeof englishFindProblems> = {
  noCriterion: 'Después de «find» va lo que se busca: from, to, subject o url.',
  unknownKey: 'Se puede buscar por from, to, subject y url; last indica cuánto tiempo atrás.',
  keyTwice: 'Cada uno de from, to, subject, url y last puede aparecer una sola vez.',
  from: 'Después de «from:» va una dirección o un dominio, como evil.example.',
  to: 'Después de «to:» va la dirección de un buzón, como ana@contoso.com.',
  subject:
    'Después de «subject:» va una parte del asunto, entre comillas si contiene espacios, con 500 caracteres como máximo.',
  url: 'Después de «url:» va el dominio de un vínculo del correo, como evil.example.',
  last: 'Después de «last:» va cuánto tiempo atrás se busca: minutos, horas o días, como 30m, 24h o 7d.',
  lastTooLong: 'Microsoft Defender conserva 30 días: «last:30d» es el máximo.',
  openQuote: 'Se abrieron unas comillas y no se cerraron. Dentro de las comillas, una comilla se escribe \\".',
  looseWords:
    'Cada palabra necesita delante su clave, como subject:, y las palabras que van juntas se escriben entre comillas.',
};

const notSearched: Record<SearchProblem, string> = {
  permission:
    'No puedo buscar correo porque a la aplicación le falta el permiso ThreatHunting.Read.All de Microsoft Graph. Un administrador de Entra ID puede concederlo y dar el consentimiento del administrador. Todo lo demás funciona sin él.',
  licence:
    'Microsoft Graph rechazó la búsqueda porque el inquilino no tiene ninguna licencia para la búsqueda de amenazas en Microsoft Defender. Consulte a quien administra las licencias.',
  credential:
    'La aplicación no pudo iniciar sesión en Microsoft Graph, así que no se buscó nada. Pida a quien administra esta aplicación que renueve sus credenciales.',
  throttled:
    'Microsoft Defender no acepta más búsquedas por el momento, porque esta organización agotó su cuota. Vuelva a intentarlo en unos minutos.',
  refused:
    'Microsoft Defender no aceptó la búsqueda. Pruebe con otra; si ninguna funciona, avise a quien administra esta aplicación.',
  tooLong: 'Microsoft Defender no respondió a tiempo. Busque en un periodo más corto o algo más concreto.',
  unavailable: 'No se pudo consultar a Microsoft Defender en este momento. Vuelva a intentarlo en un minuto.',
};

/** `find`: what it found, and what became of a click there. */
export function spanishFind({ count, form, number }: Formats): Worded<ReturnType<typeof englishFind>> {
  return {
    foundTitle: 'Correo encontrado',
    foundCount: ({ total, more }) => {
      if (total === 0) return 'No se encontró ningún mensaje.';
      return more
        ? `Se encontraron más de ${number(total)} mensajes.`
        : count(total, { one: 'Se encontró # mensaje.', other: 'Se encontraron # mensajes.' });
    },
    foundShown: ({ shown, total, more }) =>
      more
        ? `Se muestran los ${number(shown)} más recientes de más de ${number(total)}. Para ver otros, busque algo más concreto.`
        : `Se muestran los ${number(shown)} más recientes de ${number(total)}. Para ver otros, busque algo más concreto.`,
    foundBy: ({ criteria }) => `Búsqueda: ${criteria}`,
    foundNothing:
      'El correo aparece aquí unos minutos después de recibirse y durante 30 días. Compruebe la ortografía o busque más atrás.',
    foundSubject: ({ message, subject }) => `${number(message)}. ${subject}`,
    foundNoSubject: '(sin asunto)',
    foundFrom: ({ sender, time }) => `De ${sender}, recibido el ${time}`,
    foundIn: ({ recipients, places }) =>
      form(recipients, {
        one: `En ${number(recipients)} buzón: ${places}`,
        many: `En ${number(recipients)} de buzones: ${places}`,
        other: `En ${number(recipients)} buzones: ${places}`,
      }),
    foundInUnknown: ({ recipients }) =>
      count(recipients, {
        one: 'En # buzón, lugar desconocido',
        many: 'En # de buzones, lugar desconocido',
        other: 'En # buzones, lugar desconocido',
      }),
    foundTooMany: ({ listed, total }) =>
      `Desde aquí solo se pueden incluir los primeros ${number(listed)} de ${number(total)} buzones.`,
    foundAsk: 'Solicitar que se quite',
    foundRequested: ({ requestId, channelBound }) =>
      channelBound
        ? `${requestId} espera una decisión. Su tarjeta está en el canal de alertas.`
        : `${requestId} espera una decisión. No tiene tarjeta, porque ningún canal recibe alertas todavía. Pida a un aprobador que escriba «alerts here» en uno.`,
    foundRequestedRest: ({ requestId, asked, named }) =>
      `${requestId} espera una decisión sobre ${number(asked)} de ${number(named)} buzones. Para los demás ya se había solicitado antes.`,
    foundAskedBefore: ({ requestId }) =>
      `Ya se había solicitado quitarlo, con ${requestId}. Abra esa solicitud para ver su estado.`,
    notSearched: ({ problem, seconds }) =>
      problem === 'throttled' && seconds !== undefined
        ? count(seconds, {
            one: 'Microsoft Defender no acepta más búsquedas por el momento, porque esta organización agotó su cuota. Vuelva a intentarlo en # segundo.',
            other:
              'Microsoft Defender no acepta más búsquedas por el momento, porque esta organización agotó su cuota. Vuelva a intentarlo en # segundos.',
          })
        : notSearched[problem],
  };
}
