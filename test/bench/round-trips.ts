import { randomUUID } from 'node:crypto';
import type { Post, Tenant } from '../sandbox/tenant-types.ts';
import type { SubjectWorld } from './subject-world.ts';

/** Alert → card posted → click on Approve → Graph → reply with the tracking link, so many at once. Resolves with milliseconds in all. */
export async function makeRoundTrips(world: SubjectWorld, count: number, atOnce: number): Promise<number> {
  const startedAt = performance.now();
  await inParallel(count, atOnce, async () => {
    const post = await postAlert(world);
    const click = await approve(world.tenant, post);
    if (click.status !== 200) throw new Error(`A click was answered ${click.status}.`);
    await world.cards.answered(post);
  });
  return performance.now() - startedAt;
}

/** Pushes an alert about a message that nobody has heard of; resolves with its card. */
export async function postAlert(world: SubjectWorld): Promise<Post> {
  const { requestId } = await pushFreshAlert(world);
  return world.cards.posted(requestId);
}

/** The same, not waiting for the card. */
export async function pushFreshAlert({ tenant }: SubjectWorld): Promise<{ requestId: string; milliseconds: number }> {
  const { status, body, milliseconds } = await tenant.pushAlert(freshAlert(tenant.alertSource.name));
  if (status !== 202) throw new Error(`An alert was answered ${status}.`);
  return { requestId: (body as { requestId: string }).requestId, milliseconds };
}

export async function approve(tenant: Tenant, post: Post): Promise<{ status: number; milliseconds: number }> {
  const [click] = await tenant.teams.click({ as: 'ana', postId: post.id, verb: 'approve' });
  if (!click) throw new Error('A click came to nothing.');
  return click;
}

export async function inParallel(count: number, atOnce: number, task: () => Promise<void>): Promise<void> {
  let begun = 0;
  const worker = async () => {
    while (begun < count) {
      begun += 1;
      await task();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Its mails are in no mailbox: Graph takes that too, and looking for them would slow the sandbox down. */
function freshAlert(source: string): Record<string, unknown> {
  const networkMessageId = randomUUID();
  const recipients = ['maria.lopez@contoso.com', 'tom.becker@contoso.com'];
  return {
    source,
    alertId: randomUUID(),
    title: 'Email messages containing malicious URL removed after delivery',
    description: 'Users clicked or may click a link to a page that asks for their Microsoft 365 password.',
    severity: 'high',
    subject: 'Action required: your mailbox storage is full',
    sender: { address: 'no-reply@contoso-mailbox.example', displayName: 'Contoso IT Service Desk' },
    threatTypes: ['phish'],
    urls: ['https://contoso-mailbox.example/login?id=4f1c'],
    receivedAt: new Date().toISOString(),
    internetMessageId: `<${networkMessageId}@mail.example>`,
    emails: recipients.map((recipientEmailAddress) => ({ networkMessageId, recipientEmailAddress })),
  };
}
