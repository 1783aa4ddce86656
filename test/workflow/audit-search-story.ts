/** What the audit log must hold of a search for mail. */
import { messageA } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import {
  contentHash,
  created,
  type Expected,
  secondCall as factsSalt,
  hannah,
  mailA,
  salt as searchId,
  secondSalt,
  sha256,
  user,
} from './audit-expected.ts';
import type { Story } from './audit-stories.ts';

const criteria = { from: 'evil.example', subject: 'invoice', to: 'hannah@contoso.com', lastMinutes: 60 };
const found = {
  networkMessageId: messageA,
  receivedAt: 1,
  sender: 'mallory@evil.example',
  subject: 'Overdue invoice',
  recipients: ['hannah@contoso.com'],
  recipientCount: 1,
  places: ['Inbox/Folder'],
} as const;
const hashOf = (value: string) => sha256({ salt: secondSalt, value });

const hashOfFact = (value: unknown) => sha256({ salt: factsSalt, value });
/** What the request keeps of the mail, with a salt of its own. */
const factHashes = {
  subjectHash: hashOfFact('Overdue invoice'),
  senderHash: hashOfFact({ address: 'mallory@evil.example' }),
  receivedAtHash: hashOfFact('1970-01-01T00:00:00.001Z'),
  deliveryLocationHash: hashOfFact('Inbox/Folder'),
};

const searched: Expected = {
  kind: 'mail.searched',
  requestId: null,
  revision: null,
  actor: user(ana),
  data: {
    searchId,
    fromHash: hashOf('evil.example'),
    subjectHash: hashOf('invoice'),
    urlHash: null,
    to: 'hannah@contoso.com',
    lastMinutes: 60,
    found: 1,
    more: false,
  },
};

export const searchStory: Story = {
  title: 'a search for mail, and one click below what it found',
  async happens({ mailSearch, steps }) {
    mailSearch.answer = { kind: 'found', messages: [found], more: false };
    await steps.searchMail(criteria, { person: ana }, { isPrivate: true });
    await steps.requestFound({ searchId, message: 1 }, { person: ben });
  },
  leaves: [
    searched,
    created({ emails: [hannah], contentHash: contentHash({ emails: [mailA] }), facts: factHashes }, user(ben)),
  ],
};
