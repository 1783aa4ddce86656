/** The steps, watched: alerts, clicks and commands as spans of the trace that they belong to, and commands counted. */
import type { Meter, Tracer } from './ports.ts';
import { createRequestSpans } from './request-spans.ts';
import type { Steps } from './steps.ts';
import type { Store } from './store-port.ts';

interface ObservingPorts {
  readonly store: Pick<Store, 'request'>;
  readonly meter: Meter;
  readonly tracer: Tracer;
}

/** As people type them, in `docs/commands.md`. */
export const countedCommands = [
  'request',
  'undo',
  'find',
  'withdraw',
  'show',
  'pending',
  'history',
  'alerts here',
  'alerts off',
  'stats',
] as const;
type Command = (typeof countedCommands)[number];

/** What every answer to a command, and every click, says of itself. */
interface Answered {
  readonly kind: string;
  readonly reason?: string;
  readonly problem?: string;
}

export function observedSteps(steps: Steps, { store, meter, tracer }: ObservingPorts): Steps {
  const spans = createRequestSpans({ store, tracer });

  function command<Given extends unknown[], Answer extends Answered>(
    name: Command,
    run: (...given: Given) => Promise<Answer>,
  ): (...given: Given) => Promise<Answer> {
    return (...given) =>
      tracer.span('command', { attributes: { command: name } }, async (span) => {
        const answer = await run(...given);
        const result = resultOf(answer);
        span.set({ outcome: result });
        meter.count('countersign_commands_total', { command: name, result });
        return answer;
      });
  }

  return {
    ...steps,
    receiveAlert: (alert) =>
      tracer.span('alert', {}, async (span) => {
        const answer = await steps.receiveAlert(alert);
        const { requestId, revision, duplicate } = answer;
        span.set({ requestId, revision, outcome: duplicate ? 'duplicate' : 'taken' });
        // One that joined belongs to the trace of the alert that opened the request.
        span.link(await spans.traceOf(requestId));
        return answer;
      }),
    click: (clicked, ...rest) => {
      const { requestId, revision, verb } = clicked;
      return spans.run('click', { requestId, revision, verb }, async (span) => {
        const answer = await steps.click(clicked, ...rest);
        span.set({ outcome: answer.kind === 'card' ? (answer.view.notice ?? 'done') : resultOf(answer) });
        return answer;
      });
    },
    requestRemoval: command('request', steps.requestRemoval),
    requestUndo: command('undo', steps.requestUndo),
    searchMail: command('find', steps.searchMail),
    withdraw: command('withdraw', steps.withdraw),
    showRequest: command('show', steps.showRequest),
    listPending: command('pending', steps.listPending),
    listHistory: command('history', steps.listHistory),
    bindChannel: command('alerts here', steps.bindChannel),
    unbindChannel: command('alerts off', steps.unbindChannel),
    readStats: command('stats', steps.readStats),
  };
}

function resultOf({ kind, reason, problem }: Answered): string {
  return reason ?? problem ?? kind;
}
