import type { Content } from './message-board.ts';

export type CheckedMessage =
  | { readonly kind: 'message'; readonly content: Content }
  | { readonly kind: 'refused'; readonly status: 400 | 413; readonly code: string; readonly why: string };

const cardType = 'application/vnd.microsoft.card.adaptive';
/** The oldest figure in Microsoft's pages; newer ones allow more. */
const cardLimit = 28 * 1024;

/** What Teams would show of an activity that the bot sends, or why it would not take it. */
export function checkMessage(activity: unknown): CheckedMessage {
  if (typeof activity !== 'object' || activity === null) return refused('BadSyntax', 'no activity');
  const { type, text, summary, attachments } = activity as Record<string, unknown>;
  if (type !== 'message') return refused('BadSyntax', `type is ${String(type)}`);
  const card = cardOf(attachments);
  if (card === 'bad') return refused('BadSyntax', 'an attachment is not one Adaptive Card of version 1.0 to 1.5');
  if (card === undefined && (typeof text !== 'string' || text.trim() === ''))
    return refused('BadSyntax', 'nothing to show');
  if (card !== undefined && Buffer.byteLength(JSON.stringify(card)) >= cardLimit) {
    return { kind: 'refused', status: 413, code: 'MessageSizeTooBig', why: 'the card has 28 KB or more' };
  }
  return {
    kind: 'message',
    content: {
      ...(typeof text === 'string' && text !== '' && { text }),
      ...(card !== undefined && { card }),
      ...(typeof summary === 'string' && { summary }),
    },
  };
}

function cardOf(attachments: unknown): Record<string, unknown> | 'bad' | undefined {
  if (attachments === undefined || (Array.isArray(attachments) && attachments.length === 0)) return undefined;
  if (!Array.isArray(attachments) || attachments.length !== 1) return 'bad';
  const { contentType, content } = attachments[0] as Record<string, unknown>;
  if (contentType !== cardType || typeof content !== 'object' || content === null) return 'bad';
  const { type, version } = content as Record<string, unknown>;
  return type === 'AdaptiveCard' && /^1\.[0-5]$/.test(String(version)) ? (content as Record<string, unknown>) : 'bad';
}

function refused(code: string, why: string): CheckedMessage {
  return { kind: 'refused', status: 400, code, why };
}
