import type { englishDialog } from '../en/dialog.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The dialog that makes a request of somebody's message. */
export function germanDialog({ count }: Formats): Worded<ReturnType<typeof englishDialog>> {
  return {
    dialog: {
      title: 'Entfernen beantragen',
      intro:
        'Das stellt einen Antrag. Seine Karte kommt in den Warnungskanal, und nichts wird entfernt, bevor er dort genehmigt ist.',
      every: 'Jede dieser Nachrichten wird für jedes dieser Postfächer beantragt.',
      foundSubject: ({ subject }) => `Betreff in der Nachricht: ${subject}`,
      noMessageIdFound:
        'In der Nachricht wurde keine Netzwerknachrichten-ID gefunden. Defender zeigt sie auf der Seite der E-Mail.',
      checkMessageIds:
        'Die Nachricht sagt nicht, dass das eine Netzwerknachrichten-ID ist. Prüfen Sie sie, bevor Sie das Entfernen beantragen.',
      noRecipientFound: 'In der Nachricht wurde kein Postfach gefunden.',
      checkRecipients:
        'Die Nachricht sagt nicht, dass das die Empfänger sind. Prüfen Sie sie, bevor Sie das Entfernen beantragen.',
      moreMessageIds: ({ more }) =>
        count(more, {
          one: '# weitere ID wurde gefunden und nicht eingetragen.',
          other: '# weitere IDs wurden gefunden und nicht eingetragen.',
        }),
      moreRecipients: ({ more }) =>
        count(more, {
          one: '# weitere Adresse wurde gefunden und nicht eingetragen.',
          other: '# weitere Adressen wurden gefunden und nicht eingetragen.',
        }),
      messageIds: 'Netzwerknachrichten-IDs, eine je Zeile',
      messageIdsHint: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
      recipients: 'Postfächer, eine Adresse je Zeile',
      recipientsHint: 'ana@contoso.com',
      reason: 'Begründung (optional)',
      reasonHint: 'Warum sie entfernt werden soll. Steht auf der Karte.',
      submit: 'Entfernen beantragen',
      problem: {
        noMessageId: () => 'Geben Sie mindestens eine Netzwerknachrichten-ID ein.',
        unreadMessageId: ({ unread }) =>
          `„${unread}“ ist keine Netzwerknachrichten-ID. Eine solche sieht so aus: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; die Internetnachrichten-ID ist eine andere.`,
        noRecipient: () => 'Geben Sie mindestens ein Postfach ein.',
        unreadRecipient: ({ unread }) => `„${unread}“ ist keine Adresse eines Postfachs wie ana@contoso.com.`,
        tooManyEmails: ({ most }) =>
          count(most, {
            one: 'Das ist zu viel für einen Antrag: Höchstens # E-Mail, jede Nachricht in jedem Postfach gezählt.',
            other: 'Das ist zu viel für einen Antrag: Höchstens # E-Mails, jede Nachricht in jedem Postfach gezählt.',
          }),
        tooLong: () => 'Das ist mehr Text, als hier Platz hat. Beantragen Sie zuerst einen Teil.',
        action: () => 'Wählen Sie, was mit den E-Mails geschehen soll.',
        severity: () => 'Wählen Sie einen Schweregrad.',
        reasonTooLong: () => 'Die Begründung ist zu lang: Höchstens 1.000 Zeichen.',
      },
      askedTitle: 'Der Antrag ist gestellt',
      nothingAskedTitle: 'Kein neuer Antrag',
      refusedTitle: 'Das ist nicht möglich',
      faultTitle: 'Das hat nicht geklappt',
      installTitle: 'Die App ist noch nicht in dieser Unterhaltung',
      install:
        'Teams sagt der App nur dort, wer Sie sind, wo die App installiert ist. Sie schreibt hier nicht und liest keine anderen Nachrichten.',
      installButton: 'App hinzufügen und weiter',
    },
  };
}
