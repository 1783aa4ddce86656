import type { englishDialog } from '../en/dialog.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The dialog that makes a request of somebody's message. */
export function spanishDialog({ count }: Formats): Worded<ReturnType<typeof englishDialog>> {
  return {
    dialog: {
      title: 'Solicitar que se quite un correo',
      intro:
        'Esto crea una solicitud. Su tarjeta va al canal de alertas, y no se quita nada antes de que se apruebe allí.',
      every: 'Se solicita quitar cada uno de estos mensajes de cada uno de estos buzones.',
      foundSubject: ({ subject }) => `Asunto en el mensaje: ${subject}`,
      noMessageIdFound:
        'No se encontró ningún identificador de mensaje de red en el mensaje. Defender lo muestra en la página del correo.',
      checkMessageIds:
        'El mensaje no dice que esto sea un identificador de mensaje de red. Compruébelo antes de enviar la solicitud.',
      noRecipientFound: 'No se encontró ningún buzón en el mensaje.',
      checkRecipients:
        'El mensaje no dice que estos sean los destinatarios. Compruébelos antes de enviar la solicitud.',
      moreMessageIds: ({ more }) =>
        count(more, {
          one: 'Se encontró # identificador más, que no se ha rellenado.',
          other: 'Se encontraron # identificadores más, que no se han rellenado.',
        }),
      moreRecipients: ({ more }) =>
        count(more, {
          one: 'Se encontró # dirección más, que no se ha rellenado.',
          other: 'Se encontraron # direcciones más, que no se han rellenado.',
        }),
      messageIds: 'Identificadores de mensaje de red, uno por línea',
      messageIdsHint: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
      recipients: 'Buzones, una dirección por línea',
      recipientsHint: 'ana@contoso.com',
      reason: 'Motivo (opcional)',
      reasonHint: 'Por qué debe eliminarse. Aparece en la tarjeta.',
      submit: 'Enviar la solicitud',
      problem: {
        noMessageId: () => 'Escriba al menos un identificador de mensaje de red.',
        unreadMessageId: ({ unread }) =>
          `«${unread}» no es un identificador de mensaje de red. Uno tiene este aspecto: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; el identificador de mensaje de Internet es otro.`,
        noRecipient: () => 'Escriba al menos un buzón.',
        unreadRecipient: ({ unread }) => `«${unread}» no es la dirección de un buzón, como ana@contoso.com.`,
        tooManyEmails: ({ most }) =>
          count(most, {
            one: 'Es demasiado para una solicitud: como máximo # correo, contando cada mensaje en cada buzón.',
            other: 'Es demasiado para una solicitud: como máximo # correos, contando cada mensaje en cada buzón.',
          }),
        tooLong: () => 'Es más texto del que cabe aquí. Solicite primero una parte.',
        action: () => 'Elija qué hacer con los correos.',
        severity: () => 'Elija una gravedad.',
        reasonTooLong: () => 'El motivo es demasiado largo: 1000 caracteres como máximo.',
      },
      askedTitle: 'Se creó la solicitud',
      nothingAskedTitle: 'No se creó ninguna solicitud nueva',
      refusedTitle: 'No es posible',
      faultTitle: 'No funcionó',
      installTitle: 'La aplicación aún no está en esta conversación',
      install:
        'Teams solo le dice a la aplicación quién es usted donde está instalada. Aquí no escribe ni lee otros mensajes.',
      installButton: 'Agregar la aplicación y continuar',
    },
  };
}
