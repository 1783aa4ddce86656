/** What the service holds, told by its own inspector after its garbage was collected. */

export interface MemorySample {
  /** Inputs sent so far. */
  readonly after: number;
  /** Bytes, all of them. */
  readonly heap: number;
  readonly external: number;
  readonly resident: number;
}

export interface ServiceMemory {
  sample(after: number): Promise<MemorySample>;
  close(): void;
}

/** What makes Node tell its inspector's address on stderr. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

export async function watchMemory(logs: readonly string[]): Promise<ServiceMemory> {
  const address = logs
    .map((line) => /^Debugger listening on (ws:\S+)$/.exec(line)?.[1])
    .find((url) => url !== undefined);
  if (address === undefined) throw new Error('The service told no address of its inspector.');
  const socket = new WebSocket(address);
  const waiting = new Map<number, (result: unknown) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });

  function ask(method: string, params: object = {}): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    last += 1;
    const id = last;
    waiting.set(id, (result) => {
      waiting.delete(id);
      resolve(result);
    });
    socket.send(JSON.stringify({ id, method, params }));
    return promise;
  }

  return {
    async sample(after) {
      // Twice: what the first round finalizes, the second collects.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      const answer = await ask('Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true });
      const { heapUsed, external, rss } = (answer as { result: { value: NodeJS.MemoryUsage } }).result.value;
      return { after, heap: heapUsed, external, resident: rss };
    },
    close: () => socket.close(),
  };
}
