import type { RefusalReason } from '../../approval/lifecycle.ts';
import type { MailCriteria } from '../../workflow/found-mail.ts';
import type { Asker, Steps } from '../../workflow/steps.ts';
import { type CardStyle, drawFoundMailCard } from '../cards.ts';
import type { OutgoingMessage } from '../connection.ts';
import type { InboundActivity } from '../door/activity-shape.ts';
import { wordsFor } from '../words.ts';

/** `find …`, answered with the card of what was found; `refused` words a refusal. */
export async function runFind(
  criteria: MailCriteria,
  asker: Asker,
  activity: Pick<InboundActivity, 'conversationType'>,
  steps: Steps,
  style: CardStyle,
  refused: (reason: RefusalReason, wish: 'see') => OutgoingMessage,
): Promise<OutgoingMessage> {
  const isPrivate = activity.conversationType === 'personal';
  const answer = await steps.searchMail(criteria, asker, { isPrivate });
  if (answer.kind === 'refused') return refused(answer.reason, 'see');
  const words = wordsFor(style.locale);
  if (answer.kind === 'notSearched') {
    const { problem, retryAfterMs } = answer;
    const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1_000);
    return { text: words.notSearched({ problem, seconds }) };
  }
  const { search } = answer;
  const text = words.foundCount({ total: search.messages.length, more: search.more });
  return { text, card: drawFoundMailCard(search, style) };
}
