/** Mail found in Defender's hunting tables: one call of `runHuntingQuery`, while a person waits for the answer. */
import { randomUUID } from 'node:crypto';
import { isAddress, isGuid } from '../approval/ids.ts';
import { retryAfterMs } from '../retry-after.ts';
import { type FoundMessage, type MailSearchAnswer, mostMessages, mostRecipients } from '../workflow/found-mail.ts';
import type { Log, MailSearch, Meter } from '../workflow/ports.ts';
import { isAboutLicence, traceOf } from './faults.ts';
import { type CallOutcome, connectGraph, type GraphAnswer, type GraphConnection } from './graph-call.ts';
import { huntingQuery, separators, wholeMinutes } from './hunting-query.ts';
import { parseObject } from './parse-object.ts';

export interface MailSearchOptions extends Omit<GraphConnection, 'apiVersion'> {
  readonly log: Log;
  readonly meter: Meter;
}

/** Teams takes a message for lost after 15 s, and who asks has to be looked up before. */
const mostMs = 11_000;
/** A hundred messages with a thousand recipients each. */
const longestAnswer = 16 * 1_048_576;
const longestText = 1_000;

export function createMailSearch(options: MailSearchOptions): MailSearch {
  // v1.0 has hunting in every cloud that has Defender; both versions answer alike.
  const timeoutMs = Math.min(options.timeoutMs, mostMs);
  const callGraph = connectGraph({ ...options, apiVersion: 'v1.0', timeoutMs });

  return {
    async find(criteria) {
      const clientRequestId = randomUUID();
      // As the metadata spells them. The reference page writes Query and Timespan.
      const body = { query: huntingQuery(criteria), timespan: `PT${wholeMinutes(criteria.lastMinutes)}M` };
      const outcome = await callGraph({
        method: 'POST',
        path: '/security/runHuntingQuery',
        body,
        clientRequestId,
        // The page asks for the charset where a query holds letters beyond ANSI.
        contentType: 'application/json; charset=utf-8',
        longestAnswer,
      });
      const answer = answerOf(outcome);
      const result = answer.kind === 'found' ? 'found' : answer.problem;
      options.meter.count('countersign_mail_searches_total', { result });
      const trace = outcome.kind === 'answered' ? traceOf(outcome.answer) : {};
      const fields = { clientRequestId, outcome: result, ...trace };
      if (answer.kind === 'notSearched') options.log.warn(fields, 'A search for mail was not answered');
      else options.log.info(fields, 'A search for mail was answered');
      return answer;
    },
  };
}

type NotSearched = Extract<MailSearchAnswer, { kind: 'notSearched' }>;

function not(problem: NotSearched['problem'], wait?: number): NotSearched {
  return { kind: 'notSearched', problem, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

function answerOf(outcome: CallOutcome): MailSearchAnswer {
  if (outcome.kind === 'notAllowed') return not('credential');
  if (outcome.kind === 'lost' && outcome.timedOut) return not('tooLong');
  if (outcome.kind !== 'answered') return not('unavailable');
  const { answer } = outcome;
  if (answer.status !== 200) return problemOf(answer);
  const results = parseObject(answer.text)?.['results'];
  return Array.isArray(results) ? found(results) : not('unavailable');
}

function problemOf(answer: GraphAnswer): NotSearched {
  const { status } = answer;
  if (status === 429 || status === 503) {
    return not('throttled', retryAfterMs(answer.headers.get('retry-after'), Date.now()));
  }
  if (status === 401) return not('credential');
  if (isAboutLicence(answer)) return not('licence');
  if (status === 403) return not('permission');
  if (status === 408 || status === 504) return not('tooLong');
  return status >= 400 && status < 500 ? not('refused') : not('unavailable');
}

/** Graph is believed as little as anybody: rows that are not what was asked for are left out. */
function found(rows: readonly unknown[]): MailSearchAnswer {
  const messages = new Map<string, FoundMessage>();
  for (const row of rows) {
    const message = messageOf(row);
    const key = message?.networkMessageId;
    if (message && key !== undefined && !messages.has(key)) messages.set(key, message);
  }
  const newestFirst = [...messages.values()].toSorted((a, b) => b.receivedAt - a.receivedAt);
  return { kind: 'found', messages: newestFirst.slice(0, mostMessages), more: newestFirst.length > mostMessages };
}

function messageOf(row: unknown): FoundMessage | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { NetworkMessageId, Timestamp, RecipientCount, ...rest } = row as Readonly<Record<string, unknown>>;
  const receivedAt = typeof Timestamp === 'string' ? Date.parse(Timestamp) : Number.NaN;
  const [recipient, ...others] = addressesIn(rest['Recipients']);
  if (!isGuid(NetworkMessageId) || Number.isNaN(receivedAt) || recipient === undefined) return undefined;
  // A `long`, which OData may write as text.
  const told = Number.isSafeInteger(Number(RecipientCount)) ? Number(RecipientCount) : 0;
  return {
    networkMessageId: NetworkMessageId.toLowerCase(),
    receivedAt,
    sender: textOf(rest['SenderFromAddress']),
    subject: textOf(rest['Subject']),
    recipients: [recipient, ...others],
    recipientCount: Math.max(told, others.length + 1),
    places: partsOf(rest['Places'], separators.places)
      .map((place) => place.slice(0, 100))
      .slice(0, 10),
  };
}

function addressesIn(value: unknown): string[] {
  const addresses = partsOf(value, separators.recipients).filter(isAddress);
  return [...new Set(addresses.map((address) => address.toLowerCase()))].slice(0, mostRecipients);
}

function partsOf(value: unknown, separator: string): string[] {
  return typeof value === 'string' ? value.split(separator).filter((part) => part.trim() !== '') : [];
}

/** What a text column cannot hold goes: NUL, and halves of surrogate pairs. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestText).toWellFormed().replaceAll('\0', ' ') : '';
}
