import { isAddress, isGuid } from '../../approval/ids.ts';
import {
  foldCase,
  type RemediationAction,
  remediationActions,
  type Severity,
  severities,
} from '../../approval/request.ts';
import type { RemovalRequest } from '../../workflow/steps.ts';
import { oneOf } from '../card-click.ts';
import { record } from '../door/activity-shape.ts';
import { mostEmails, pairs, plainDashes, unwrapped } from './parse-removal.ts';
import { cleanText } from './typed-text.ts';

/** What stands in the inputs of the dialog. */
export interface RemovalForm {
  readonly messageIds: string;
  readonly recipients: string;
  readonly action: RemediationAction;
  readonly severity: Severity;
  readonly reason: string;
}

export type RemovalFormProblem =
  | { readonly kind: 'noMessageId' | 'noRecipient' | 'action' | 'severity' | 'tooLong' | 'reasonTooLong' }
  | { readonly kind: 'unreadMessageId' | 'unreadRecipient'; readonly unread: string }
  | { readonly kind: 'tooManyEmails'; readonly most: number };

export type ReadForm =
  | { readonly kind: 'removal'; readonly removal: RemovalRequest }
  | { readonly kind: 'problem'; readonly form: RemovalForm; readonly problem: RemovalFormProblem };

/** Beyond what the inputs take, it was no input of ours. */
const longestList = 20_000;
const longestReason = 1_000;

/**
 * What was submitted, read like what is typed. It decides nothing: what it asks for is made by the person whom Teams
 * authenticated, and approved on a card. Every message is asked for in every mailbox.
 */
export function readRemovalForm(submitted: unknown): ReadForm {
  const fields = record(submitted);
  const action = remediationActions.find((name) => name === fields['action']);
  const severity = oneOf(severities, fields['severity']);
  const reason = cleanText(textOf(fields['reason']));
  const [messageIds, recipients] = [textOf(fields['messageIds']), textOf(fields['recipients'])];
  const ids = wordsOf(messageIds).map(plainDashes);
  const addresses = wordsOf(recipients);
  const unreadId = ids.find((word) => !isGuid(word));
  const unreadAddress = addresses.find((word) => !isAddress(word));
  const form: RemovalForm = {
    messageIds,
    recipients,
    action: action ?? 'softDelete',
    severity: severity ?? 'medium',
    reason,
  };
  const problem = (found: RemovalFormProblem): ReadForm => ({ kind: 'problem', form, problem: found });

  if (messageIds.length > longestList || recipients.length > longestList) return problem({ kind: 'tooLong' });
  if (unreadId !== undefined) return problem({ kind: 'unreadMessageId', unread: unreadId });
  if (unreadAddress !== undefined) return problem({ kind: 'unreadRecipient', unread: unreadAddress });
  const [messages, mailboxes] = [distinct(ids), distinct(addresses)];
  if (messages.length * mailboxes.length > mostEmails) return problem({ kind: 'tooManyEmails', most: mostEmails });
  const [first, ...rest] = pairs(messages.map(foldCase), mailboxes);
  if (first === undefined) return problem({ kind: messages.length === 0 ? 'noMessageId' : 'noRecipient' });
  if (action === undefined) return problem({ kind: 'action' });
  if (severity === null) return problem({ kind: 'severity' });
  if (reason.length > longestReason) return problem({ kind: 'reasonTooLong' });
  return {
    kind: 'removal',
    removal: {
      emails: [first, ...rest],
      action,
      ...(severity !== undefined && { severity }),
      ...(reason !== '' && { because: reason }),
    },
  };
}

/** Absent where the input was left empty. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : '';
}

function wordsOf(list: string): string[] {
  return list
    .slice(0, longestList)
    .split(/[\s,;<>]+/)
    .map(unwrapped)
    .filter((word) => word !== '');
}

/** Each once, in its first spelling. */
function distinct(words: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const word of words) if (!seen.has(foldCase(word))) seen.set(foldCase(word), word);
  return [...seen.values()];
}
