/** The steps, watched: alerts, clicks and commands as spans of the trace that they belong to; clicks and commands counted. */
import type { Meter, Span, Tracer } from './ports.ts';
import { createRequestSpans } from './request-spans.ts';
import type { CardVerb, Steps } from './steps.ts';
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

/** What every answer to a command or a click says of itself. */
interface Answered {
  readonly kind: string;
  readonly reason?: string;
  readonly problem?: string;
  /** Of a card. */
  readonly view?: { readonly notice?: string };
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

  async function click<Answer extends Answered>(
    verb: CardVerb | 'request',
    span: Span,
    run: () => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await run();
    // Why `find` could not search is told by its own metric.
    const result = answer.kind === 'notSearched' ? answer.kind : resultOf(answer);
    span.set({ outcome: result });
    meter.count('countersign_clicks_total', { verb, result });
    return answer;
  }

  return {
    ...steps,
    receiveAlert: (alert, traceparent) =>
      tracer.span('alert', { parent: traceparent }, async (span) => {
        const answer = await steps.receiveAlert(alert);
        const { requestId, revision, duplicate } = answer;
        span.set({ requestId, revision, outcome: duplicate ? 'duplicate' : 'taken' });
        // One that joined belongs to the trace of the alert that opened the request.
        span.link(await spans.traceOf(requestId));
        return answer;
      }),
    click: (clicked, ...rest) => {
      const { requestId, revision, verb } = clicked;
      return spans.run('click', { requestId, revision, verb }, (span) =>
        click(verb, span, () => steps.click(clicked, ...rest)),
      );
    },
    // No request is known yet: the one that it opens goes on in this trace.
    requestFound: (clicked, by) =>
      tracer.span('click', { attributes: { verb: 'request' } }, async (span) => {
        const answer = await click('request', span, () => steps.requestFound(clicked, by));
        if (answer.kind === 'done') {
          span.set({ requestId: answer.requestId });
          span.link(await spans.traceOf(answer.requestId));
        }
        return answer;
      }),
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

function resultOf({ kind, reason, problem, view }: Answered): string {
  if (kind === 'card') return view?.notice ?? 'done';
  return reason ?? problem ?? kind;
}
