import type { LeftOut, RemovalAnswer } from '../../workflow/steps.ts';
import { plainText, verbatim } from '../text.ts';
import type { Words } from '../words.ts';
import type { UnreadCriterion } from './parse-find.ts';
import type { UnreadWord } from './parse-removal.ts';

/** So many requests are named; the rest is a count. */
const requestsNamed = 3;
/** A word that cannot be read may be anything. */
const unreadShown = 60;

/** What became of a removal that somebody asked for, in a few sentences. */
export function requestedText(answer: RemovalAnswer, words: Words): string {
  const { view, channelBound, asked, named, openElsewhere, remediated } = answer;
  return words.answer.requested({
    requestId: view.requestId,
    channelBound,
    asked,
    named,
    openElsewhere: leftOut(openElsewhere),
    remediated: leftOut(remediated),
  });
}

function leftOut(parts: readonly LeftOut[]) {
  if (parts.length === 0) return undefined;
  const emails = parts.reduce((sum, part) => sum + part.emails, 0);
  const shown = parts.slice(0, requestsNamed).map(({ requestId }) => requestId);
  return { emails, requests: { shown, more: parts.length - shown.length } };
}

/** Which word of it could not be read, and what it should have been. */
export function unreadText({ unread, meantAs }: UnreadWord, { answer }: Words): string {
  const shown = { unread: harmless(unread) };
  switch (meantAs) {
    case 'messageId':
      return answer.unreadMessageId(shown);
    case 'internetId':
      return answer.unreadInternetId(shown);
    case 'recipient':
      return answer.unreadRecipient(shown);
    case 'domain':
      return answer.unreadDomain(shown);
    case 'because':
      return answer.unreadBecause(shown);
    case 'action':
      return answer.unreadAction(shown);
  }
}

/** The same for a search. */
export function unreadCriterionText({ unread, problem, nearest }: UnreadCriterion, { answer }: Words): string {
  return answer.unreadCriterion({ unread: harmless(unread), problem, nearest });
}

/** A chat message knows Markdown, and makes links of what looks like one. */
function harmless(unread: string): string {
  const said = unread.replace(/[^\p{L}\p{N}@._ -]/gu, ' ').trim();
  return (said.includes('@') ? verbatim : plainText)(said, { max: unreadShown, note: () => '…' });
}
