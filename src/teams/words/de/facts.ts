import type { englishFacts } from '../en/facts.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Facts of the email: what stands in bold before each, and what is said where there are too many. */
export function germanFacts({ count }: Formats): Worded<ReturnType<typeof englishFacts>> {
  return {
    fact: {
      subject: 'Betreff:',
      from: 'Von:',
      received: 'Empfangen:',
      threats: 'Bedrohungen:',
      title: 'Warnung:',
      description: 'Einzelheiten:',
      location: 'Ort zum Zeitpunkt der Meldung:',
      link: 'Enthaltener Link:',
      attachment: 'Anlage:',
      networkMessageId: 'Netzwerknachrichten-ID:',
      internetMessageId: 'Internetnachrichten-ID:',
    },
    location: {
      inbox_folder: 'Posteingang',
      junkfolder: 'Junk-E-Mail',
      deletedfolder: 'Gelöschte Elemente',
      quarantine: 'Quarantäne',
      onprem_external: 'Ein Postfach außerhalb von Exchange Online',
      failed: 'Nicht zugestellt: Zustellung fehlgeschlagen',
      dropped: 'Nicht zugestellt: verworfen',
      others: 'Ein anderer Ort',
    },
    moreMessages: ({ more }) => count(more, { one: '# weitere Nachricht.', other: '# weitere Nachrichten.' }),
    moreLinks: ({ more }) => count(more, { one: '# weiterer Link.', other: '# weitere Links.' }),
    moreAttachments: ({ more }) => count(more, { one: '# weitere Anlage.', other: '# weitere Anlagen.' }),
    factsBlanked: ({ time }) =>
      `Die Einzelheiten der E-Mail wurden am ${time} entfernt, weil sie nicht länger aufbewahrt werden (RETAIN_MAIL_FACTS).`,
    nameAndAddress: ({ name, address }) => `${name} <${address}>`,
  };
}
