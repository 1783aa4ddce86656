/**
 * Work, before the card: emails that an alert named by Graph's id are read, so that people see mailboxes and the
 * recipient rules can look at them. What Graph does not tell stays as it is; rules treat it as the strictest case.
 */
import { type EmailByMessage, isOpen, isResolved, type RequestId } from '../approval/request.ts';
import { service } from './audit.ts';
import { contentOf } from './policy-subject.ts';
import type { Log, Mailboxes } from './ports.ts';
import { type RevisingPorts, writeRevision } from './revise-request.ts';

const readsAtOnce = 5;

export async function resolveEmails(
  ports: RevisingPorts & { readonly mailboxes: Mailboxes; readonly log: Log },
  requestId: RequestId,
): Promise<void> {
  const unresolved = (await ports.store.emails(requestId)).filter((email) => !isResolved(email));
  const found = new Map<string, EmailByMessage>();
  const queue = unresolved.map((email) => email.id).values();
  const readers = Array.from({ length: readsAtOnce }, async () => {
    for (const id of queue) {
      if (id === undefined) continue;
      const pair = await readOne(ports, requestId, id);
      if (pair) found.set(id, { id, ...pair });
    }
  });
  await Promise.all(readers);
  await ports.store.transaction(async (tx) => {
    const now = ports.clock.now();
    const request = await tx.lockRequest(requestId);
    if (!request || !isOpen(request)) return;
    for (const [id, email] of found) await tx.resolveEmail(requestId, id, email);
    if (found.size > 0) {
      await writeRevision(tx, request, contentOf(request), { now, actor: service, cause: 'resolved' }, ports.digest);
    }
    await tx.schedule({ kind: 'postCard', requestId }, now);
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
  });
}

/** A read that fails must not hold up the card: an analyst at least sees that there is something. */
async function readOne(ports: { mailboxes: Mailboxes; log: Log }, requestId: RequestId, id: string) {
  try {
    return await ports.mailboxes.resolve(id);
  } catch (thrown) {
    ports.log.warn({ requestId, error: thrown }, 'An email could not be read by its id');
    return undefined;
  }
}
