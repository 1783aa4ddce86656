/** Alerts of Defender for Office 365, out of Graph's `alerts_v2`: https://learn.microsoft.com/graph/api/security-list-alerts_v2 */
import { randomUUID } from 'node:crypto';
import { retryAfterMs } from '../retry-after.ts';
import type { AlertFeed, AlertPage, AlertsAsked, FeedProblem } from '../workflow/alert-feed.ts';
import { isAboutLicence } from './faults.ts';
import { type CallOutcome, connectGraph, type GraphAnswer, type GraphConnection } from './graph-call.ts';
import { parseObject } from './parse-object.ts';

const alerts = '/security/alerts_v2';
const version = 'v1.0';
/** An alert can hold hundreds of pieces of evidence of some kilobytes each. */
const longestAnswer = 16 * 1_048_576;

const toMend: AlertFeed['toMend'] = {
  permission:
    'Graph refuses to list alerts: grant the application permission SecurityAlert.Read.All, see docs/permissions.md',
  credential: 'The credential of GRAPH_AUTH is not taken: no alert can be polled',
  licence: 'Graph lists no alerts without a licence for Defender for Office 365',
};

export function createAlertFeed(options: Omit<GraphConnection, 'apiVersion'>): AlertFeed {
  // v1.0 has the list in every cloud that has Defender; both versions answer alike.
  const callGraph = connectGraph({ ...options, apiVersion: version });

  return {
    toMend,
    async read(asked) {
      const path = 'next' in asked ? asked.next : firstPage(asked);
      const outcome = await callGraph({ method: 'GET', path, clientRequestId: randomUUID(), longestAnswer });
      return pageOf(outcome, options.graphRoot);
    },
  };
}

/** The page lists $count, $filter, $skip and $top: no $orderby, so the order is Graph's ("the most recent on top"). */
function firstPage({ from, to, pageSize }: Extract<AlertsAsked, { readonly from: number }>): string {
  const conditions = [
    "serviceSource eq 'microsoftDefenderForOffice365'",
    `lastUpdateDateTime ge ${new Date(from).toISOString()}`,
    ...(to === undefined ? [] : [`lastUpdateDateTime lt ${new Date(to).toISOString()}`]),
  ];
  // Blanks alone need escaping: names, and times in ISO 8601.
  return `${alerts}?$filter=${conditions.join(' and ').replaceAll(' ', '%20')}&$top=${pageSize}`;
}

function pageOf(outcome: CallOutcome, graphRoot: string): AlertPage {
  if (outcome.kind === 'notAllowed') return notRead('credential');
  if (outcome.kind === 'lost' && outcome.timedOut) return notRead('tooLong');
  if (outcome.kind !== 'answered') return notRead('unavailable');
  const { answer } = outcome;
  if (answer.status !== 200) return problemOf(answer);
  if (answer.text.length >= longestAnswer) return notRead('tooLarge');
  const { value, '@odata.nextLink': link } = parseObject(answer.text) ?? {};
  if (!Array.isArray(value)) return notRead('garbage');
  const date = Date.parse(answer.headers.get('date') ?? '');
  const page = { kind: 'page', alerts: value, ...(Number.isNaN(date) ? {} : { at: date }) } as const;
  if (link === undefined || link === null) return page;
  const next = nextPage(link, graphRoot);
  return next === undefined ? notRead('foreignLink') : { ...page, next };
}

function notRead(problem: FeedProblem, wait?: number): AlertPage {
  return { kind: 'notRead', problem, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

function problemOf(answer: GraphAnswer): AlertPage {
  const { status } = answer;
  if (status === 429 || status === 503) {
    return notRead('throttled', retryAfterMs(answer.headers.get('retry-after'), Date.now()));
  }
  if (isAboutLicence(answer)) return notRead('licence');
  // A token without the role is told either; one that is not taken was renewed before this.
  if (status === 401 || status === 403) return notRead('permission');
  if (status === 408 || status === 504) return notRead('tooLong');
  return notRead(status >= 400 && status < 500 ? 'refused' : 'unavailable');
}

/**
 * Below the version, for the next call. Undefined for a link that leads anywhere but to the same list at the configured
 * Graph: what an answer says must not choose who gets our token.
 */
function nextPage(link: unknown, graphRoot: string): string | undefined {
  if (typeof link !== 'string' || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  const own = new URL(`${graphRoot}/${version}${alerts}`);
  if (url.protocol !== 'https:' || url.host !== own.host || url.username !== '' || url.password !== '')
    return undefined;
  // The pages themselves write alerts_V2 in places.
  if (url.pathname.toLowerCase() !== own.pathname.toLowerCase() || url.search === '') return undefined;
  return `${alerts}${url.search}`;
}
