import type { RefusalReason } from '../../approval/lifecycle.ts';
import type { MailCriteria } from '../../workflow/found-mail.ts';
import type { Asker, Steps } from '../../workflow/steps.ts';
import type { CardStyle } from '../cards.ts';
import type { OutgoingMessage } from '../connection.ts';
import type { InboundActivity } from '../door/activity-shape.ts';
import { foundMessage, notSearchedText } from '../found-message.ts';

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
  if (answer.kind === 'notSearched') return { text: notSearchedText(answer, style) };
  return foundMessage(answer.search, style);
}
