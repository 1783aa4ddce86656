import { ServiceError } from '../errors.ts';

export interface Turnstile {
  /** Resolves when there is a place, in the order of asking; rejects with `storeUnavailable` after too long. */
  enter(): Promise<void>;
  leave(): void;
  /** How many wait for a place. */
  waiting(): number;
}

/**
 * Lets so many in at a time. In front of a pool of connections: there, waiting for a free connection in a burst and
 * waiting for a server that does not answer would share one time limit.
 */
export function createTurnstile(places: number, patienceMs: number): Turnstile {
  const queue: (() => void)[] = [];
  let free = places;
  return {
    enter() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const letIn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(letIn), 1);
        const message =
          'The store has more to do than it can. What was not acknowledged must be sent again; durable work goes on by itself.';
        reject(new ServiceError('storeUnavailable', message, { retryable: true }));
      }, patienceMs);
      queue.push(letIn);
      return promise;
    },
    leave() {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    },
    waiting: () => queue.length,
  };
}
