/** How far the end of the HTTP server has come. Calls that are under way are answered, one way or the other. */
export interface Closing {
  /** Every answer says `Connection: close` from now on, and `/readyz` says `stopping`. */
  readonly begun: boolean;
  /** Nothing is waited for any more: what comes now is told to come back. */
  readonly over: boolean;
  begin(): void;
  end(): void;
  /** What the task resolves with, or `instead` as soon as nothing is waited for any more. */
  unlessOver<T>(task: Promise<T>, instead: () => T): Promise<T>;
}

export function createClosing(): Closing {
  /** Not one promise that all wait for: each race with it would keep its call in memory until the end. */
  const waiting = new Set<() => void>();
  let begun = false;
  let over = false;
  return {
    get begun() {
      return begun;
    },
    get over() {
      return over;
    },
    begin() {
      begun = true;
    },
    end() {
      begun = true;
      over = true;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
    unlessOver<T>(task: Promise<T>, instead: () => T) {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const giveUp = () => resolve(instead());
      if (over) giveUp();
      else waiting.add(giveUp);
      task.then(resolve, reject).finally(() => waiting.delete(giveUp));
      return promise;
    },
  };
}
