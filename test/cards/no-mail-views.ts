import type { RequestView } from '../../src/workflow/request-view.ts';
import { deadlineViews } from './deadline-views.ts';
import { expired, rejected, viewWith } from './views.ts';

const without = {
  emailCount: 0,
  messageCount: 0,
  recipientCount: 0,
  recipients: [],
  messageIds: [],
  facts: {
    title: 'Email reported by user as phish',
    subject: 'Your mailbox is full',
    sender: { address: 'it.help@evil.example', displayName: 'IT Help' },
    receivedAt: '2026-11-20T14:58:00Z',
    link: 'https://security.microsoft.com/alerts/1',
  },
} as const;
const search = { from: 'it.help@evil.example', subject: 'Your mailbox is full', lastMinutes: 2_880 };
const escalated = deadlineViews.escalated.waiting;

/** Said again of the whole view: its type would take the card back to one that may name mail. */
function viewWithout(over: Parameters<typeof viewWith>[0], noMail: NonNullable<RequestView['noMail']>) {
  return { ...viewWith({ ...without, ...over }), noMail };
}

/** Requests whose alert named no message in a mailbox. */
export const noMailViews = {
  waiting: viewWithout(escalated ? { waiting: escalated } : {}, { search, asked: [] }),
  asked: viewWithout({}, { search, asked: ['CS-C2VR6A'] }),
  'too little known': viewWithout({ facts: { title: 'Email reported by user as phish' } }, { asked: [] }),
  rejected: { ...rejected, ...without },
  expired: { ...expired, ...without },
} satisfies Record<string, RequestView>;
