import { parseRequestId } from '../../approval/ids.ts';
import type { RequestId } from '../../approval/request.ts';
import type { ChannelFilter } from '../../approval/routing.ts';
import type { MailCriteria } from '../../workflow/found-mail.ts';
import type { RemovalRequest } from '../../workflow/steps.ts';
import { type CommandName, commandForms, isNearDecision, nearestCommand } from './nearest-command.ts';
import { type FilterProblem, readFilter } from './parse-filter.ts';
import { type FindProblem, readCriteria, type UnreadCriterion } from './parse-find.ts';
import { type RemovalProblem, readRemoval, type UnreadWord } from './parse-removal.ts';
import { typedText } from './typed-text.ts';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'pending'; readonly page: number }
  /** `count`: of requests on a page. */
  | { readonly kind: 'history'; readonly count: number; readonly page: number }
  | { readonly kind: 'show' | 'withdraw' | 'undo' | 'whoCanApprove'; readonly requestId: RequestId }
  | ({ readonly kind: 'request' } & RemovalRequest)
  | { readonly kind: 'find'; readonly criteria: MailCriteria }
  | { readonly kind: 'alertsHere'; readonly takes: ChannelFilter }
  | { readonly kind: 'alertsOff' }
  | { readonly kind: 'stats' }
  | { readonly kind: 'whoami' }
  /** A command that is known, but not how it goes on. */
  | { readonly kind: 'incomplete'; readonly command: CommandName; readonly problem: CommandProblem }
  /** A removal with a word in it that is nothing. */
  | ({ readonly kind: 'unread' } & UnreadWord)
  /** A search with a word in it that is nothing. */
  | ({ readonly kind: 'unreadCriterion' } & UnreadCriterion)
  /** More behind a command than the one id it takes: the first of them. */
  | { readonly kind: 'oneRequestId'; readonly command: CommandName; readonly requestId: RequestId }
  /** An id that is too short or too long: so many characters behind `CS-`. */
  | { readonly kind: 'requestIdLength'; readonly characters: number }
  /** Longer than it could be: it is not read at all, or a request would ask for less than was typed. Characters. */
  | { readonly kind: 'tooLong'; readonly most: number }
  /** A decision in words: only the card decides. */
  | { readonly kind: 'decision' }
  /** `requestId`: one that was typed with it. */
  | { readonly kind: 'unknown'; readonly nearest: CommandName | undefined; readonly requestId?: RequestId };

export type CommandProblem =
  | RemovalProblem
  | FilterProblem
  | FindProblem
  | 'requestId'
  | 'extraWords'
  | 'page'
  | 'historyPage';

/** Commands without anything behind them. */
const bareCommands = {
  help: 'help',
  stats: 'stats',
  whoami: 'whoami',
  'alerts off': 'alertsOff',
} as const;

/** Characters, as delivered. Teams takes about 28 KB from a person, which only a request for many emails needs. */
const longestMessage = 32_000;
/** Of what stands behind any other command. */
const longestRest = 2_000;

/** INTERFACE section 7. Never throws; nothing is decided by a message, so nothing here approves or rejects. */
export function parseCommand(delivered: string): Command {
  if (delivered.length > longestMessage) return { kind: 'tooLong', most: longestMessage };
  const typed = typedText(delivered);
  if (typed === '' || typed === '?') return { kind: 'help' };
  const { name, rest } = splitCommand(typed);
  if (name !== 'request' && rest.length > longestRest) return { kind: 'tooLong', most: longestRest };
  switch (name) {
    case undefined:
      return parseUnknown(typed);
    case 'show':
      return parseAbout('show', 'show', rest);
    case 'withdraw':
      return parseAbout('withdraw', 'withdraw', rest);
    case 'undo':
      return parseAbout('undo', 'undo', rest);
    case 'who can approve':
      return parseAbout('whoCanApprove', 'who can approve', rest);
    case 'request':
      return parseRequest(rest);
    case 'find':
      return parseFind(rest);
    case 'pending':
      return parsePending(rest);
    case 'history':
      return parseHistory(rest);
    case 'alerts here':
      return parseAlertsHere(rest);
    default:
      return rest === '' ? { kind: bareCommands[name] } : { kind: 'incomplete', command: name, problem: 'extraWords' };
  }
}

function parseUnknown(typed: string): Command {
  if (/^(approved?|reject(ed)?|revoke|retry)\b/i.test(typed)) return { kind: 'decision' };
  const nearest = nearestCommand(typed);
  if (nearest === undefined && isNearDecision(typed)) return { kind: 'decision' };
  const [requestId] = requestIdsIn(typed);
  return { kind: 'unknown', nearest, ...(requestId === undefined ? {} : { requestId }) };
}

/** Ids as they are shown, in any case, wherever they stand. */
function requestIdsIn(typed: string): RequestId[] {
  const found = typed.slice(0, 400).matchAll(/(?<![\p{L}\p{N}])CS[\s\p{Pd}]?[0-9A-Z]{6}(?![\p{L}\p{N}])/giu);
  return [...found].flatMap(([id]) => parseRequestId(id) ?? []);
}

/** The known command at the front, in any case; `Who am I?` counts as `whoami`. */
function splitCommand(typed: string): { name: CommandName | undefined; rest: string } {
  for (const { name, form } of commandForms) {
    const found = form.exec(typed);
    if (found) return { name, rest: typed.slice(found[0].length).trim() };
  }
  return { name: undefined, rest: '' };
}

/** A command about one request. */
function parseAbout(kind: 'show' | 'withdraw' | 'undo' | 'whoCanApprove', command: CommandName, rest: string): Command {
  const typed = rest.slice(0, 100).replace(/[.!?]+$/, '');
  const requestId = parseRequestId(typed);
  if (requestId !== undefined) return { kind, requestId };
  const [first] = requestIdsIn(typed);
  if (first !== undefined) return { kind: 'oneRequestId', command, requestId: first };
  const code = /^CS(?:[\s\p{Pd}]|(?=[A-Z]*\d))([0-9A-Z]{1,20})$/iu.exec(typed)?.[1];
  return code === undefined || code.length === 6
    ? { kind: 'incomplete', command, problem: 'requestId' }
    : { kind: 'requestIdLength', characters: code.length };
}

function parsePending(rest: string): Command {
  if (rest === '') return { kind: 'pending', page: 1 };
  const page = /^(?:page )?([1-9]\d{0,3})$/i.exec(rest)?.[1];
  return page === undefined
    ? { kind: 'incomplete', command: 'pending', problem: 'page' }
    : { kind: 'pending', page: Number(page) };
}

/** As many as one card holds. */
const mostPast = 20;
const usualPast = 10;

/** `history`, `history 20`, `history page 2`, `history 20 page 2`. */
function parseHistory(rest: string): Command {
  const found = /^(\d{1,3})?(?:[\s,;]*page (\d{1,4}))?$/i.exec(rest.slice(0, 100).replace(/[.!?]+$/, ''));
  const count = Number(found?.[1] ?? usualPast);
  const page = Number(found?.[2] ?? 1);
  return found === null || count < 1 || count > mostPast || page < 1
    ? { kind: 'incomplete', command: 'history', problem: 'historyPage' }
    : { kind: 'history', count, page };
}

function parseAlertsHere(rest: string): Command {
  const takes = readFilter(rest);
  return typeof takes === 'string'
    ? { kind: 'incomplete', command: 'alerts here', problem: takes }
    : { kind: 'alertsHere', takes };
}

function parseFind(rest: string): Command {
  const criteria = readCriteria(rest);
  if (typeof criteria === 'string') return { kind: 'incomplete', command: 'find', problem: criteria };
  return 'problem' in criteria ? { kind: 'unreadCriterion', ...criteria } : { kind: 'find', criteria };
}

function parseRequest(rest: string): Command {
  const removal = readRemoval(rest);
  if ('problem' in removal) return { kind: 'incomplete', command: 'request', ...removal };
  return 'unread' in removal ? { kind: 'unread', ...removal } : { kind: 'request', ...removal };
}
