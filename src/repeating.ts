import type { Log } from './workflow/ports.ts';

/**
 * Runs a task again and again with this pause, never twice at once. What it throws is logged, and it runs again.
 * `stop` waits for one that runs, and tells it.
 */
export function startRepeating(
  everyMs: number,
  task: (isStopping: () => boolean) => Promise<void>,
  log: Log,
): { stop(): Promise<void> } {
  let isStopping = false;
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    try {
      await task(() => isStopping);
    } catch (error) {
      log.error({ error }, 'A task that is repeated failed');
    }
  }
  const timer = setInterval(() => {
    running ??= run().finally(() => {
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
