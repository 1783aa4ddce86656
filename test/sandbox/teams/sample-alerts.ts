import { randomUUID } from 'node:crypto';
import type { GraphSide } from '../tenant-types.ts';

type Story = (messageIds: readonly [string, string]) => {
  readonly recipients: readonly (readonly [message: 0 | 1, address: string])[];
  readonly alert: Record<string, unknown>;
};

const domain = 'contoso.com';

/** A page that looks like a sign-in, sent to several people at once. */
const credentialPhish: Story = () => ({
  recipients: [
    [0, `maria.lopez@${domain}`],
    [0, `tom.becker@${domain}`],
    [0, `priya.nair@${domain}`],
    [0, `accounts@${domain}`],
  ],
  alert: {
    title: 'Email messages containing malicious URL removed after delivery',
    description: 'Users clicked or may click a link to a page that asks for their Microsoft 365 password.',
    severity: 'high',
    subject: 'Action required: your mailbox storage is full',
    sender: { address: 'no-reply@contoso-mailbox.example', displayName: 'Contoso IT Service Desk' },
    threatTypes: ['phish'],
    urls: ['https://contoso-mailbox.example/login?id=4f1c', 'https://bit.example/3xQ9'],
    deliveryLocation: 'inbox_folder',
    link: 'https://security.microsoft.com/alerts',
  },
});

/** A macro document that pretends to be an unpaid invoice. */
const invoiceMalware: Story = () => ({
  recipients: [
    [0, `accounts@${domain}`],
    [0, `tom.becker@${domain}`],
  ],
  alert: {
    title: 'Malware attachment delivered',
    description: 'The attachment downloads a loader when its macros are enabled.',
    severity: 'medium',
    subject: 'Overdue invoice INV-20418',
    sender: { address: 'billing@northwind-traders.example', displayName: 'Northwind Billing' },
    threatTypes: ['malware'],
    attachments: [
      {
        fileName: 'INV-20418.xlsm',
        sha256: '9b74c9897bac770ffc029102a200c5de5f1d0d4a0b6b2a4a53f1d7b8c6e2f301',
      },
    ],
    deliveryLocation: 'inbox_folder',
    recommendedAction: 'softDelete',
  },
});

/** No link, no attachment: somebody writes in the managing director's name. */
const directorFraud: Story = () => ({
  recipients: [
    [0, `finance.director@${domain}`],
    [1, `maria.lopez@${domain}`],
  ],
  alert: {
    title: 'Impersonation of an executive',
    description: 'The display name is the managing director’s; the address is not.',
    severity: 'high',
    subject: 'Are you at your desk? Confidential transfer',
    sender: { address: 'helena.vos.ceo@mail-executive.example', displayName: 'Helena Vos' },
    threatTypes: ['phish'],
    deliveryLocation: 'inbox_folder',
    recommendedAction: 'softDelete',
    link: 'https://security.microsoft.com/threatexplorerv3',
  },
});

const stories = [credentialPhish, invoiceMalware, directorFraud] as const;

/** What hunting knows of the mail. */
function factsOf({ sender, urls }: Record<string, unknown>): { sender: string; urls: string[] } {
  const { address } = sender as { address: string };
  return { sender: address, urls: (urls as string[] | undefined) ?? [] };
}

/** Each call is a new alert about new messages, which are put into the mailboxes. */
export function makeSampleAlert(sample: 0 | 1 | 2, source: string, graph: GraphSide): Record<string, unknown> {
  const messageIds = [randomUUID(), randomUUID()] as const;
  const { recipients, alert } = stories[sample](messageIds);
  const subject = String(alert['subject']);
  const emails = recipients.map(([message, recipientEmailAddress]) => {
    const networkMessageId = messageIds[message];
    graph.addMail({ networkMessageId, recipientEmailAddress, subject, ...factsOf(alert) });
    return { networkMessageId, recipientEmailAddress };
  });
  return {
    source,
    alertId: randomUUID(),
    ...alert,
    receivedAt: new Date(Date.now() - 7 * 60_000).toISOString(),
    internetMessageId: `<${messageIds[0]}@mail.example>`,
    campaignId: randomUUID(),
    emails,
  };
}
