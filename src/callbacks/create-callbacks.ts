/** Callbacks as Standard Webhooks (https://www.standardwebhooks.com): one signed POST to an address of the settings. */
import { Webhook } from 'standardwebhooks';
import { retryAfterMs } from '../retry-after.ts';
import type { CallbackAnswer, Callbacks, Clock } from '../workflow/ports.ts';
import { createPace } from './pace.ts';

export interface CallbackReceiver {
  readonly source: string;
  /** May hold a key of the receiver's: never to be told. */
  readonly url: string;
  /** `whsec_` and base64; several while one takes the place of another. */
  readonly secrets: readonly string[];
}

interface CallbacksOptions {
  readonly receivers: readonly CallbackReceiver[];
  readonly clock: Clock;
  /** Milliseconds for one call (default 10,000). */
  readonly timeoutMs?: number;
  /** Milliseconds that only ever go on. */
  readonly steady: Clock;
}

export function createCallbacks(options: CallbacksOptions): Callbacks {
  const { receivers, clock, timeoutMs = 10_000, steady } = options;
  const known = new Map(
    receivers.map(({ source, url, secrets }) => [
      source,
      { url, webhooks: secrets.map((secret) => new Webhook(secret)), pace: createPace(steady) },
    ]),
  );

  return {
    async tell(source, { id, body }) {
      const receiver = known.get(source);
      if (!receiver) return { kind: 'gone' };
      const at = new Date(clock.now());
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': receiver.webhooks.map((webhook) => webhook.sign(id, at, body)).join(' '),
      };
      const waitMs = receiver.pace.begin();
      if (waitMs !== undefined) return { kind: 'notAsked', retryAfterMs: waitMs };
      const startedAt = steady.now();
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        // A redirect could lead anywhere, also into the network behind us.
        const response = await fetch(receiver.url, {
          method: 'POST',
          headers,
          body,
          redirect: 'manual',
          signal,
        });
        // What it says besides is nobody's business here, however long it is.
        await response.body?.cancel().catch(() => undefined);
        return answerOf(response, clock.now());
      } catch {
        return { kind: 'notTaken' };
      } finally {
        receiver.pace.ended({ isSilent: signal.aborted, tookMs: steady.now() - startedAt });
      }
    },
  };
}

function answerOf({ status, ok, headers }: Response, now: number): CallbackAnswer {
  if (ok) return { kind: 'taken', status };
  if (status === 410) return { kind: 'gone', status };
  const wait = retryAfterMs(headers.get('retry-after'), now);
  return { kind: 'notTaken', status, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}
