import type { englishRecipients } from '../en/recipients.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The pages of a request's recipients, and who sent a campaign. */
export function germanRecipients(formats: Formats): Worded<ReturnType<typeof englishRecipients>> {
  const { number } = formats;
  return {
    recipientsTitle: ({ requestId }) => `Empfänger von ${requestId}`,
    recipientsPage: ({ page, pages }) => `Seite ${number(page)} von ${number(pages)}`,
    recipientsRange: ({ first, last, total }) =>
      `Angezeigt: ${number(first)} bis ${number(last)} von ${number(total)} E-Mails, nach Nachricht.`,
    recipientsNone: 'Es gibt keine Empfänger.',
    recipientsOnlyYou: 'Nur Sie sehen diese Seite; die Karte im Kanal bleibt, wie sie ist.',
    recipientsMessage: ({ messageId }) =>
      messageId === undefined ? 'Nur mit ihrer ID bekannt' : `Nachricht ${messageId}`,
    recipientStanding: ({ name, standing }) => `${name}: ${standing}`,
    standing: {
      moved: 'verschoben',
      inPlace: 'war bereits dort',
      stillThere: 'noch am alten Ort',
      onPremises: 'lokales oder externes Postfach, nicht erreichbar',
      quarantine: 'in Quarantäne',
      neverDelivered: 'nie zugestellt',
      unclear: 'an einem Ort, der nichts beweist',
      notFound: 'Microsoft Defender findet dort keine solche E-Mail',
      unread: 'Postfach nicht lesbar',
      overtaken: 'von einem anderen Antrag verschoben',
      waiting: 'noch nicht übermittelt',
      unseen: 'übermittelt, noch nicht nachgewiesen',
      refused: 'nicht übermittelt: Microsoft Graph hat abgelehnt',
      unknown: 'unklar, ob übermittelt',
      leftOut: 'bereits mit einem anderen Antrag übermittelt',
      dryRun: 'Probelauf, nichts wurde gesendet',
    },
    recipientsButton: {
      show: 'Empfänger anzeigen',
      previous: 'Vorherige Seite',
      next: 'Nächste Seite',
      back: 'Zurück zum Antrag',
    },
    sendersLabel: 'Absender:',
    senders: (names) => listed(names, formats),
  };
}
