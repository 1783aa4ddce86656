import type { Formats } from '../formats.ts';

/** The dialog that makes a request of somebody's message. */
export function englishDialog({ count }: Formats) {
  return {
    dialog: {
      /** The bar above the dialog. */
      title: 'Ask for a removal',
      intro:
        'This makes a request. Its card goes to the alert channel, and nothing is removed before it is approved there.',
      every: 'Each of these messages is asked for in each of these mailboxes.',
      foundSubject: (args: { subject: string }) => `Subject in the message: ${args.subject}`,
      noMessageIdFound: 'No network message id was found in the message. Defender shows it on the page of the email.',
      checkMessageIds:
        'The message does not say that this is a network message id. Check it before you ask for the removal.',
      noRecipientFound: 'No mailbox was found in the message.',
      checkRecipients:
        'The message does not say that these are the recipients. Check them before you ask for the removal.',
      moreMessageIds: (args: { more: number }) =>
        count(args.more, {
          one: '# more id was found and not filled in.',
          other: '# more ids were found and not filled in.',
        }),
      moreRecipients: (args: { more: number }) =>
        count(args.more, {
          one: '# more address was found and not filled in.',
          other: '# more addresses were found and not filled in.',
        }),
      messageIds: 'Network message ids, one per line',
      messageIdsHint: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
      recipients: 'Mailboxes, one address per line',
      recipientsHint: 'ana@contoso.com',
      /** Of whoever asks; who decides gives their own on the card. */
      reason: 'Reason (optional)',
      reasonHint: 'Why it should be removed. It stands on the card.',
      submit: 'Ask for the removal',
      /** `unread`: what somebody typed, made safe. */
      problem: {
        noMessageId: () => 'Enter at least one network message id.',
        unreadMessageId: (args: { unread: string }) =>
          `"${args.unread}" is not a network message id. One looks like 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f; the Internet message id is another one.`,
        noRecipient: () => 'Enter at least one mailbox.',
        unreadRecipient: (args: { unread: string }) =>
          `"${args.unread}" is not the address of a mailbox, such as ana@contoso.com.`,
        tooManyEmails: (args: { most: number }) =>
          count(args.most, {
            one: 'That is too much for one request: at most # email, counting each message in each mailbox.',
            other: 'That is too much for one request: at most # emails, counting each message in each mailbox.',
          }),
        tooLong: () => 'That is more text than fits here. Ask for a part of it first.',
        action: () => 'Choose what to do with the emails.',
        severity: () => 'Choose a severity.',
        reasonTooLong: () => 'The reason is too long: 1,000 characters at most.',
      },
      askedTitle: 'The request was made',
      nothingAskedTitle: 'No new request was made',
      refusedTitle: 'This is not possible',
      faultTitle: 'That did not work',
      installTitle: 'The app is not in this conversation yet',
      install:
        'Teams tells the app who you are only where the app is installed. It does not write here and does not read other messages.',
      installButton: 'Add the app and go on',
    },
  };
}
