import type { RefusalReason } from '../approval/lifecycle.ts';
import type { RequestId } from '../approval/request.ts';
import type { Notice, RequestView } from '../workflow/request-view.ts';
import type { Asker, Steps } from '../workflow/steps.ts';
import { readClick } from './card-click.ts';
import { type CardStyle, drawRequestCard } from './cards.ts';
import type { OutgoingMessage } from './connection.ts';
import { type InboundActivity, record } from './door/activity-shape.ts';
import { cardAnswer, notSupported, sentenceAnswer, type TeamsAnswer, taken } from './outcome.ts';
import { verbatim } from './text.ts';
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
  /** False where this person clicked too often. */
  readonly mayClick: (person: string) => boolean;
}

type Answered =
  | { readonly kind: 'card'; readonly view: RequestView }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly requestId: RequestId | undefined };

/** These change nothing, and are about nothing but what is seen. */
const looks = (verb: unknown) => verb === 'open' || verb === 'refresh';

export interface CardActions {
  /** Action.Execute: the HTTP answer is what the clicker sees. */
  execute(context: ClickContext): Promise<TeamsAnswer>;
  /** Action.Submit of clients without Action.Execute. Resolves once the click has counted, with how to say so. */
  submit(context: ClickContext): Promise<() => Promise<TeamsAnswer>>;
}

export function createCardActions({ click, mayClick }: CardActionOptions): CardActions {
  async function answer(context: ClickContext, verb: unknown, data: unknown): Promise<Answered> {
    const read = readClick(verb, data);
    const { tenantId, objectId } = context.activity;
    if (!mayClick(`${tenantId}|${objectId}`)) {
      return { kind: 'refused', reason: 'tooManyClicks', requestId: requestIdOf(context.activity) };
    }
    if (read.kind === 'refused') return read;
    return click(read.click, await context.identify());
  }

  return {
    async execute(context) {
      const value = record(context.activity.value);
      const action = record(value['action']);
      if (action['type'] !== 'Action.Execute') return notSupported();
      const answered = await answer(context, action['verb'], action['data']);
      if (answered.kind === 'card') return cardAnswer(drawRequestCard(answered.view, context.style));
      return sentenceAnswer(refusal(answered, action['verb'], context.style));
    },

    async submit(context) {
      const data = record(context.activity.value);
      const answered = await answer(context, data['verb'], data);
      return async () => {
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

/**
 * A message has no answer that only the clicker sees, so an Action.Submit is answered in their own chat: refusals,
 * notices, and the card where they asked to look. What changed, the redraw for everyone shows (the step schedules it).
 * The clicked message itself is not redrawn here: its id comes with the click, and could be any card's.
 */
function privateAnswer(answered: Answered, verb: unknown, style: CardStyle): OutgoingMessage | undefined {
  if (answered.kind === 'refused') return { text: refusal(answered, verb, style) };
  const { view } = answered;
  const words = wordsFor(style.locale);
  if (looks(verb)) return { text: words.summaryOf(view), card: drawRequestCard(view, style) };
  return view.notice === undefined ? undefined : { text: noticeText(view.requestId, view.notice, style) };
}

function noticeText(requestId: RequestId, notice: Notice, style: CardStyle): string {
  return `${requestId}: ${wordsFor(style.locale).notice[notice]}`;
}

function refusal(answered: Answered & { kind: 'refused' }, verb: unknown, style: CardStyle): string {
  const { reason, requestId } = answered;
  const wish = looks(verb) ? 'see' : 'decide';
  return wordsFor(style.locale).refusalSentence(reason, { wish, ...(requestId !== undefined && { requestId }) });
}

/** The request a click is about, as far as it says; only for the log and for sentences. */
export function requestIdOf(activity: InboundActivity): RequestId | undefined {
  const value = record(activity.value);
  const data = activity.type === 'invoke' ? record(record(value['action'])['data']) : value;
  const read = readClick('refresh', { requestId: data['requestId'] });
  return read.kind === 'click' ? read.click.requestId : undefined;
}
