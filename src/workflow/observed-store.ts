/**
 * The store, watched: what is counted for `stats` is counted for /metrics too, and what a transaction does belongs to
 * the span of whoever asked for it, also where the store does several people's transactions in one.
 */
import type { DailyCount, DurationName } from '../approval/stats.ts';
import type { Meter, Tracer } from './ports.ts';
import type { Store } from './store-port.ts';

interface ObservingPorts {
  readonly meter: Meter;
  readonly tracer: Tracer;
}

export function observedStore(store: Store, { meter, tracer }: ObservingPorts): Store {
  return {
    ...store,
    async transaction(steps) {
      let counted: DailyCount[] = [];
      const answer = await store.transaction(
        tracer.bound((tx) => {
          // Run again from the beginning where two transactions met: only the run that is kept counts.
          counted = [];
          return steps({
            ...tx,
            count(added) {
              counted.push(added);
              return tx.count(added);
            },
          });
        }),
      );
      for (const one of counted) count(meter, one);
      return answer;
    },
  };
}

function count(meter: Meter, one: DailyCount): void {
  // A counter only rises: what failed, and was taken up again, is counted once for each time that it ends.
  if (one.by <= 0) return;
  const { name } = one;
  if (name === 'opened') meter.count('countersign_requests_opened_total');
  else if (name === 'ended') meter.count('countersign_requests_ended_total', { outcome: one.bucket });
  else if (name !== 'emails') meter.observe(durations[name], (one.ms ?? 0) / 1_000);
}

const durations = {
  timeToDecide: 'countersign_time_to_decide_seconds',
  timeToProof: 'countersign_time_to_proof_seconds',
} as const satisfies Record<DurationName, string>;
