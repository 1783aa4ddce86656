/** What the audit log must hold of an alert that names no message, until a later version of it does. */
import { ana } from '../support/people.ts';
import {
  anAlert,
  contentHash,
  created,
  first,
  hannah,
  hashes,
  mailA,
  policyHash,
  received,
  revised,
  salt,
  secondSalt as searchId,
  secondCall,
  service,
  sha256,
  user,
  uuid,
} from './audit-expected.ts';
import type { Story } from './audit-stories.ts';

const record = 'da-1';
const hashOf = (value: string) => sha256({ salt: secondCall, value });

export const noMailStory: Story = {
  title: 'an alert without a message, a click in vain, a search for its mail, and the version that names it',
  async happens({ click, mailSearch, steps }) {
    mailSearch.answer = { kind: 'found', messages: [], more: false };
    await steps.receiveAlert(anAlert({ emails: [], record }));
    await click('approve', ana, first);
    await steps.click({ verb: 'find', requestId: first, revision: 1 }, { person: ana }, { isPrivate: true });
    await steps.receiveAlert(anAlert({ alertId: 'a-2', emails: [hannah], record }));
  },
  leaves: [
    created({ emails: [], contentHash: contentHash({ emails: [] }) }),
    received({ emails: [], record, ...hashes(salt) }),
    {
      kind: 'decision.refused',
      requestId: first,
      revision: 1,
      actor: user(ana),
      data: { verdict: 'approve', reason: 'noMail', policyHash },
    },
    {
      kind: 'mail.searched',
      requestId: first,
      revision: 1,
      actor: user(ana),
      data: {
        searchId,
        fromHash: hashOf('it@evil.example'),
        subjectHash: hashOf('Your mailbox is full'),
        urlHash: null,
        to: null,
        lastMinutes: 7 * 1_440,
        found: 0,
        more: false,
      },
    },
    revised(service, 'joined', { emailCount: 1, contentHash: contentHash({ emails: [mailA], revision: 2 }) }),
    received({ alertId: 'a-2', emails: [hannah], record, ...hashes(uuid(4)) }, 2),
  ],
};
