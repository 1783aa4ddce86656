/** Waiting for something to become true, without asking again and again: whoever changes the world says so. */
export interface Waiting {
  /** Something may have changed. */
  changed(): void;
  until<T>(condition: () => T | undefined | false, ms?: number): Promise<T>;
  /** Rejects whoever still waits. */
  close(): void;
}

interface Waiter {
  check(): boolean;
  fail(fault: Error): void;
}

export function createWaiting(): Waiting {
  const waiters = new Set<Waiter>();

  function failAll(fault: Error): void {
    for (const waiter of waiters) waiter.fail(fault);
    waiters.clear();
  }

  return {
    changed() {
      for (const waiter of waiters) if (waiter.check()) waiters.delete(waiter);
    },
    until<T>(condition: () => T | undefined | false, ms = 5_000): Promise<T> {
      const already = condition();
      if (already !== undefined && already !== false) return Promise.resolve(already);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const timer = setTimeout(() => {
        waiters.delete(waiter);
        reject(new Error(`Not true within ${ms} ms: ${condition}`));
      }, ms);
      const waiter: Waiter = {
        check() {
          const value = condition();
          if (value === undefined || value === false) return false;
          clearTimeout(timer);
          resolve(value);
          return true;
        },
        fail(fault) {
          clearTimeout(timer);
          reject(fault);
        },
      };
      waiters.add(waiter);
      return promise;
    },
    close() {
      failAll(new Error('The sandbox tenant was closed.'));
    },
  };
}
