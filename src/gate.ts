/** Runs at most so many tasks at once; the others wait their turn, in the order in which they came. */
export function createGate(atOnce: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async function enter(task) {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // Whoever waits takes the place over: nobody who comes now can slip in between.
      if (next) next();
      else running -= 1;
    }
  };
}
