import type { ApprovalRequest } from '../approval/request.ts';
import type { StoreReader } from './store-port.ts';

type Summary = Awaited<ReturnType<StoreReader['alertSummary']>>;

/** What is known of a request's mail: where nothing of its own told, what an earlier request about the same knew. */
export async function factsBehind(
  reader: Pick<StoreReader, 'alertSummary'>,
  { id, origin }: Pick<ApprovalRequest, 'id' | 'origin'>,
  own?: Summary,
): Promise<Summary> {
  const told = own ?? (await reader.alertSummary(id));
  const factsOf = origin.kind === 'command' ? origin.factsOf : undefined;
  return told.facts !== undefined || factsOf === undefined ? told : reader.alertSummary(factsOf);
}
