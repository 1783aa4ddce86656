import type { RequestId } from '../../approval/request.ts';
import type { FoundMessage, MailSearchView } from '../../workflow/found-mail.ts';
import type { RequestedFromSearch } from '../../workflow/steps.ts';
import { readDeliveryLocation } from './delivery-location.ts';
import { linesOf, type Pen } from './pen.ts';
import { asTyped } from './typed-search.ts';

/** The messages that were found, newest first, as many as one card holds, each with a button that asks for its removal. */
export function foundMailData(
  search: MailSearchView,
  pen: Pen,
  requested?: Pick<RequestedFromSearch, 'requestId' | 'removal'>,
): object {
  const { words, limits } = pen;
  const { messages, more } = search;
  const shown = messages.slice(0, limits.requests);
  const total = messages.length;
  const count = words.foundCount({ total, more });
  const notice = requested && noticeOf(requested, pen);
  return {
    lang: words.formats.language,
    speak: notice ?? count,
    fallbackText: notice ?? count,
    title: words.foundTitle,
    notices: linesOf([notice]),
    lines: linesOf([
      count,
      words.foundBy({ criteria: asTyped(search.criteria, pen) }),
      total === 0 && words.foundNothing,
      shown.length < total && words.foundShown({ shown: shown.length, total, more }),
    ]),
    messages: shown.map((message, index) => messageData(message, index + 1, search, pen)),
  };
}

function noticeOf({ requestId, removal }: Pick<RequestedFromSearch, 'requestId' | 'removal'>, pen: Pen): string {
  const { words } = pen;
  if (removal === undefined || removal.asked === 0) return words.foundAskedBefore({ requestId });
  const { asked, named, channelBound } = removal;
  return asked < named
    ? words.foundRequestedRest({ requestId, asked, named })
    : words.foundRequested({ requestId, channelBound });
}

function messageData(message: FoundMessage, place: number, { searchId, requested }: MailSearchView, pen: Pen): object {
  const { words, limits } = pen;
  const { subject, sender, receivedAt, recipients, recipientCount } = message;
  const requestId = requested.get(place);
  return {
    subject: words.foundSubject({
      message: place,
      subject: subject.trim() === '' ? words.foundNoSubject : pen.plain(subject, limits.word),
    }),
    about: linesOf([
      words.foundFrom({ sender: pen.sender(sender), time: pen.time(receivedAt) }),
      whereLine(message, pen),
      requestId === undefined &&
        recipients.length < recipientCount &&
        words.foundTooMany({ listed: recipients.length, total: recipientCount }),
    ]),
    askFor: requestId === undefined ? [{ title: words.foundAsk, searchId, message: place }] : [],
    asked: requestId === undefined ? [] : [openButton(requestId, pen)],
  };
}

function openButton(requestId: RequestId, { words }: Pen): object {
  // A list knows no revisions, and `open` decides nothing: it answers with the request as it stands.
  return { title: words.button.open({ requestId }), requestId, revision: 1 };
}

function whereLine({ places, recipientCount: recipients }: FoundMessage, pen: Pen): string {
  const { words, limits } = pen;
  const [...named] = new Set(places.map((place) => placeName(place, pen)));
  const shown = named.slice(0, limits.people);
  if (shown.length === 0) return words.foundInUnknown({ recipients });
  return words.foundIn({ recipients, places: words.list({ shown, more: named.length - shown.length }) });
}

function placeName(place: string, pen: Pen): string {
  const known = readDeliveryLocation(place);
  return known === undefined ? pen.plain(place, pen.limits.word) : pen.words.location[known];
}
