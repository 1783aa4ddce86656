import { isAddress, isGuid } from '../../approval/ids.ts';
import { type RemediationAction, remediationActions } from '../../approval/request.ts';
import type { RemovalRequest } from '../../workflow/steps.ts';
import { cleanText } from './typed-text.ts';

export type RemovalProblem = 'messageId' | 'notAMessageId' | 'recipient' | 'action' | 'reasonMissing' | 'reasonTooLong';

const reasonLimit = 1000;
/** No id and no address is longer. */
const longestWord = 400;

/** `<networkMessageId> <recipient>… [action] [because …]`, as it stands behind `request`; or what is wrong with it. */
export function readRemoval(typed: string): RemovalRequest | RemovalProblem {
  const { facts, because } = splitReason(typed);
  const [first, ...others] = facts
    .split(/[\s,;]+/)
    .map(unwrapped)
    .filter((word) => word !== '');
  const networkMessageId = plainDashes(first ?? '');
  // An address in its place: the id was left out.
  if (first === undefined || isAddress(first)) return 'messageId';
  if (!isGuid(networkMessageId)) return 'notAMessageId';
  const [recipient, ...more] = others.filter((word) => word.includes('@'));
  if (recipient === undefined || ![recipient, ...more].every(isAddress)) return 'recipient';
  const action = readAction(others.filter((word) => !word.includes('@')).join(''));
  if (action === undefined) return 'action';
  if (because === '') return 'reasonMissing';
  if (because !== undefined && because.length > reasonLimit) return 'reasonTooLong';
  return {
    networkMessageId: networkMessageId.toLowerCase(),
    recipients: [recipient, ...more],
    action,
    ...(because !== undefined && { because }),
  };
}

function splitReason(typed: string): { facts: string; because: string | undefined } {
  const found = /(?:^|\s)because(?::|\s|$)/i.exec(typed);
  if (!found) return { facts: typed, because: undefined };
  return { facts: typed.slice(0, found.index), because: cleanText(typed.slice(found.index + found[0].length)) };
}

/** `soft delete`, `Soft-Delete` and `softDelete` are one; nothing typed is the usual one. */
function readAction(typed: string): RemediationAction | undefined {
  const word = plainDashes(typed).replaceAll(/[-_]/g, '').toLowerCase();
  return word === '' ? 'softDelete' : remediationActions.find((action) => action.toLowerCase() === word);
}

/** People paste ids and addresses with the brackets and quotes they stood in. */
function unwrapped(word: string): string {
  if (word.length > longestWord) return word;
  return word
    .replace(/^(?:mailto:)?[<([{"'“”‘’]+/i, '')
    .replace(/^mailto:/i, '')
    .replace(/[>)\]}"'“”‘’.!?]+$/, '');
}

/** Keyboards put long dashes where two short ones, or an id's dash, were meant. */
function plainDashes(text: string): string {
  return text.replaceAll(/\p{Pd}/gu, '-');
}
