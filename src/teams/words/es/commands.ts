import type { CommandName } from '../../typed/nearest-command.ts';
import type { CommandProblem } from '../../typed/parse-command.ts';
import { exampleWith } from '../arguments.ts';
import type { englishCommands } from '../en/commands.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { spanishChannels } from './channels.ts';
import { spanishFindProblems } from './find.ts';
import { spanishRemoval } from './removal.ts';

/** Commands are English words in every language; only what stands for something else is translated. */
const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  history: 'history 20',
  stats: 'stats',
  request: 'request <networkMessageId> <destinatario> softDelete because <motivo>',
  withdraw: 'withdraw CS-7F3K2Q',
  undo: 'undo CS-7F3K2Q',
  find: 'find from:evil.example subject:"factura vencida" last:24h',
  'who can approve': 'who can approve CS-7F3K2Q',
  'alerts here': 'alerts here from defender severity high',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<Exclude<CommandProblem, 'requestId'>, string> = {
  messageId:
    'Después de «request» va el identificador de mensaje de red (networkMessageId) del correo, tal como lo muestra Microsoft Defender.',
  recipient: 'Después del identificador de mensaje de red van las direcciones de los buzones, como ana@contoso.com.',
  tooManyEmails:
    'Se solicita quitar cada mensaje indicado de cada buzón indicado, y serían más de 500 correos. Repártalos en varias solicitudes.',
  reasonMissing: 'Después de «because» va el motivo. Para no dar ninguno, omita «because».',
  reasonTooLong: 'El motivo es demasiado largo: 1000 caracteres como máximo.',
  extraWords: 'Después de este comando no va nada más.',
  page: 'Después de «pending» no va nada, o va un número de página.',
  historyPage:
    'Después de «history» no va nada, o va un número de solicitudes hasta 20, o «page» y un número de página, como en «history 20 page 2».',
  ...spanishFindProblems,
  alertSource: 'Después de «from» va el nombre de un origen de alertas, como defender: a-z, 0-9, puntos y guiones.',
  alertSeverity: 'Después de «severity» va low, medium o high.',
  alertFilter:
    'Después de «alerts here» no va nada, o va «from» y un origen de alertas, o «severity» y low, medium o high, o ambas cosas.',
};

/** Lists and help, and the short answers to what people type. */
export function spanishCommands(formats: Formats): Worded<ReturnType<typeof englishCommands>> {
  const { count, number } = formats;
  return {
    pendingTitle: 'Pendientes de decisión',
    pendingCount: ({ total }) =>
      total === 0
        ? 'Ninguna solicitud espera una decisión.'
        : count(total, {
            one: '# solicitud espera una decisión.',
            many: '# de solicitudes esperan una decisión.',
            other: '# solicitudes esperan una decisión.',
          }),
    pendingRange: ({ first, last, total }) =>
      `Se muestran: de la ${number(first)} a la ${number(last)} de ${number(total)}, la más antigua primero.`,
    pendingNoMore: 'No hay más solicitudes. Para ver las primeras, escriba: pending',
    pendingLine: ({ severity, plan }) => `${severity}. ${plan}`,
    pendingSince: ({ state, time }) => (state === undefined ? `Creada el ${time}.` : `${state}. Creada el ${time}.`),
    pendingSubject: ({ subject }) => `Asunto: ${subject}`,
    helpTitle: 'Qué puede pedirme',
    helpIntro:
      'Los correos sospechosos de phishing llegan como tarjeta al canal de alertas. Decida allí, con «Aprobar» o «Rechazar».',
    helpOutro: 'En un canal, mencione primero la aplicación. Un mensaje nunca decide nada; solo lo hace una tarjeta.',
    helpFallback:
      'Comandos: help, pending, show, history, stats, request, withdraw, undo, find, who can approve, alerts here, alerts off, whoami.',
    helpLines: [
      { command: 'pending', meaning: 'Muestra las solicitudes que esperan una decisión.' },
      { command: 'pending page 2', meaning: 'Muestra las diez siguientes.' },
      { command: examples.show, meaning: 'Muestra una solicitud con su tarjeta.' },
      {
        command: 'history',
        meaning: 'Muestra lo que se decidió, lo más reciente primero; «history 20» muestra 20 a la vez.',
      },
      {
        command: examples.request,
        meaning:
          'Solicita que se quiten uno o varios mensajes, cada uno de todos los buzones indicados. Otras personas deben aprobarlo. Acciones: soft delete, hard delete, move to junk, move to deleted items, move to inbox.',
      },
      { command: examples.withdraw, meaning: 'Retira una solicitud propia mientras nadie haya decidido.' },
      {
        command: examples.undo,
        meaning: 'Solicita que se restaure lo que movió una solicitud. Otras personas deben aprobarlo.',
      },
      {
        command: examples.find,
        meaning: 'Busca correo de los últimos 30 días y permite solicitar con un clic que se quite.',
      },
      { command: examples['who can approve'], meaning: 'Dice qué le falta a una solicitud y de quién.' },
      { command: 'alerts here', meaning: 'Envía las alertas nuevas a este canal. Solo para aprobadores.' },
      {
        command: examples['alerts here'],
        meaning: 'Envía a este canal solo las alertas de un origen o a partir de una gravedad. Solo para aprobadores.',
      },
      { command: 'alerts off', meaning: 'Deja de enviar alertas a este canal. Solo para aprobadores.' },
      {
        command: 'stats',
        meaning: 'Muestra cómo finalizaron las solicitudes y cuánto tardaron, en los últimos 7 y 30 días.',
      },
      { command: 'whoami', meaning: 'Dice quién es usted aquí y si puede aprobar.' },
      { command: 'help', meaning: 'Muestra esta lista.' },
    ],
    answer: {
      incomplete: ({ command, problem }) =>
        problem === 'requestId'
          ? `Después de «${command}» va el identificador de una solicitud, como CS-7F3K2Q. Ejemplo: ${examples[command]}`
          : `${problems[problem]} Ejemplo: ${examples[command]}`,
      unreadCriterion: ({ unread, problem, nearest }) =>
        nearest === undefined
          ? `No puedo leer «${unread}». ${problems[problem]} Ejemplo: ${examples.find}`
          : `No puedo leer «${unread}». ¿Quiso decir «${nearest}:»? Ejemplo: ${examples.find}`,
      oneRequestId: ({ command, requestId }) =>
        `Después de «${command}» va el identificador de una sola solicitud y nada más. Ejemplo: ${command} ${requestId}`,
      requestIdLength: ({ characters }) =>
        count(characters, {
          one: 'Ese identificador tiene # carácter después de «CS-»; el de una solicitud tiene 6, como CS-7F3K2Q.',
          other: 'Ese identificador tiene # caracteres después de «CS-»; el de una solicitud tiene 6, como CS-7F3K2Q.',
        }),
      unknown: ({ nearest, requestId }) =>
        nearest === undefined
          ? 'No conozco ese comando. Escriba «help» para ver qué puede pedirme.'
          : `No conozco ese comando. ¿Quiso decir «${nearest}»? Ejemplo: ${exampleWith(examples[nearest], requestId)}`,
      tooLong: ({ most }) =>
        `El mensaje es demasiado largo: los de este tipo pueden tener ${number(most)} caracteres como máximo. No se ha hecho nada.`,
      decision: 'Un mensaje nunca decide nada. Use los botones de la tarjeta; «pending» muestra lo que está abierto.',
      ...spanishRemoval(formats),
      ...spanishChannels(formats),
      whoami: ({ name, upn, objectId, mayApprove, why }) =>
        [
          `Usted es ${name}, ${upn} (id. de objeto ${objectId}).`,
          mayApprove === 'all' && 'Puede aprobar.',
          mayApprove === 'some' &&
            'Puede aprobar las solicitudes para las que figura en una regla de la directiva de aprobadores.',
          mayApprove === 'none' && (why ?? 'No puede aprobar.'),
        ]
          .filter((sentence) => sentence !== false)
          .join(' '),
      writeToMe: ({ name }) =>
        `${name}, su clic tiene respuesta, pero no pude escribirle en privado. Abra un chat con esta aplicación y vuelva a hacer clic.`,
      fault: ({ code, requestId, reference }) =>
        [
          code === 'rosterUnavailable'
            ? 'Teams no dijo quién es usted, así que no se hizo nada.'
            : 'Algo salió mal y no es seguro que haya tenido efecto.',
          requestId === undefined ? 'Vuelva a intentarlo en un minuto.' : `Vuelva a mirar ${requestId} en un minuto.`,
          `Referencia para soporte técnico: ${reference}.`,
        ].join(' '),
    },
  };
}
