import type { Batch } from '../approval/remediation.ts';
import type { RequestId } from '../approval/request.ts';
import type { StoreReader } from './store-port.ts';

/** One batch of a request; undefined where there is none of that number. */
export async function findBatch(
  reader: Pick<StoreReader, 'batches'>,
  requestId: RequestId,
  number: number,
): Promise<Batch | undefined> {
  return (await reader.batches(requestId)).find((batch) => batch.number === number);
}
