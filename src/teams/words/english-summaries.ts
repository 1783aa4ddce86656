import type { ReplyKind } from '../../workflow/reply-kind.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import { isUnclear } from '../unclear.ts';
import { englishTerms } from './english-terms.ts';

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const englishSummaries = {
  summaryOf: (view: RequestView): string => {
    const { requestId, severity, state } = view;
    if (state === 'pending') return `${englishTerms.severity[severity]}: ${requestId} waits for a decision`;
    if (state === 'partiallyApproved')
      return `${englishTerms.severity[severity]}: ${requestId} waits for more approvals`;
    return `${requestId}: ${isUnclear(view) ? 'Not clear yet' : englishTerms.state[state]}`;
  },
  replySummary: (kind: ReplyKind, view: RequestView): string => {
    const news: Record<ReplyKind, string> = {
      submitted: view.dryRun ? 'dry run ended, nothing was sent' : 'submitted to Microsoft Defender, not yet verified',
      failed: 'could not be submitted',
      alreadySubmitted: 'already submitted',
      unclear: 'not clear yet',
      expired: 'expired without a decision',
    };
    return `${view.requestId}: ${news[kind]}`;
  },
};
