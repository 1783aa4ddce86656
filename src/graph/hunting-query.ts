/** The one query that is ever sent to hunting. Its shape is fixed; only literals and a number of minutes vary. */
import { longestSearchMinutes, type MailCriteria, mostMessages, mostRecipients } from '../workflow/found-mail.ts';
import { kqlText } from './kql-text.ts';

/** No address has a blank in it, no place has a bar. */
export const separators = { recipients: ' ', places: '|' } as const;
const mostPlaces = 10;

/**
 * One row a message: EmailEvents has one for each recipient, and more where a message was processed more than once.
 * Lists come as text, because how Graph writes dynamic columns is not documented.
 */
export function huntingQuery({ from, to, subject, url, lastMinutes }: MailCriteria): string {
  const since = `| where Timestamp > ago(${wholeMinutes(lastMinutes)}m)`;
  return [
    'EmailEvents',
    since,
    ...(from === undefined ? [] : [`| where ${fromCondition(from)}`]),
    ...(to === undefined ? [] : [`| where RecipientEmailAddress =~ ${kqlText(to)}`]),
    ...(subject === undefined ? [] : [`| where Subject contains ${kqlText(subject)}`]),
    ...(url === undefined ? [] : [`| where NetworkMessageId in ((EmailUrlInfo ${since} ${urlPart(url)}))`]),
    '| extend Recipient = tolower(RecipientEmailAddress)',
    '| summarize arg_max(Timestamp, SenderFromAddress, Subject, DeliveryLocation, LatestDeliveryLocation) by NetworkMessageId, Recipient',
    '| extend Place = iff(isempty(LatestDeliveryLocation), DeliveryLocation, LatestDeliveryLocation)',
    `| summarize Timestamp = max(Timestamp), SenderFromAddress = take_any(SenderFromAddress), Subject = take_any(Subject), RecipientCount = count(), Recipients = make_set(Recipient, ${mostRecipients}), Places = make_set(Place, ${mostPlaces}) by NetworkMessageId`,
    `| top ${mostMessages + 1} by Timestamp desc`,
    `| project NetworkMessageId, Timestamp, SenderFromAddress, Subject, RecipientCount, Recipients = strcat_array(Recipients, ${kqlText(separators.recipients)}), Places = strcat_array(Places, ${kqlText(separators.places)})`,
  ].join('\n');
}

/** The address that people see, or the one of the envelope: attackers choose both. */
function fromCondition(from: string): string {
  if (from.includes('@')) return `SenderFromAddress =~ ${kqlText(from)} or SenderMailFromAddress =~ ${kqlText(from)}`;
  return `${isWithin('SenderFromDomain', from)} or ${isWithin('SenderMailFromDomain', from)}`;
}

function urlPart(domain: string): string {
  return `| where ${isWithin('UrlDomain', domain)} | project NetworkMessageId`;
}

function isWithin(column: string, domain: string): string {
  return `${column} =~ ${kqlText(domain)} or ${column} endswith ${kqlText(`.${domain}`)}`;
}

/** A number, whatever a caller hands over. */
export function wholeMinutes(minutes: number): number {
  return Math.min(Math.max(1, Math.trunc(minutes) || 1), longestSearchMinutes);
}
