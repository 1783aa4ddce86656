import type { FoundMessage, MailSearchView } from '../../src/workflow/found-mail.ts';
import type { RequestedFromSearch } from '../../src/workflow/steps.ts';
import { viewWith } from './views.ts';

export const searchId = '5b6f3f5e-6f0e-4c55-9d0a-3c1f2a7e9b10';

export function foundWith(changes: Partial<FoundMessage> = {}): FoundMessage {
  return {
    networkMessageId: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
    receivedAt: Date.UTC(2026, 10, 20, 15, 4),
    sender: 'billing@northwind-traders.example',
    subject: 'Overdue invoice INV-20418',
    recipients: ['maria.lopez@contoso.com', 'tom.becker@contoso.com'],
    recipientCount: 2,
    places: ['Inbox/Folder'],
    ...changes,
  };
}

export function searchWith(changes: Partial<MailSearchView> = {}): MailSearchView {
  return {
    searchId,
    criteria: { from: 'northwind-traders.example', subject: 'invoice', lastMinutes: 1_440 },
    messages: [
      foundWith(),
      foundWith({ recipients: ['priya.nair@contoso.com'], recipientCount: 1, places: ['Junk', 'Quarantine'] }),
      foundWith({ subject: '', recipientCount: 5_200, places: [] }),
    ],
    more: false,
    requested: new Map(),
    ...changes,
  };
}

const requestId = 'CS-7F3K2Q';
const askedFor = searchWith({ requested: new Map([[1, requestId]]) });
const removal = {
  view: viewWith(),
  channelBound: true,
  alreadyOpen: false,
  asked: 2,
  named: 2,
  openElsewhere: [],
  remediated: [],
};

export const foundMailViews = {
  three: { search: searchWith(), requested: undefined },
  nothing: {
    search: searchWith({ messages: [], criteria: { to: 'maria.lopez@contoso.com', lastMinutes: 90 } }),
    requested: undefined,
  },
  many: { search: searchWith({ messages: Array.from({ length: 37 }, () => foundWith()) }), requested: undefined },
  askedFor: { search: askedFor, requested: { search: askedFor, requestId, removal } },
  askedBefore: { search: askedFor, requested: { search: askedFor, requestId } },
  askedInPart: { search: askedFor, requested: { search: askedFor, requestId, removal: { ...removal, asked: 1 } } },
} as const satisfies Record<string, { search: MailSearchView; requested: RequestedFromSearch | undefined }>;
