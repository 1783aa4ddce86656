import type { ReplyKind } from '../../../workflow/reply-kind.ts';
import type { RequestView } from '../../../workflow/request-view.ts';
import { isUnclear, waitsForPerson } from '../../unclear.ts';
import { englishTerms } from './terms.ts';

function unclearTitleOf(view: RequestView): string | undefined {
  if (!isUnclear(view)) return undefined;
  return waitsForPerson(view) ? 'Still not clear' : 'Not clear yet';
}

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const englishSummaries = {
  summaryOf: (view: RequestView): string => {
    const { requestId, severity, state } = view;
    if (state === 'pending') return `${englishTerms.severity[severity]}: ${requestId} waits for a decision`;
    if (state === 'partiallyApproved')
      return `${englishTerms.severity[severity]}: ${requestId} waits for more approvals`;
    return `${requestId}: ${unclearTitleOf(view) ?? englishTerms.state[state]}`;
  },
  replySummary: (kind: ReplyKind, view: RequestView): string => {
    const news: Record<ReplyKind, string> = {
      submitted: view.dryRun ? 'dry run ended, nothing was sent' : 'submitted to Microsoft Defender, not yet verified',
      failed: 'could not be submitted',
      alreadySubmitted: 'already submitted',
      unclear: 'not clear yet',
      stillUnclear: 'still not clear, a person has to decide',
      expired: 'expired without a decision',
      verified: englishTerms.state[view.state].toLowerCase(),
    };
    return `${view.requestId}: ${news[kind]}`;
  },
};
