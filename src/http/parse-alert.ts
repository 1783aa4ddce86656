import type { z } from 'zod';
import { type Alert, type AnalyzedEmail, foldDuplicates, type MailFacts } from '../approval/request.ts';
import { alertSchema, emailById, emailByMessage } from './alert-schema.ts';
import { isJsonObject } from './decode-json.ts';
import { jsonPointer } from './json-pointer.ts';
import { type BodyError, type Refused, refused } from './problem.ts';

/** A JSON value as an alert, or everything that is wrong with it, each by its pointer. */
export function parseAlert(value: unknown): { readonly kind: 'ok'; readonly alert: Alert } | Refused {
  const body = alertSchema.safeParse(value, { error: describeIssue });
  const emails = parseEmails(value);
  const errors = [...(body.success ? [] : body.error.issues.flatMap((issue) => toErrors(issue, []))), ...emails.errors];
  const [first, ...rest] = foldDuplicates(emails.parsed);
  if (!body.success || errors.length > 0 || first === undefined) return invalid(errors);
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
      emails: [first, ...rest],
      recommendedAction,
      remediateSendersCopy,
      // An empty campaign would join every other alert that has none.
      ...(campaignId ? { campaignId } : {}),
      // Zod leaves absent fields absent, which its types do not say.
      facts: facts as MailFacts,
    },
  };
}

const listedErrors = 100;

function invalid(errors: readonly BodyError[]): Refused {
  const rest = errors.length > listedErrors ? ` The first ${listedErrors} are listed.` : '';
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  return refused('invalid-body', `The alert has ${count}.${rest}`, { errors: errors.slice(0, listedErrors) });
}

const mostEmails = 10_000;

function parseEmails(value: unknown): { parsed: AnalyzedEmail[]; errors: BodyError[] } {
  const listed = isJsonObject(value) && Array.isArray(value['emails']) ? (value['emails'] as unknown[]) : [];
  const parsed: AnalyzedEmail[] = [];
  const errors: BodyError[] = [];
  for (const [index, item] of listed.slice(0, mostEmails).entries()) {
    const isById = isJsonObject(item) && Object.hasOwn(item, 'id');
    const email = (isById ? emailById : emailByMessage).safeParse(item, { error: describeIssue });
    if (email.success) parsed.push(email.data);
    else errors.push(...email.error.issues.flatMap((issue) => toErrors(issue, ['emails', index])));
  }
  return { parsed, errors };
}

function toErrors(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): BodyError[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'unrecognized_keys') return [{ pointer: jsonPointer(path), message: issue.message }];
  return issue.keys.map((key) => ({ pointer: jsonPointer([...path, key]), message: 'is not known here' }));
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
  return undefined;
}
