import type { DeliveryLocation } from '../../cards/delivery-location.ts';
import type { Formats } from '../formats.ts';

/** Facts of the email: what stands in bold before each, and what is said where there are too many. */
export function englishFacts({ count }: Formats) {
  return {
    fact: {
      subject: 'Subject:',
      from: 'From:',
      received: 'Received:',
      threats: 'Threats:',
      title: 'Alert:',
      description: 'Details:',
      location: 'Where it was when reported:',
      link: 'Link in it:',
      attachment: 'Attachment:',
      networkMessageId: 'Network message id:',
      internetMessageId: 'Internet message id:',
    },
    location: {
      inbox_folder: 'Inbox',
      junkfolder: 'Junk Email',
      deletedfolder: 'Deleted Items',
      quarantine: 'Quarantine',
      onprem_external: 'A mailbox outside of Exchange Online',
      failed: 'Not delivered: delivery failed',
      dropped: 'Not delivered: dropped',
      others: 'Another place',
    } satisfies Record<DeliveryLocation, string>,
    moreMessages: (args: { more: number }) => count(args.more, { one: '# more message.', other: '# more messages.' }),
    moreLinks: (args: { more: number }) => count(args.more, { one: '# more link.', other: '# more links.' }),
    moreAttachments: (args: { more: number }) =>
      count(args.more, { one: '# more attachment.', other: '# more attachments.' }),
    factsBlanked: (args: { time: string }) =>
      `The details of the email were removed on ${args.time}: they are not kept any longer (RETAIN_MAIL_FACTS).`,
    nameAndAddress: (args: { name: string; address: string }) => `${args.name} <${args.address}>`,
  };
}
