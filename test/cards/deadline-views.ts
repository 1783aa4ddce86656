import type { RequestView, WaitingView } from '../../src/workflow/request-view.ts';
import { createdAt, expired, hour, undoViews, viewWith } from './views.ts';

const leads = { id: '55555555-0000-4000-8000-000000000000', name: 'SOC leads' };
const unnamed = { id: '66666666-0000-4000-8000-000000000000' };

function waitingWith(over: Partial<WaitingView> = {}): WaitingView {
  return {
    timeLeft: { unit: 'hours', value: 23 },
    awaited: { users: ['ana_b@contoso.com', 'noah@contoso.com'], groups: [leads] },
    ...over,
  };
}

const escalated = {
  at: createdAt + 4 * hour,
  to: { users: ['lea@contoso.com'], groups: [unnamed] },
} as const;

/** Requests that nobody has decided, or nobody did in time. */
export const deadlineViews = {
  'much time': viewWith({ waiting: waitingWith() }),
  'a quarter of an hour': viewWith({ waiting: waitingWith({ timeLeft: { unit: 'minutes', value: 15 } }) }),
  'no time': viewWith({ waiting: waitingWith({ timeLeft: { unit: 'moment' } }) }),
  escalated: viewWith({ waiting: waitingWith({ timeLeft: { unit: 'hours', value: 20 }, escalated }) }),
  'asked again': { ...expired, askedAgain: { requestId: 'CS-C2VR6A', by: 'ana_b@contoso.com' } },
  'just asked again': {
    ...expired,
    askedAgain: { requestId: 'CS-C2VR6A', by: 'ana_b@contoso.com' },
    notice: 'askedAgain',
  },
  'expired undo': { ...undoViews.waiting, state: 'expired' },
  withdrawn: viewWith({
    state: 'withdrawn',
    withdrawnBy: 'ana_b@contoso.com',
    requestedBy: { upn: 'ana_b@contoso.com' },
  }),
} satisfies Record<string, RequestView>;
