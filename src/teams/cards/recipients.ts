import type { ListedRecipient, RecipientsPage } from '../../workflow/recipients-page.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import { verbatim } from '../text.ts';
import { linesOf, type Pen } from './pen.ts';

/** One page of whom a request is about, by message; in the place of its card, for whoever asked. */
export function recipientsData(view: RequestView, recipients: RecipientsPage, pen: Pen): object {
  const { words } = pen;
  const { requestId, revision } = view;
  const { page, pages, offset, total, messages } = recipients;
  const shown = messages.reduce((sum, message) => sum + message.recipients.length, 0);
  const title = words.recipientsTitle({ requestId });
  const where = words.recipientsPage({ page, pages });
  const range = words.recipientsRange({ first: offset + 1, last: offset + shown, total });
  const button = (label: string, to: number) => ({ title: label, requestId, revision, page: to });
  return {
    lang: words.formats.language,
    speak: words.spoken({ title, text: where }),
    fallbackText: title,
    requestId,
    revision,
    kicker: where,
    title,
    lines: linesOf([shown > 0 ? range : words.recipientsNone, words.recipientsOnlyYou]),
    messages: messages.map(({ messageId, recipients: listed }) => ({
      message: words.recipientsMessage({ messageId: messageId === undefined ? undefined : pen.exact(messageId) }),
      recipients: listed.map((recipient) => ({ text: lineOf(recipient, pen) })),
    })),
    pageButtons: [
      ...(page > 1 ? [button(words.recipientsButton.previous, page - 1)] : []),
      ...(page < pages ? [button(words.recipientsButton.next, page + 1)] : []),
    ],
    back: words.recipientsButton.back,
  };
}

function lineOf({ name, standing }: ListedRecipient, pen: Pen): string {
  const shown = verbatim(name, { max: pen.limits.listedAddress, note: () => '…' });
  return standing === undefined
    ? shown
    : pen.words.recipientStanding({ name: shown, standing: pen.words.standing[standing] });
}

/** On a request's card, where not everybody is named on it. */
export function recipientsButtons(view: RequestView, pen: Pen): { title: string }[] {
  const { words, limits } = pen;
  const isWhole = view.recipientCount <= limits.people && view.emailCount <= limits.people && view.messageCount === 1;
  return isWhole ? [] : [{ title: words.recipientsButton.show }];
}
