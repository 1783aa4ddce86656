import type { englishFacts } from '../en/facts.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Facts of the email: what stands in bold before each, and what is said where there are too many. */
export function spanishFacts({ count }: Formats): Worded<ReturnType<typeof englishFacts>> {
  return {
    fact: {
      subject: 'Asunto:',
      from: 'De:',
      received: 'Recibido:',
      threats: 'Amenazas:',
      title: 'Alerta:',
      description: 'Detalles:',
      location: 'Dónde estaba al notificarse:',
      link: 'Vínculo que contiene:',
      attachment: 'Archivo adjunto:',
      networkMessageId: 'Id. de mensaje de red:',
      internetMessageId: 'Id. de mensaje de Internet:',
    },
    location: {
      inbox_folder: 'Bandeja de entrada',
      junkfolder: 'Correo no deseado',
      deletedfolder: 'Elementos eliminados',
      quarantine: 'Cuarentena',
      onprem_external: 'Un buzón fuera de Exchange Online',
      failed: 'No entregado: error de entrega',
      dropped: 'No entregado: descartado',
      others: 'Otro lugar',
    },
    moreMessages: ({ more }) =>
      count(more, { one: '# mensaje más.', many: '# de mensajes más.', other: '# mensajes más.' }),
    moreLinks: ({ more }) => count(more, { one: '# vínculo más.', other: '# vínculos más.' }),
    moreAttachments: ({ more }) => count(more, { one: '# archivo adjunto más.', other: '# archivos adjuntos más.' }),
    factsBlanked: ({ time }) =>
      `Los detalles del correo se borraron el ${time}: ya no se conservan (RETAIN_MAIL_FACTS).`,
    nameAndAddress: ({ name, address }) => `${name} <${address}>`,
  };
}
