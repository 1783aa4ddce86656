import { type RemediationAction, remediationActions } from '../approval/request.ts';
import { cleanText } from './card-click.ts';

export interface TypedRemoval {
  readonly networkMessageId: string;
  readonly recipients: readonly [string, ...string[]];
  readonly action: RemediationAction;
  readonly because?: string;
}
export type RemovalProblem = 'messageId' | 'recipient' | 'action' | 'reasonTooLong';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const address = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]{1,255}$/;
const reasonLimit = 1000;
/** No id and no address is longer. */
const longestWord = 400;

/** `<networkMessageId> <recipient>… [action] [because …]`, as it stands behind `request`; or what is wrong with it. */
export function readRemoval(typed: string): TypedRemoval | RemovalProblem {
  const { facts, because } = splitReason(typed);
  const [first, ...others] = facts
    .split(/[\s,;]+/)
    .map(unwrapped)
    .filter((word) => word !== '');
  const networkMessageId = plainDashes(first ?? '');
  if (!guid.test(networkMessageId)) return 'messageId';
  const [recipient, ...more] = others.filter((word) => word.includes('@'));
  if (recipient === undefined || ![recipient, ...more].every((word) => address.test(word))) return 'recipient';
  const action = readAction(others.filter((word) => !word.includes('@')).join(''));
  if (action === undefined) return 'action';
  if (because.length > reasonLimit) return 'reasonTooLong';
  return {
    networkMessageId: networkMessageId.toLowerCase(),
    recipients: [recipient, ...more],
    action,
    ...(because !== '' && { because }),
  };
}

function splitReason(typed: string): { facts: string; because: string } {
  const found = /(?:^|\s)because(?::|\s|$)/i.exec(typed);
  if (!found) return { facts: typed, because: '' };
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
