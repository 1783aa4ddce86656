/** Waits that can all be ended at once, so that stopping never hangs on a timer. */
export interface Pauses {
  readonly ended: boolean;
  /** Resolves after these milliseconds, or when pauses end. */
  pause(ms: number): Promise<void>;
  /** Resolves with the promise, or after these milliseconds. */
  within(ms: number, promise: Promise<unknown>): Promise<void>;
  end(): void;
}

export function createPauses(): Pauses {
  const running = new Set<() => void>();
  let ended = false;

  function startPause(ms: number): { over: Promise<void>; cut: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(cut, ended ? 0 : ms);
    function cut(): void {
      clearTimeout(timer);
      running.delete(cut);
      resolve();
    }
    running.add(cut);
    return { over: promise, cut };
  }

  return {
    get ended() {
      return ended;
    },
    pause: (ms) => startPause(ms).over,
    async within(ms, promise) {
      const pause = startPause(ms);
      await Promise.race([promise, pause.over]).finally(pause.cut);
    },
    end() {
      ended = true;
      for (const cut of running) cut();
    },
  };
}
