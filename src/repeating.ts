import type { Log } from './workflow/ports.ts';

/**
 * Runs a task again and again with this pause, never twice at once. What it throws is logged, and it runs again.
 * `stop` waits for one that runs, and tells it. `atOnce`: the first time without a pause before it.
 */
export function startRepeating(
  everyMs: number,
  task: (isStopping: () => boolean) => Promise<void>,
  log: Log,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
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
  function begin(): void {
    running ??= run().finally(() => {
      running = undefined;
    });
  }
  const timer = setInterval(begin, everyMs);
  if (atOnce) begin();
  return {
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
