import { asServiceError, ServiceError } from './errors.ts';
import type { Log } from './workflow/ports.ts';

export interface Closers {
  /** `withinMs`: how long its closing may take before it is left to the end of the process. */
  add(part: string, withinMs: number, close: () => Promise<void>): void;
  /** The last one added first. Never rejects: what cannot be closed is logged, and the rest is closed all the same. */
  closeAll(): Promise<void>;
}

interface Closer {
  readonly part: string;
  readonly withinMs: number;
  readonly close: () => Promise<void>;
}

/** What was opened, so that it is closed in the right order whether the start fails or the service is stopped. */
export function createClosers(log: Log): Closers {
  const closers: Closer[] = [];

  async function closeOne({ part, withinMs, close }: Closer): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const fault = new ServiceError('internal', 'A part of the service took too long to close.');
      timer = setTimeout(() => reject(fault), withinMs);
    });
    try {
      await Promise.race([close(), late]);
    } catch (thrown) {
      log.warn({ part, error: asServiceError(thrown) }, 'A part of the service could not be closed in order');
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    add(part, withinMs, close) {
      closers.push({ part, withinMs, close });
    },
    async closeAll() {
      for (const closer of closers.splice(0).reverse()) await closeOne(closer);
    },
  };
}
