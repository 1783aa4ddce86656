import type { RefusalReason } from '../approval/lifecycle.ts';
import type { RequestId } from '../approval/request.ts';
import type { Notice, RequestView } from '../workflow/request-view.ts';
import type { Asker, Steps } from '../workflow/steps.ts';
import { type InboundActivity, record } from './activity-shape.ts';
import { readClick } from './card-click.ts';
import { type CardStyle, drawRequestCard } from './cards.ts';
import type { ClickLimit } from './click-limit.ts';
import { commandWords } from './command-words.ts';
import type { OutgoingMessage } from './connection.ts';
import { cardAnswer, notSupported, sentenceAnswer, type TeamsAnswer, taken } from './outcome.ts';
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
  readonly decide: Steps['decide'];
  readonly mayClick: ClickLimit;
}

type Answered =
  | { readonly kind: 'card'; readonly view: RequestView }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly requestId: RequestId | undefined };

export interface CardActions {
  /** Action.Execute: the HTTP answer is what the clicker sees. */
  execute(context: ClickContext): Promise<TeamsAnswer>;
  /** Action.Submit of clients without Action.Execute. */
  submit(context: ClickContext): Promise<TeamsAnswer>;
}

export function createCardActions({ decide, mayClick }: CardActionOptions): CardActions {
  async function answer(context: ClickContext, verb: unknown, data: unknown): Promise<Answered> {
    const read = readClick(verb, data);
    const { tenantId, objectId } = context.activity;
    if (!mayClick(`${tenantId}|${objectId}`)) {
      return { kind: 'refused', reason: 'tooManyClicks', requestId: requestIdOf(context.activity) };
    }
    if (read.kind === 'refused') return read;
    return decide(read.click, await context.identify());
  }

  return {
    async execute(context) {
      const value = record(context.activity.value);
      const action = record(value['action']);
      if (action['type'] !== 'Action.Execute') return notSupported();
      const answered = await answer(context, action['verb'], action['data']);
      if (answered.kind === 'card') return cardAnswer(drawRequestCard(answered.view, context.style));
      return sentenceAnswer(refusal(answered, context.style));
    },

    async submit(context) {
      const data = record(context.activity.value);
      const answered = await answer(context, data['verb'], data);
      const message = privateAnswer(answered, data['verb'], context.style);
      if (message === undefined || (await context.tellPrivately(message))) return taken;
      // Everyone in the channel reads this one: whom it concerns, and no word of the mail or of why.
      const name = context.activity.fromName ?? '';
      await context.say({ text: commandWords.writeToMe({ name }) });
      return taken;
    },
  };
}

/**
 * A message has no answer that only the clicker sees, so an Action.Submit is answered in their own chat: refusals,
 * notices, and the card where they asked to look. What changed, the redraw for everyone shows (the step schedules it).
 * The clicked message itself is not redrawn here: its id comes with the click, and could be any card's.
 */
function privateAnswer(answered: Answered, verb: unknown, style: CardStyle): OutgoingMessage | undefined {
  if (answered.kind === 'refused') return { text: refusal(answered, style) };
  const { view } = answered;
  const words = wordsFor(style.locale);
  if (verb === 'open' || verb === 'refresh') return { text: words.summaryOf(view), card: drawRequestCard(view, style) };
  return view.notice === undefined ? undefined : { text: noticeText(view.requestId, view.notice, style) };
}

function noticeText(requestId: RequestId, notice: Notice, style: CardStyle): string {
  return `${requestId}: ${wordsFor(style.locale).notice[notice]}`;
}

function refusal(answered: Answered & { kind: 'refused' }, style: CardStyle): string {
  const { reason, requestId } = answered;
  return wordsFor(style.locale).refusalSentence(reason, { ...(requestId !== undefined && { requestId }) });
}

/** The request a click is about, as far as it says; only for the log and for sentences. */
export function requestIdOf(activity: InboundActivity): RequestId | undefined {
  const value = record(activity.value);
  const data = activity.type === 'invoke' ? record(record(value['action'])['data']) : value;
  const read = readClick('refresh', { requestId: data['requestId'] });
  return read.kind === 'click' ? read.click.requestId : undefined;
}
