import { parseRequestId } from '../approval/ids.ts';
import type { RefusalReason } from '../approval/lifecycle.ts';
import { type RequestId, remediationActions, severities } from '../approval/request.ts';
import { type CardClick, type CardVerb, cardVerbs } from '../workflow/steps.ts';
import { record } from './door/activity-shape.ts';
import { cleanText } from './typed/typed-text.ts';

export type ReadClick =
  | { readonly kind: 'click'; readonly click: CardClick }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly requestId: RequestId | undefined };

/** INTERFACE section 5. */
const reasonLimit = 1000;
/** These only look: a card that names no revision may still ask for them. */
const lookingVerbs: readonly CardVerb[] = ['open', 'refresh', 'recipients'];

/**
 * What a click asks for. Its data comes from whoever drew the card that was clicked, so each value is checked, what
 * is not known is ignored, and nothing in it says who clicked.
 */
export function readClick(verb: unknown, data: unknown): ReadClick {
  const fields = record(data);
  const requestId = typeof fields['requestId'] === 'string' ? parseRequestId(fields['requestId']) : undefined;
  const refused = (reason: RefusalReason): ReadClick => ({ kind: 'refused', reason, requestId });

  const known = cardVerbs.find((name) => name === verb);
  if (known === undefined) return refused('unknownVerb');
  const revision = readRevision(fields['revision'], known);
  const inputs = readInputs(fields);
  if (requestId === undefined || revision === undefined || inputs === undefined) return refused('badInput');
  return { kind: 'click', click: { verb: known, requestId, revision, ...inputs } };
}

function readRevision(value: unknown, verb: CardVerb): number | undefined {
  if (value === undefined && lookingVerbs.includes(verb)) return 0;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

type Inputs = Pick<CardClick, 'action' | 'severity' | 'remediateSendersCopy' | 'reason' | 'page'>;

/** Undefined where one of them is not what the card's input could have sent. */
function readInputs(fields: Readonly<Record<string, unknown>>): Inputs | undefined {
  const action = oneOf(remediationActions, fields['action']);
  const severity = oneOf(severities, fields['severity']);
  const remediateSendersCopy = readToggle(fields['remediateSendersCopy']);
  const reason = readReason(fields['reason']);
  const page = readPage(fields['page']);
  if (action === null || severity === null || remediateSendersCopy === null || reason === null || page === null) {
    return undefined;
  }
  return {
    ...(action !== undefined && { action }),
    ...(severity !== undefined && { severity }),
    ...(remediateSendersCopy !== undefined && { remediateSendersCopy }),
    ...(reason !== undefined && { reason }),
    ...(page !== undefined && { page }),
  };
}

/** In all of these: undefined is "unchanged" (absent, or an input left empty), null is "cannot be". */
export function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | null | undefined {
  if (isUntouched(value)) return undefined;
  return allowed.find((name) => name === value) ?? null;
}

/** What is too far is answered with the last one. */
function readPage(value: unknown): number | null | undefined {
  if (isUntouched(value)) return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : null;
}

function readToggle(value: unknown): boolean | null | undefined {
  if (isUntouched(value)) return undefined;
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : null;
}

function readReason(value: unknown): string | null | undefined {
  if (isUntouched(value)) return undefined;
  if (typeof value !== 'string') return null;
  const reason = cleanText(value);
  if (reason.length > reasonLimit) return null;
  return reason === '' ? undefined : reason;
}

function isUntouched(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
