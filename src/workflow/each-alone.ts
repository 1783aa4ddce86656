import { asServiceError } from '../errors.ts';
import type { Log } from './ports.ts';

/**
 * Does something to each, one after the other. A row that cannot be read (edited by hand, damaged) must hold up
 * neither the others nor the start, so it is logged and left; a store that is away ends the whole.
 */
export async function eachAlone<T>(
  items: readonly T[],
  log: Log,
  task: (item: T) => Promise<void>,
  idOf: (item: T) => string = String,
): Promise<void> {
  for (const item of items) {
    try {
      await task(item);
    } catch (thrown) {
      const fault = asServiceError(thrown);
      if (fault.code === 'storeUnavailable') throw fault;
      log.error(
        { requestId: idOf(item), error: fault },
        'The sweep could not look after a request; it goes on with the others',
      );
    }
  }
}
