export type Turns = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** Runs the tasks of one key one after the other: an older drawing of a card must never overtake a newer one. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = last.get(key);
    // How the task before ended is its own caller's business.
    const mine = before === undefined ? task() : before.then(task, task);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
