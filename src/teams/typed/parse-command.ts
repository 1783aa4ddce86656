import { parseRequestId } from '../../approval/ids.ts';
import type { RequestId } from '../../approval/request.ts';
import type { ChannelFilter } from '../../approval/routing.ts';
import type { RemovalRequest } from '../../workflow/steps.ts';
import { type CommandName, commandForms, nearestCommand } from './nearest-command.ts';
import { type FilterProblem, readFilter } from './parse-filter.ts';
import { type RemovalProblem, readRemoval } from './parse-removal.ts';
import { typedText } from './typed-text.ts';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'pending'; readonly page: number }
  | { readonly kind: 'show' | 'whoCanApprove'; readonly requestId: RequestId }
  | ({ readonly kind: 'request' } & RemovalRequest)
  | { readonly kind: 'alertsHere'; readonly takes: ChannelFilter }
  | { readonly kind: 'alertsOff' }
  | { readonly kind: 'whoami' }
  /** A command that is known, but not how it goes on. */
  | { readonly kind: 'incomplete'; readonly command: CommandName; readonly problem: CommandProblem }
  /** An id that is too short or too long: so many characters behind `CS-`. */
  | { readonly kind: 'requestIdLength'; readonly characters: number }
  /** A decision in words: only the card decides. */
  | { readonly kind: 'decision' }
  | { readonly kind: 'unknown'; readonly nearest: CommandName | undefined };

export type CommandProblem = RemovalProblem | FilterProblem | 'requestId' | 'extraWords' | 'page';

/** Commands without anything behind them. */
const bareCommands = {
  help: 'help',
  whoami: 'whoami',
  'alerts off': 'alertsOff',
} as const;

/** INTERFACE section 7. Never throws; nothing is decided by a message, so nothing here approves or rejects. */
export function parseCommand(delivered: string): Command {
  const typed = typedText(delivered);
  if (typed === '' || typed === '?') return { kind: 'help' };
  const { name, rest } = splitCommand(typed);
  switch (name) {
    case undefined:
      return /^(approved?|reject(ed)?|revoke|retry)\b/i.test(typed)
        ? { kind: 'decision' }
        : { kind: 'unknown', nearest: nearestCommand(typed) };
    case 'show':
      return parseAbout('show', 'show', rest);
    case 'who can approve':
      return parseAbout('whoCanApprove', 'who can approve', rest);
    case 'request':
      return parseRequest(rest);
    case 'pending':
      return parsePending(rest);
    case 'alerts here':
      return parseAlertsHere(rest);
    default:
      return rest === '' ? { kind: bareCommands[name] } : { kind: 'incomplete', command: name, problem: 'extraWords' };
  }
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
function parseAbout(kind: 'show' | 'whoCanApprove', command: CommandName, rest: string): Command {
  const typed = rest.slice(0, 100).replace(/[.!?]+$/, '');
  const requestId = parseRequestId(typed);
  if (requestId !== undefined) return { kind, requestId };
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

function parseAlertsHere(rest: string): Command {
  const takes = readFilter(rest);
  return typeof takes === 'string'
    ? { kind: 'incomplete', command: 'alerts here', problem: takes }
    : { kind: 'alertsHere', takes };
}

function parseRequest(rest: string): Command {
  const removal = readRemoval(rest);
  return typeof removal === 'string'
    ? { kind: 'incomplete', command: 'request', problem: removal }
    : { kind: 'request', ...removal };
}
