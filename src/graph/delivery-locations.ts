/**
 * Where emails lie, read from the list of analyzed emails. Its page calls startTime and endTime optional, experience
 * calls them mandatory; it refuses a filter on the recipient, so one message is read with all its recipients, and they
 * are matched here. A recipient may have several copies of one message (two addresses of one mailbox, a list and a Cc):
 * the one that people read counts, whatever its place in the list.
 */
import { randomUUID } from 'node:crypto';
import { type DeliveryPlace, easierToRead, isEasiestToRead } from '../approval/delivery.ts';
import { type AnalyzedEmail, type EmailByMessage, emailKey, foldCase, isResolved } from '../approval/request.ts';
import type { DeliveryLocations } from '../workflow/ports.ts';
import { isUnknownEmail, readFault } from './faults.ts';
import type { CallGraph, CallOutcome } from './graph-call.ts';
import { parseObject } from './parse-object.ts';

const analyzedEmails = '/security/collaboration/analyzedEmails';
const readsAtOnce = 5;
/** A list that never ends must not keep a worker for ever: 1,000 pages hold any campaign. */
const mostPages = 1_000;

export interface ReceptionWindow {
  /** Epoch milliseconds, both. */
  readonly from: number;
  readonly to: number;
}

interface Reading {
  readonly locations: Map<string, DeliveryPlace>;
  /** By email key: all that is named, until it was read. */
  readonly unread: Set<string>;
  retryAfterMs: number | undefined;
  /** Graph is busy or away: nothing more is asked of it in this look. */
  mayBeTriedAgain: boolean;
}

export async function readLocations(
  callGraph: CallGraph,
  emails: readonly AnalyzedEmail[],
  window: ReceptionWindow,
): Promise<DeliveryLocations> {
  const reading: Reading = {
    locations: new Map(),
    unread: new Set(emails.map(emailKey)),
    retryAfterMs: undefined,
    mayBeTriedAgain: false,
  };
  const reads = [
    ...[...byMessage(emails)].map(
      ([id, named]) =>
        () =>
          readMessage(callGraph, id, named, window, reading),
    ),
    ...emails.flatMap((email) => (isResolved(email) ? [] : [() => readOne(callGraph, email.id, reading)])),
  ].values();
  const readers = Array.from({ length: readsAtOnce }, async () => {
    for (const read of reads) if (!reading.mayBeTriedAgain) await read();
  });
  await Promise.all(readers);
  const { locations, unread, mayBeTriedAgain, retryAfterMs } = reading;
  return { locations, unread, mayBeTriedAgain, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function byMessage(emails: readonly AnalyzedEmail[]): Map<string, EmailByMessage[]> {
  const messages = new Map<string, EmailByMessage[]>();
  for (const email of emails.filter(isResolved)) {
    const id = foldCase(email.networkMessageId);
    messages.set(id, [...(messages.get(id) ?? []), email]);
  }
  return messages;
}

async function readMessage(
  callGraph: CallGraph,
  networkMessageId: string,
  named: readonly EmailByMessage[],
  { from, to }: ReceptionWindow,
  reading: Reading,
): Promise<void> {
  const wanted = new Set(named.map(emailKey));
  const found = new Map<string, DeliveryPlace>();
  const [start, end] = [from, to].map((at) => new Date(at).toISOString());
  // Spaces alone need escaping: the id is a GUID (checked where it came in), the times are ISO 8601.
  let query: string | undefined =
    `startTime=${start}&endTime=${end}&$filter=networkMessageId%20eq%20'${networkMessageId}'`;
  const asked = new Set<string>();
  // Nothing further on can change what lies where people read it first.
  const isOpen = () => {
    const places = [...wanted].map((key) => found.get(key));
    return places.some((place) => place === undefined || !isEasiestToRead(place));
  };
  for (let page = 0; query !== undefined && page < mostPages && isOpen(); page += 1) {
    // A list that leads back to itself.
    if (asked.has(query)) break;
    asked.add(query);
    const path = `${analyzedEmails}?${query}`;
    const outcome = await callGraph({ method: 'GET', path, clientRequestId: randomUUID() });
    const body = bodyOf(outcome);
    if (!body) return fail(outcome, named, reading);
    for (const entry of Array.isArray(body['value']) ? body['value'] : [])
      noteLocation(networkMessageId, entry, wanted, found);
    query = nextQuery(body['@odata.nextLink']);
  }
  for (const [key, place] of found) reading.locations.set(key, place);
  for (const key of wanted) reading.unread.delete(key);
}

function noteLocation(
  networkMessageId: string,
  entry: unknown,
  wanted: ReadonlySet<string>,
  found: Map<string, DeliveryPlace>,
): void {
  const { recipientEmailAddress, networkMessageId: message } = record(entry);
  if (typeof recipientEmailAddress !== 'string' || typeof message !== 'string') return;
  if (foldCase(message) !== networkMessageId) return;
  const key = emailKey({ networkMessageId: message, recipientEmailAddress });
  const place = deliveryPlace(entry);
  if (!wanted.has(key) || !place) return;
  const before = found.get(key);
  if (before === undefined || easierToRead(place, before)) found.set(key, place);
}

async function readOne(callGraph: CallGraph, id: string, reading: Reading): Promise<void> {
  const key = emailKey({ id });
  // Neither is a name in a path, so Graph knows no such email.
  if (id === '.' || id === '..') {
    reading.unread.delete(key);
    return;
  }
  const path = `${analyzedEmails}/${encodeURIComponent(id)}`;
  const outcome = await callGraph({ method: 'GET', path, clientRequestId: randomUUID() });
  const body = bodyOf(outcome);
  if (!body) return fail(outcome, [{ id }], reading);
  const place = deliveryPlace(body);
  if (place) reading.locations.set(key, place);
  reading.unread.delete(key);
}

function deliveryPlace(email: unknown): DeliveryPlace | undefined {
  const { latestDelivery, originalDelivery } = record(email);
  const { location: latest } = record(latestDelivery);
  const { location: original } = record(originalDelivery);
  if (typeof latest !== 'string') return undefined;
  return typeof original === 'string' ? { latest, original } : { latest };
}

/** Only its query is followed: a link in an answer must not choose the host that gets our token. */
function nextQuery(link: unknown): string | undefined {
  if (typeof link !== 'string' || !URL.canParse(link)) return undefined;
  return new URL(link).search.slice(1) || undefined;
}

function bodyOf(outcome: CallOutcome): Readonly<Record<string, unknown>> | undefined {
  if (outcome.kind !== 'answered' || outcome.answer.status !== 200) return undefined;
  return parseObject(outcome.answer.text);
}

/** Half a list may lack the copy that counts, so nothing of it is told. */
function fail(outcome: CallOutcome, named: readonly AnalyzedEmail[], reading: Reading): void {
  if (outcome.kind === 'answered' && isUnknownEmail(outcome.answer)) {
    for (const email of named) reading.unread.delete(emailKey(email));
    return;
  }
  const { retryable, retryAfterMs } = readFault(outcome);
  if (!retryable) return;
  reading.mayBeTriedAgain = true;
  if (retryAfterMs !== undefined) reading.retryAfterMs = Math.max(reading.retryAfterMs ?? 0, retryAfterMs);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
