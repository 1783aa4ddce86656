import type { z } from 'zod';
import { type Alert, type AnalyzedEmail, foldDuplicates, type MailFacts } from '../approval/request.ts';
import type { BodyError, InvalidBody } from './alert-reader.ts';
import { alertSchema, emailById, emailByMessage, mostEmails, recordSchema } from './alert-schema.ts';
import { jsonPointer } from './json-pointer.ts';
import { isJsonObject } from './parse-json.ts';

export type ParsedAlert = { readonly kind: 'ok'; readonly alert: Alert } | InvalidBody;

/**
 * A JSON value as an alert, or everything that is wrong with it, each by its pointer. Whoever writes alerts for us must
 * say which emails are meant; a vendor's record (`mayNameNone`) often cannot.
 */
export function parseAlert(value: unknown, { mayNameNone = false } = {}): ParsedAlert {
  const body = (mayNameNone ? recordSchema : alertSchema).safeParse(value, { error: describeIssue });
  const errors: BodyError[] = [];
  for (const issue of body.error?.issues ?? []) addErrors(errors, issue, []);
  const parsed = foldDuplicates(parseEmails(value, errors));
  if (!body.success || errors.length > 0) return invalid(errors);
  const {
    source,
    alertId,
    severity,
    emails: _raw,
    recommendedAction,
    remediateSendersCopy,
    campaignId,
    ...facts
  } = body.data;
  return {
    kind: 'ok',
    alert: {
      source,
      alertId,
      severity,
      emails: parsed,
      recommendedAction,
      remediateSendersCopy,
      // An empty campaign would join every other alert that has none.
      ...(campaignId ? { campaignId } : {}),
      // Zod leaves absent fields absent, which its types do not say.
      facts: facts as MailFacts,
    },
  };
}

/** Wording each of a million unknown fields would be the caller's way to keep us busy: one more is only counted. */
const listedErrors = 100;

export function invalid(errors: readonly BodyError[]): InvalidBody {
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  const detail =
    errors.length > listedErrors
      ? `The alert has more than ${listedErrors} problems; the first ${listedErrors} are listed.`
      : `The alert has ${count}.`;
  return { kind: 'invalid', detail, errors: errors.slice(0, listedErrors) };
}

/** Adds what is wrong with them to `errors`. */
function parseEmails(value: unknown, errors: BodyError[]): AnalyzedEmail[] {
  const listed = isJsonObject(value) && Array.isArray(value['emails']) ? (value['emails'] as unknown[]) : [];
  const parsed: AnalyzedEmail[] = [];
  for (const [index, item] of listed.slice(0, mostEmails).entries()) {
    const isById = isJsonObject(item) && Object.hasOwn(item, 'id');
    const email = (isById ? emailById : emailByMessage).safeParse(item, { error: describeIssue });
    if (email.success) parsed.push(email.data);
    else for (const issue of email.error.issues) addErrors(errors, issue, ['emails', index]);
    if (errors.length > listedErrors) break;
  }
  return parsed;
}

function addErrors(errors: BodyError[], issue: z.core.$ZodIssue, above: readonly PropertyKey[]): void {
  const path = [...above, ...issue.path];
  const room = listedErrors + 1 - errors.length;
  const places =
    issue.code === 'unrecognized_keys' ? issue.keys.slice(0, room).map((key) => [...path, key]) : [path].slice(0, room);
  errors.push(...places.map((place) => ({ pointer: jsonPointer(place), message: issue.message })));
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** Zod's own messages name JavaScript's types; ours say what to send. Never the value. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'invalid_value') {
    return issue.input === undefined ? 'is missing' : `must be one of ${issue.values.join(', ')}`;
  }
  if (issue.code === 'unrecognized_keys') return 'is not known here';
  return undefined;
}
