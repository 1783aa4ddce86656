import type { MailSearchView } from '../workflow/found-mail.ts';
import type { NotSearched } from '../workflow/steps.ts';
import { type CardStyle, drawFoundMailCard } from './cards.ts';
import type { OutgoingMessage } from './connection.ts';
import { wordsFor } from './words.ts';

/** What a search found, or why it could not be made: to a command, or below the card whose button asked for it. */
export function foundMessage(search: MailSearchView, style: CardStyle): OutgoingMessage {
  const text = wordsFor(style.locale).foundCount({ total: search.messages.length, more: search.more });
  return { text, card: drawFoundMailCard(search, style) };
}

export function notSearchedText({ problem, retryAfterMs }: NotSearched, style: CardStyle): string {
  const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1_000);
  return wordsFor(style.locale).notSearched({ problem, seconds });
}
