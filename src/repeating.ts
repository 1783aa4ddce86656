/** Runs a task again and again with this pause, never twice at once. `stop` waits for one that runs, and tells it. */
export function startRepeating(
  everyMs: number,
  task: (isStopping: () => boolean) => Promise<void>,
): { stop(): Promise<void> } {
  let isStopping = false;
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= task(() => isStopping).finally(() => {
      running = undefined;
    });
  }, everyMs);
  return {
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
