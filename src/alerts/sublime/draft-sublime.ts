import type { Severity } from '../../approval/request.ts';
import { highestSeverity } from '../../approval/revision.ts';
import type { BodyError } from '../alert-reader.ts';
import type { AlertDraft, Drafts } from '../draft.ts';
import { type Fields, fieldsOf, listIn, mergedFields, textIn, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { mostAlerts } from '../limits.ts';
import { addressesIn, idIn, isPlaceholder } from '../mail-text.ts';
import { readSeverity } from '../read-severity.ts';
import { readModel } from './read-model.ts';

type Path = readonly (string | number)[];

/**
 * Sublime's `message.flagged`, alone or several in a list, and its message events and message data models as it
 * exports them. The webhook itself tells ids and rules only; a model, where somebody adds it, tells the rest.
 */
export function draftSublime(body: unknown): Drafts {
  const errors: BodyError[] = [];
  const drafts: AlertDraft[] = [];
  if (Array.isArray(body) && body.length > mostAlerts) {
    return { kind: 'wrong', errors: [{ pointer: '', message: `must hold at most ${mostAlerts} alerts` }] };
  }
  const items = Array.isArray(body) ? body.entries() : [[undefined, body] as const];
  for (const [index, item] of items) {
    const draft = draftEvent(fieldsOf(item), index === undefined ? [] : [index], errors);
    if (draft !== undefined) drafts.push(draft);
    // An answer lists a hundred.
    if (errors.length > 100) break;
  }
  return errors.length > 0 ? { kind: 'wrong', errors } : { kind: 'drafts', drafts };
}

function draftEvent(event: Fields, path: Path, errors: BodyError[]): AlertDraft | undefined {
  const data = mergedFields(within(event, 'data'), event);
  const told = within(data, 'message');
  const model = modelOf(data, told);
  const meta = within(model, 'meta');
  const message = told.size > 0 ? told : data;
  const record = idIn(message, 'id') ?? idIn(meta, 'id') ?? idIn(message, 'canonicalid') ?? idIn(meta, 'canonicalid');
  if (!isMessage(message, model)) {
    errors.push({ pointer: jsonPointer(path), message: 'must be a flagged message of Sublime, with data.message' });
    return undefined;
  }
  if (record === undefined || isPlaceholder(record)) {
    const pointer = jsonPointer([...path, ...(told.size > 0 ? ['data', 'message', 'id'] : ['id'])]);
    errors.push({
      pointer,
      message: record === undefined ? 'is missing' : 'must be an id, not what documentation puts there',
    });
    return undefined;
  }
  const canonicalId = idIn(message, 'canonicalid') ?? idIn(meta, 'canonicalid');
  const rules = listIn(data, 'flaggedrules', 'rules', 'triggeredrules');
  return {
    record,
    ...headOf(rules),
    // Copies of one message, in as many mailboxes, are one group of Sublime's.
    ...(canonicalId === undefined ? {} : { campaignId: canonicalId }),
    messages: [{ ...readModel(model, message), recipients: mailboxOf(message, model) }],
    mailboxes: [],
    isMail: true,
  };
}

/** Where people put the model: beside the message, inside of it, or it is the body. */
function modelOf(data: Fields, message: Fields): Fields {
  for (const fields of [data, message]) {
    for (const name of ['messagedatamodel', 'datamodel', 'mdm', 'model']) {
      if (fields.has(name)) return within(fields, name);
    }
  }
  return message.has('headers') || message.has('mailbox') ? message : data;
}

function isMessage(message: Fields, model: Fields): boolean {
  return ['canonicalid', 'mailbox', 'externalid', 'headers'].some((name) => message.has(name) || model.has(name));
}

function headOf(rules: readonly unknown[]): Pick<AlertDraft, 'severity' | 'title' | 'description'> {
  const [names, rated]: [string[], Severity[]] = [[], []];
  for (const rule of rules) {
    const fields = fieldsOf(rule);
    const [name, severity] = [textIn(fields, 'name'), textIn(fields, 'severity')];
    if (name !== undefined) names.push(name);
    if (severity !== undefined) rated.push(readSeverity(severity));
  }
  const [first = 'medium', ...others] = rated;
  const severity = others.reduce((highest, one) => highestSeverity(highest, one), first);
  const [title] = names;
  if (title === undefined) return { severity };
  return { severity, title, ...(names.length > 1 ? { description: `Rules: ${names.join('; ')}.` } : {}) };
}

/**
 * Sublime flags the copy in one mailbox. Its address is text, or a model's `{email: {email}}`. The recipients are those
 * that the headers name, and headers name whomever the sender likes: lists, or somebody who never got it.
 */
function mailboxOf(message: Fields, model: Fields): readonly string[] {
  for (const fields of [message, model]) {
    const mailbox = within(fields, 'mailbox');
    const [address] = addressesIn(textIn(mailbox, 'email') ?? textIn(within(mailbox, 'email'), 'email'));
    if (address !== undefined) return [address];
  }
  return [];
}
