import type { HistoryList } from '../../src/teams/cards/history.ts';
import type { PastRequest } from '../../src/workflow/past-request.ts';
import type { RecipientsPage } from '../../src/workflow/recipients-page.ts';
import type { RequestView } from '../../src/workflow/request-view.ts';
import { viewWith } from './views.ts';

/** Lists and pages as the steps would hand them over. */
export function pastWith(changes: Partial<PastRequest> = {}): PastRequest {
  return {
    id: 'CS-7F3K2Q',
    revision: 1,
    state: 'verified',
    severity: 'high',
    action: 'softDelete',
    messageCount: 1,
    recipientCount: 2,
    decidedAt: Date.UTC(2026, 10, 20, 16, 4),
    decidedBy: ['ana_b@contoso.com'],
    subject: 'Your mailbox is full',
    ...changes,
  };
}

const { decidedBy: _nobody, ...undecided } = pastWith({ id: 'CS-B1TQ5Z', state: 'expired', recipientCount: 37 });

export const someHistory: HistoryList = {
  offset: 10,
  nextCommand: 'history 10 page 3',
  requests: [
    pastWith({ id: 'CS-9XW4M0', state: 'partlyVerified', action: 'moveToJunk', requestedBy: 'ben@contoso.com' }),
    pastWith({ state: 'rejected', decidedBy: ['ben@contoso.com'] }),
    pastWith({ id: 'CS-F0HN8D', decidedBy: ['ana_b@contoso.com', 'ben@contoso.com'], undoneBy: 'CS-C2VR6A' }),
    pastWith({ id: 'CS-C2VR6A', action: 'moveToInbox', undoes: 'CS-F0HN8D', requestedBy: 'ben@contoso.com' }),
    undecided,
  ],
};
/** More than have a button each. */
export const longHistory: HistoryList = {
  offset: 0,
  nextCommand: 'history 20 page 2',
  requests: Array.from({ length: 20 }, (_none, nth) => pastWith({ id: `CS-${String(nth).padStart(6, '0')}` })),
};
export const noHistory: HistoryList = { offset: 0, requests: [] };
export const historyAtItsEnd: HistoryList = { offset: 30, requests: [] };

/** A campaign with several senders, of which the first few are named. */
export const severalSenders: RequestView = viewWith({
  emailCount: 61,
  messageCount: 3,
  recipientCount: 61,
  alertCount: 3,
  senders: {
    first: ['it.help@evil.example', 'it-help@bad.example', 'x@worse.example', 'y@worse.example', 'z@worse.example'],
    count: 12,
  },
});

const messages = ['6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f', '73ca4154-58d8-43d0-a890-08dc18c52e6d'] as const;
export const firstRecipients: RecipientsPage = {
  page: 1,
  pages: 3,
  offset: 0,
  total: 61,
  messages: [
    { messageId: messages[0], recipients: [{ name: 'mia_k@contoso.com' }, { name: 'noah@contoso.com' }] },
    { messageId: messages[1], recipients: [{ name: 'mia_k@contoso.com' }] },
    { recipients: [{ name: 'AAMkAGI1' }] },
  ],
};
const standings = [
  'moved',
  'inPlace',
  'stillThere',
  'onPremises',
  'quarantine',
  'neverDelivered',
  'unclear',
  'notFound',
  'unread',
  'overtaken',
  'waiting',
  'unseen',
  'refused',
  'unknown',
  'leftOut',
  'dryRun',
] as const;
export const provenRecipients: RecipientsPage = {
  page: 2,
  pages: 3,
  offset: 30,
  total: 61,
  messages: [
    {
      messageId: messages[0],
      recipients: standings.map((standing) => ({ name: `${standing.toLowerCase()}@contoso.com`, standing })),
    },
  ],
};
export const noRecipients: RecipientsPage = { page: 1, pages: 1, offset: 0, total: 0, messages: [] };
