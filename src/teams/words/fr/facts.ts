import type { englishFacts } from '../en/facts.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Facts of the email: what stands in bold before each, and what is said where there are too many. */
export function frenchFacts({ count }: Formats): Worded<ReturnType<typeof englishFacts>> {
  return {
    fact: {
      subject: 'Objet :',
      from: 'De :',
      received: 'Reçu :',
      threats: 'Menaces :',
      title: 'Alerte :',
      description: 'Détails :',
      location: 'Emplacement lors du signalement :',
      link: 'Lien contenu :',
      attachment: 'Pièce jointe :',
      networkMessageId: 'ID de message réseau :',
      internetMessageId: 'ID de message Internet :',
    },
    location: {
      inbox_folder: 'Boîte de réception',
      junkfolder: 'Courrier indésirable',
      deletedfolder: 'Éléments supprimés',
      quarantine: 'Quarantaine',
      onprem_external: 'Une boîte aux lettres hors d’Exchange Online',
      failed: 'Non remis : échec de la remise',
      dropped: 'Non remis : abandonné',
      others: 'Un autre emplacement',
    },
    moreMessages: ({ more }) => count(more, { one: '# autre message.', other: '# autres messages.' }),
    moreLinks: ({ more }) => count(more, { one: '# autre lien.', other: '# autres liens.' }),
    moreAttachments: ({ more }) => count(more, { one: '# autre pièce jointe.', other: '# autres pièces jointes.' }),
    factsBlanked: ({ time }) =>
      `Les détails de l’e-mail ont été effacés le ${time} : ils ne sont pas conservés plus longtemps (RETAIN_MAIL_FACTS).`,
    nameAndAddress: ({ name, address }) => `${name} <${address}>`,
  };
}
