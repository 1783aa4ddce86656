import type { Batch } from '../approval/remediation.ts';
import { type ApprovalRequest, foldCase, isRemediating, isResolved, type RequestId } from '../approval/request.ts';
import type { KnownEmail } from './proof-store.ts';
import type { EmailStanding, ListedRecipient, RecipientsPage } from './recipients-page.ts';
import type { StoreReader } from './store-port.ts';

/** As many as one card holds where each is of another message. */
export const recipientsOnPage = 30;

type Reader = Pick<StoreReader, 'request' | 'batches' | 'emailsByMessage'>;

/** One page of whom a request is about; the last one for a page that is too far. Undefined for no request. */
export async function pageOfRecipients(
  reader: Reader,
  id: RequestId,
  asked: number,
): Promise<RecipientsPage | undefined> {
  const request = await reader.request(id);
  if (!request) return undefined;
  const total = request.revision.emailCount;
  const pages = Math.max(1, Math.ceil(total / recipientsOnPage));
  const page = Math.min(Math.max(asked, 1), pages);
  const offset = (page - 1) * recipientsOnPage;
  const emails = await reader.emailsByMessage(id, { limit: recipientsOnPage, offset });
  const batches = new Map((await reader.batches(id)).map((batch) => [batch.number, batch]));
  return { page, pages, offset, total, messages: byMessage(emails, (email) => standingOf(request, batches, email)) };
}

function byMessage(
  emails: readonly KnownEmail[],
  standing: (email: KnownEmail) => EmailStanding | undefined,
): RecipientsPage['messages'] {
  const messages = new Map<string, { messageId?: string; recipients: ListedRecipient[] }>();
  for (const known of emails) {
    const { email } = known;
    const resolved = isResolved(email) ? email : undefined;
    const key = foldCase(resolved?.networkMessageId ?? '');
    const message = messages.get(key) ?? {
      ...(resolved === undefined ? {} : { messageId: resolved.networkMessageId }),
      recipients: [],
    };
    const now = standing(known);
    const name = isResolved(email) ? email.recipientEmailAddress : email.id;
    message.recipients.push({ name, ...(now === undefined ? {} : { standing: now }) });
    messages.set(key, message);
  }
  return [...messages.values()];
}

function standingOf(
  request: ApprovalRequest,
  batches: ReadonlyMap<number, Batch>,
  { batch: number, proof }: KnownEmail,
): EmailStanding | undefined {
  if (!isRemediating(request)) return undefined;
  const batch = number === undefined ? undefined : batches.get(number);
  if (!batch) return request.state === 'approved' ? 'waiting' : (proof ?? 'leftOut');
  if (batch.dryRun === true) return 'dryRun';
  if (proof !== undefined) return proof;
  if (batch.state === 'refused' || batch.state === 'unknown') return batch.state;
  return batch.state === 'accepted' || batch.state === 'duplicate' ? 'unseen' : 'waiting';
}
