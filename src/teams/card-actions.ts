import type { RefusalReason } from '../approval/lifecycle.ts';
import type { RequestId } from '../approval/request.ts';
import type { Asker, ClickAnswer, NotSearched, RefusalDetails, RequestedFromSearch, Steps } from '../workflow/steps.ts';
import { readClick } from './card-click.ts';
import { type CardStyle, drawFoundMailCard, drawRecipientsCard, drawRequestCard } from './cards.ts';
import type { OutgoingMessage } from './connection.ts';
import { type InboundActivity, record } from './door/activity-shape.ts';
import { foundVerb, readFoundClick } from './found-click.ts';
import { foundMessage, notSearchedText } from './found-message.ts';
import { noticeSentence } from './notice.ts';
import { cardAnswer, notSupported, sentenceAnswer, type TeamsAnswer, taken } from './outcome.ts';
import { refusalDetails } from './refusal-details.ts';
import { verbatim } from './text.ts';
import type { Wish } from './words/arguments.ts';
import { wordsFor } from './words.ts';

export interface ClickContext {
  readonly activity: InboundActivity;
  readonly style: CardStyle;
  /** Asks the roster. */
  identify(): Promise<Asker>;
  /** Writes to this person alone; false where Teams does not let us. */
  tellPrivately(message: OutgoingMessage): Promise<boolean>;
  /** Writes into the conversation of the click. */
  say(message: OutgoingMessage): Promise<void>;
}

export interface CardActionOptions {
  readonly click: Steps['click'];
  readonly requestFound: Steps['requestFound'];
  /** False where this person clicked too often. */
  readonly mayClick: (person: string) => boolean;
}

type Answered =
  | Extract<ClickAnswer, { readonly kind: 'card' }>
  | NotSearched
  | { readonly kind: 'found'; readonly requested: RequestedFromSearch }
  | ({
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly requestId: RequestId | undefined;
    } & RefusalDetails);

/** These decide nothing: they are about what is seen. */
const looks = (verb: unknown) => verb === 'open' || verb === 'refresh' || verb === 'recipients';

export interface CardActions {
  /** Action.Execute: the HTTP answer is what the clicker sees. */
  execute(context: ClickContext): Promise<TeamsAnswer>;
  /** Action.Submit of clients without Action.Execute. Resolves once the click has counted, with how to say so. */
  submit(context: ClickContext): Promise<() => Promise<TeamsAnswer>>;
}

export function createCardActions({ click, requestFound, mayClick }: CardActionOptions): CardActions {
  /** A button below mail that was found: there is no request yet that it could name. */
  async function answerFound(context: ClickContext, data: unknown): Promise<Answered> {
    const clicked = readFoundClick(data);
    if (clicked === undefined) return { kind: 'refused', reason: 'badInput', requestId: undefined };
    const answered = await requestFound(clicked, await context.identify());
    if (answered.kind === 'refused') return { ...answered, requestId: undefined };
    return { kind: 'found', requested: answered };
  }

  async function answer(context: ClickContext, verb: unknown, data: unknown): Promise<Answered> {
    const read = readClick(verb, data);
    const { tenantId, objectId } = context.activity;
    if (!mayClick(`${tenantId}|${objectId}`)) {
      return { kind: 'refused', reason: 'tooManyClicks', requestId: requestIdOf(context.activity) };
    }
    if (verb === foundVerb) return answerFound(context, data);
    if (read.kind === 'refused') return read;
    const isPrivate = context.activity.conversationType === 'personal';
    return click(read.click, await context.identify(), { isPrivate });
  }

  return {
    async execute(context) {
      const value = record(context.activity.value);
      const action = record(value['action']);
      if (action['type'] !== 'Action.Execute') return notSupported();
      const answered = await answer(context, action['verb'], action['data']);
      if (answered.kind === 'card') {
        await sayFound(answered, context);
        return cardAnswer(cardFor(answered, context.style));
      }
      if (answered.kind === 'notSearched') return sentenceAnswer(notSearchedText(answered, context.style));
      if (answered.kind === 'found') return cardAnswer(foundCard(answered.requested, context.style));
      return sentenceAnswer(refusal(answered, action['verb'], context.style));
    },

    async submit(context) {
      const data = record(context.activity.value);
      const answered = await answer(context, data['verb'], data);
      return async () => {
        if (answered.kind === 'card') await sayFound(answered, context);
        const message = privateAnswer(answered, data['verb'], context.style);
        if (message === undefined || (await context.tellPrivately(message))) return taken;
        // Everyone in the channel reads this one: whom it concerns, and no word of the mail or of why.
        const name = verbatim(context.activity.fromName ?? '', { max: 256 });
        await context.say({ text: wordsFor(context.style.locale).answer.writeToMe({ name }) });
        return taken;
      };
    },
  };
}

/** Where the card stands, so that everybody who sees the request sees what was found for it. */
async function sayFound({ found }: Answered & { kind: 'card' }, { say, style }: ClickContext): Promise<void> {
  if (found !== undefined) await say(foundMessage(found, style));
}

/**
 * A message has no answer that only the clicker sees, so an Action.Submit is answered in their own chat: refusals,
 * notices, and the card where they asked to look. What changed, the redraw for everyone shows (the step schedules it).
 * The clicked message itself is not redrawn here: its id comes with the click, and could be any card's.
 */
function privateAnswer(answered: Answered, verb: unknown, style: CardStyle): OutgoingMessage | undefined {
  if (answered.kind === 'refused') return { text: refusal(answered, verb, style) };
  if (answered.kind === 'notSearched') return { text: notSearchedText(answered, style) };
  if (answered.kind === 'found') {
    const card = foundCard(answered.requested, style);
    return { text: String(card['fallbackText']), card };
  }
  const { view } = answered;
  const words = wordsFor(style.locale);
  if (looks(verb)) return { text: words.summaryOf(view), card: cardFor(answered, style) };
  const news = noticeSentence(view, words);
  return news === undefined ? undefined : { text: words.newsAbout({ requestId: view.requestId, news }) };
}

function cardFor({ view, recipients }: Answered & { kind: 'card' }, style: CardStyle): Record<string, unknown> {
  return recipients === undefined ? drawRequestCard(view, style) : drawRecipientsCard(view, recipients, style);
}

function foundCard(requested: RequestedFromSearch, style: CardStyle): Record<string, unknown> {
  return drawFoundMailCard(requested.search, style, requested);
}

function refusal(answered: Answered & { kind: 'refused' }, verb: unknown, style: CardStyle): string {
  const { reason, requestId } = answered;
  return wordsFor(style.locale).refusalSentence(reason, {
    wish: wishOf(verb),
    ...(requestId !== undefined && { requestId }),
    ...refusalDetails(answered, style),
  });
}

function wishOf(verb: unknown): Wish {
  if (looks(verb) || verb === 'find') return 'see';
  if (verb === foundVerb) return 'request';
  if (verb === 'askAgain') return 'request';
  return verb === 'undo' ? 'undo' : 'decide';
}

/** The request a click is about, as far as it says; only for the log and for sentences. */
export function requestIdOf(activity: InboundActivity): RequestId | undefined {
  const value = record(activity.value);
  const data = activity.type === 'invoke' ? record(record(value['action'])['data']) : value;
  const read = readClick('refresh', { requestId: data['requestId'] });
  return read.kind === 'click' ? read.click.requestId : undefined;
}
