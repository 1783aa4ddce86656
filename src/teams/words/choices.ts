import type { RefusalReason } from '../../approval/lifecycle.ts';
import type { ReplyKind } from '../../workflow/reply-kind.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import { isProofState } from '../proof-state.ts';
import { tooFewApproved } from '../too-few-approved.ts';
import { isUnclear, waitsForPerson } from '../unclear.ts';
import { type RefusalFacts, trusted } from './arguments.ts';
import type { Sentences } from './en/catalogue.ts';

/** Which sentence it is, where that is the same in every language. */
export interface Choices {
  /** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
  summaryOf(view: RequestView): string;
  replySummary(kind: ReplyKind, view: RequestView): string;
  refusalSentence(reason: RefusalReason, facts: RefusalFacts): string;
}

export function choicesFrom(sentences: Sentences): Choices {
  const { notification, newsAbout, replyNews, proofNews } = sentences;
  return {
    summaryOf: (view) => {
      const { requestId, state } = view;
      const severity = sentences.severity[view.severity];
      if (state === 'pending') return notification.waits({ severity, requestId });
      if (state === 'partiallyApproved') return notification.waitsForMore({ severity, requestId });
      if (!isUnclear(view)) return newsAbout({ requestId, news: sentences.state[state] });
      const news = waitsForPerson(view) ? sentences.stillUnclearTitle : sentences.unclearTitle;
      return newsAbout({ requestId, news });
    },
    replySummary: (kind, view) => {
      const { requestId, state, dryRun } = view;
      if (kind === 'submitted' && dryRun) return newsAbout({ requestId, news: sentences.dryRunNews });
      if (kind === 'verified' && isProofState(state)) return newsAbout({ requestId, news: proofNews[state] });
      if (kind === 'expired' && tooFewApproved(view))
        return newsAbout({ requestId, news: sentences.tooFewApprovedNews });
      return newsAbout({ requestId, news: replyNews[kind] });
    },
    refusalSentence: (reason, facts) => sentences.refusal[reason](trusted(facts)),
  };
}
