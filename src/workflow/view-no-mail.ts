import { type ApprovalRequest, isOpen, type MailFacts } from '../approval/request.ts';
import { criteriaFor } from './criteria-from-facts.ts';
import type { RequestView } from './request-view.ts';
import type { StoreReader } from './store-port.ts';

/** What can be done about an open request that names no message. */
export async function viewNoMail(
  reader: Pick<StoreReader, 'requestsAfter'>,
  request: ApprovalRequest,
  facts: MailFacts,
  now: number,
): Promise<Pick<RequestView, 'noMail'>> {
  if (!isOpen(request) || request.revision.emailCount > 0) return {};
  const search = criteriaFor(facts, now);
  const asked = await reader.requestsAfter(request.id);
  return { noMail: { asked, ...(search === undefined ? {} : { search }) } };
}
