/** The shape of the one hunting query, written here a second time: code that differs in one token is not it. */
import { type KqlToken, kqlTokens } from './kql-tokens.ts';

export interface HuntedFor {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly url?: string;
  readonly minutes: number;
  readonly most: number;
}

const beginning = 'EmailEvents | where Timestamp > ago(MINUTES)';
const within = (column: string) => `${column} =~ TEXT or ${column} endswith TEXT`;
const filters = {
  fromAddress: '| where SenderFromAddress =~ TEXT or SenderMailFromAddress =~ TEXT',
  fromDomain: `| where ${within('SenderFromDomain')} or ${within('SenderMailFromDomain')}`,
  to: '| where RecipientEmailAddress =~ TEXT',
  subject: '| where Subject contains TEXT',
  url: `| where NetworkMessageId in ((EmailUrlInfo | where Timestamp > ago(MINUTES) | where ${within('UrlDomain')} | project NetworkMessageId))`,
} as const;
const ending = `
  | extend Recipient = tolower(RecipientEmailAddress)
  | summarize arg_max(Timestamp, SenderFromAddress, Subject, DeliveryLocation, LatestDeliveryLocation) by NetworkMessageId, Recipient
  | extend Place = iff(isempty(LatestDeliveryLocation), DeliveryLocation, LatestDeliveryLocation)
  | summarize Timestamp = max(Timestamp), SenderFromAddress = take_any(SenderFromAddress), Subject = take_any(Subject),
      RecipientCount = count(), Recipients = make_set(Recipient, 1000), Places = make_set(Place, 10) by NetworkMessageId
  | top 101 by Timestamp desc
  | project NetworkMessageId, Timestamp, SenderFromAddress, Subject, RecipientCount,
      Recipients = strcat_array(Recipients, TEXT), Places = strcat_array(Places, TEXT)`;

interface Reader {
  at: number;
  readonly tokens: readonly KqlToken[];
  readonly minutes: Set<number>;
}

/** Undefined for anything else, whatever Kusto would make of it. */
export function readHuntingQuery(query: string): HuntedFor | undefined {
  const tokens = kqlTokens(query);
  if (!tokens) return undefined;
  const reader: Reader = { at: 0, tokens, minutes: new Set() };
  if (!take(reader, beginning)) return undefined;
  const byAddress = take(reader, filters.fromAddress);
  const from = byAddress ?? take(reader, filters.fromDomain);
  const to = take(reader, filters.to);
  const subject = take(reader, filters.subject);
  const url = take(reader, filters.url);
  const end = take(reader, ending);
  const [minutes, ...otherTimes] = reader.minutes;
  if (!end || reader.at < tokens.length || minutes === undefined || otherTimes.length > 0) return undefined;
  if (end.join('') !== ' |' || !isOneSender(from, byAddress !== undefined) || !isDomain(url)) return undefined;
  return {
    minutes,
    most: 101,
    ...(from?.[0] === undefined ? {} : { from: from[0] }),
    ...(to?.[0] === undefined ? {} : { to: to[0] }),
    ...(subject?.[0] === undefined ? {} : { subject: subject[0] }),
    ...(url?.[0] === undefined ? {} : { url: url[0] }),
  };
}

function isOneSender(from: readonly string[] | undefined, byAddress: boolean): boolean {
  if (!from) return true;
  const [first = '', second, third, fourth] = from;
  return byAddress ? second === first : third === first && second === `.${first}` && fourth === second;
}

function isDomain(url: readonly string[] | undefined): boolean {
  return !url || url[1] === `.${url[0]}`;
}

/** The literals, where this part of the query comes next. */
function take(reader: Reader, shape: string): string[] | undefined {
  const expected = kqlTokens(shape) ?? [];
  const given = reader.tokens.slice(reader.at, reader.at + expected.length);
  if (given.length < expected.length || !given.every((token, place) => isAsExpected(token, expected[place]))) {
    return undefined;
  }
  reader.at += given.length;
  for (const [place, token] of given.entries()) {
    if (codeOf(expected[place]) === 'MINUTES') reader.minutes.add(Number.parseInt(codeOf(token) ?? '', 10));
  }
  return given.flatMap((token) => (token.kind === 'text' ? [token.value] : []));
}

function isAsExpected(token: KqlToken, expected: KqlToken | undefined): boolean {
  const wanted = codeOf(expected);
  if (wanted === 'TEXT') return token.kind === 'text';
  if (wanted === 'MINUTES') return /^\d+m$/.test(codeOf(token) ?? '');
  return codeOf(token) === wanted;
}

/** Undefined for a literal. */
function codeOf(token: KqlToken | undefined): string | undefined {
  return token?.kind === 'code' ? token.code : undefined;
}
