import type { Delivery, Tenant } from '../sandbox/tenant-types.ts';
import { textOf } from './cards-on-board.ts';
import type { Ledger } from './ledger.ts';

interface InvokeAnswer {
  readonly type?: string;
  readonly value?: unknown;
}

/** Typed requests are about these people, so that their cards are known from the others. */
export const typedRecipient = /\btyped-\d+@/;

/** The card that a click was answered with; undefined for a sentence. */
function cardIn({ body }: Delivery): object | undefined {
  const { type, value } = (body ?? {}) as InvokeAnswer;
  if (type !== 'application/vnd.microsoft.card.adaptive') return undefined;
  return typeof value === 'object' && value !== null ? value : undefined;
}

/**
 * Notes what the answer to a click gives the service's word for: a card that names a decider says that the decision is
 * recorded. (Typed requests also name who asked, which is always Ana.)
 */
export function noteAnswer(ledger: Ledger, { teams }: Tenant, requestId: string, answer: Delivery): void {
  ledger.count('clicks answered');
  ledger.happened('clickAnswered');
  if (answer.status !== 200) {
    ledger.count(`clicks answered ${answer.status}`);
    ledger.badAnswers.push(
      `click on ${requestId}: ${answer.status} ${JSON.stringify(answer.body ?? '').slice(0, 200)}`,
    );
    return;
  }
  const card = cardIn(answer);
  if (!card) {
    ledger.count('clicks answered with a sentence');
    return;
  }
  // Who may decide is not who did.
  const text = textOf(card).replaceAll(/"Who may approve[^"]*"/g, '');
  const { ana, ben } = teams.people;
  const deciders = typedRecipient.test(text) ? [ben] : [ana, ben];
  for (const { upn } of deciders) {
    const at = text.indexOf(upn);
    if (at >= 0) ledger.decided(requestId, upn, text.slice(Math.max(0, at - 60), at + 40));
  }
}
