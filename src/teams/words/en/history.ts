import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** Past requests, and how lists go on. */
export function englishHistory(formats: Formats) {
  const { count, number } = formats;
  return {
    historyTitle: 'What was decided',
    historyNone: 'No request was decided yet.',
    historyNoMore: 'There are no older requests.',
    historyRange: (args: { first: number; last: number }) =>
      `Shown: ${number(args.first)} to ${number(args.last)}, the newest decision first.`,
    /** How to see the next page: what to type. */
    listMore: (args: { command: string }) => `For the next ones, type: ${args.command}`,
    listOpen: 'To see one of them, type "show" and its id.',
    /** For screen readers and old clients. */
    historySpoken: (args: { shown: number }) =>
      count(args.shown, { one: '# decided request.', other: '# decided requests.' }),
    /** Behind the request's id: what became of it. */
    historyLine: (args: { state: string; plan: string }) => `${args.state}. ${args.plan}`,
    historyUndone: (args: { state: string; plan: string; requestId: string }) =>
      `${args.state}. ${args.plan} Undone with ${args.requestId}.`,
    historyDecided: (args: { people: Names; time: string }) => `By ${listed(args.people, formats)}, ${args.time}.`,
    historyUndecided: (args: { time: string }) => `No decision in time; ended ${args.time}.`,
  };
}
