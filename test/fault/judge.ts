import { type AuditEntry, misfit } from '../../src/approval/audit-chain.ts';
import { needsPerson } from '../../src/approval/reconciliation.ts';
import type { Batch } from '../../src/approval/remediation.ts';
import { emailKey, isRemediating, type RequestId } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { cardKey } from '../../src/workflow/outbox/outbox-row.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { everybody } from '../sandbox/teams/people.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { inShort, isSummary, offers } from './cards-on-board.ts';
import { type Doubles, findDoubles } from './doubles.ts';
import type { Email, Ledger } from './ledger.ts';

/** How a request stands in the service's own record, for whoever looks into a problem. */
export async function describeRequest(store: Store, id: string): Promise<string> {
  const requestId = id as RequestId;
  const request = await store.request(requestId);
  const card = await store.message(cardKey(requestId));
  const batches = (await store.batches(requestId)).map(({ state }) => state).join(', ');
  return `${id} is ${request?.state}, its card ${card?.state ?? 'has no row'}, its batches ${batches || 'not made'}`;
}

export interface Judgement {
  /** One sentence for each thing lost, doubled or left half-way. */
  readonly problems: string[];
  readonly requests: number;
  readonly auditEntries: number;
  readonly cards: Doubles;
  readonly replies: Doubles;
}

/** Holds what the service gave its word for against its own record and Graph's, after it has ended. */
export async function judge(store: Store, tenant: Tenant, ledger: Ledger): Promise<Judgement> {
  const entries = await readAudit(store);
  const told = tellings(tenant);
  const requestIds = [...new Set(entries.filter(({ kind }) => kind === 'request.created').map(idOf))];
  const problems = [
    ...chainProblems(entries),
    ...(await alertProblems(store, tenant, ledger, entries, told)),
    ...(await decisionProblems(store, ledger, entries)),
    ...(await batchProblems(store, requestIds, told)),
    ...(await emailProblems(store, requestIds, told)),
    ...chatProblems(requestIds, tenant),
    ...(await cardProblems(store, requestIds, tenant)),
    ...graphProblems(tenant, entries),
  ];
  const { cards, replies } = await findDoubles(store, requestIds, tenant, ledger);
  problems.push(...cards.unexplained.map((card) => `a card stands twice for no reason: ${card}`));
  problems.push(...replies.unexplained.map((reply) => `something was said twice for no reason: ${reply}`));
  return { problems, requests: requestIds.length, auditEntries: entries.length, cards, replies };
}

async function readAudit(store: Store): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (;;) {
    const page = await store.auditEntries({ afterSeq: entries.at(-1)?.seq ?? 0, limit: 5_000 });
    if (page.length === 0) return entries;
    entries.push(...page);
  }
}

function idOf({ requestId }: AuditEntry): RequestId {
  return requestId as RequestId;
}

function chainProblems(entries: readonly AuditEntry[]): string[] {
  return entries.flatMap((entry, index) => {
    const wrong = misfit(entry, entries[index - 1], digest);
    return wrong === undefined ? [] : [`audit entry ${entry.seq}: ${JSON.stringify(wrong)}`];
  });
}

type Tellings = ReadonlyMap<string, number>;

function keyOf({ networkMessageId, recipientEmailAddress }: Email): string {
  return `${networkMessageId} ${recipientEmailAddress}`.toLowerCase();
}

/** How often each email was told, by Graph's own record. */
function tellings({ graph }: Tenant): Tellings {
  return new Map(graph.mailboxes().map((mail) => [keyOf(mail), mail.remediations]));
}

/** Emails of every request that was approved: what another request has under way (or failed with) is not asked for twice. */
async function approvedEmails(store: Store, entries: readonly AuditEntry[]): Promise<Set<string>> {
  const ids = new Set(entries.flatMap(({ requestId }) => (requestId === null ? [] : [requestId])));
  const all = await Promise.all(
    [...ids].map(async (id) => {
      const request = await store.request(id);
      return request && isRemediating(request) ? store.emails(id) : [];
    }),
  );
  return new Set(all.flat().map((email) => keyOf(email as Email)));
}

/** Every alert answered with 202 has its request, and its emails are in it, in another one, or were told before. */
async function alertProblems(
  store: Store,
  tenant: Tenant,
  ledger: Ledger,
  entries: readonly AuditEntry[],
  told: Tellings,
): Promise<string[]> {
  const audited = new Set(
    entries.filter(({ kind }) => kind === 'alert.received').map(({ data }) => String(data['alertId'])),
  );
  const problems: string[] = [];
  const approved = await approvedEmails(store, entries);
  for (const { alertId, emails, requestId } of ledger.alerts) {
    const receipt = await store.alertReceipt(tenant.alertSource.name, alertId);
    const request = receipt && (await store.request(receipt.requestId));
    if (!receipt || !request) {
      problems.push(`alert ${alertId} (${requestId}) is lost`);
      continue;
    }
    if (!audited.has(alertId)) problems.push(`alert ${alertId} is not in the audit log`);
    const held = new Set((await store.emails(receipt.requestId)).map((email) => keyOf(email as Email)));
    const missing = emails.filter((email) => {
      const key = keyOf(email);
      return !held.has(key) && !approved.has(key) && (told.get(key) ?? 0) === 0;
    });
    if (missing.length > 0)
      problems.push(`${missing.length} emails of alert ${alertId} (${receipt.requestId}) are lost`);
  }
  for (const id of new Set(ledger.alerts.map(({ requestId }) => requestId))) {
    const waiting = await store.gathered(id as RequestId);
    if (waiting.length > 0) problems.push(`${waiting.length} alerts wait for ever to join ${id}`);
  }
  return problems;
}

/** Every decider that an answer showed is on record, in the table and in the audit log. */
async function decisionProblems(store: Store, ledger: Ledger, entries: readonly AuditEntry[]): Promise<string[]> {
  const audited = new Set(
    entries.filter(({ kind }) => kind === 'decision.recorded').map((entry) => `${entry.requestId} ${entry.actor.upn}`),
  );
  const problems: string[] = [];
  for (const [id, upns] of ledger.decisions) {
    const recorded = new Set((await store.decisions(id as RequestId)).map(({ by }) => by.upn));
    for (const [upn, shown] of upns) {
      if (!recorded.has(upn)) problems.push(`the decision of ${upn} on ${id} is lost: ${shown}`);
      else if (!audited.has(`${id} ${upn}`)) problems.push(`the decision of ${upn} on ${id} is not in the audit log`);
    }
  }
  return problems;
}

async function batchProblems(store: Store, ids: readonly RequestId[], told: Tellings): Promise<string[]> {
  const problems: string[] = [];
  for (const id of ids) {
    for (const batch of await store.batches(id)) {
      const problem = await batchProblem(store, id, batch, told);
      if (problem !== undefined) problems.push(`batch ${batch.number} of ${id} ${problem}`);
    }
  }
  return problems;
}

async function batchProblem(store: Store, id: RequestId, batch: Batch, told: Tellings): Promise<string | undefined> {
  const { number, state, looks = [] } = batch;
  if (batch.waitsFor === 'mail' && (await waitsForPersonElsewhere(store, id, batch))) return undefined;
  if (state === 'calling' || state === 'pending') {
    const { attempts, waitsFor = 'its time', status = 'no answer' } = batch;
    return `is still ${state} (${attempts} calls, ${status}, waits for ${waitsFor})`;
  }
  if (state === 'unknown') return looks.length < 3 ? 'is unclear, and nobody was asked' : undefined;
  if (state === 'refused') return undefined;
  const emails = await store.emails(id, { batch: number });
  const untold = emails.filter((email) => (told.get(keyOf(email as Email)) ?? 0) === 0);
  if (untold.length === 0) return undefined;
  const looked = JSON.stringify(looks.map(({ at: _at, ...look }) => look));
  return `is ${state}, but Graph was not told of ${JSON.stringify(untold)} out of ${JSON.stringify(emails)}; looks: ${looked}`;
}

/** Nothing that was approved is left out of every call, unless Graph refused it or a person is asked. */
async function emailProblems(store: Store, ids: readonly RequestId[], told: Tellings): Promise<string[]> {
  const problems: string[] = [];
  for (const id of ids) {
    const batches = await store.batches(id);
    if (batches.length === 0) continue;
    const excused = new Set<string>();
    for (const { number, state } of batches) {
      if (state === 'accepted' || state === 'duplicate') continue;
      for (const email of await store.emails(id, { batch: number })) excused.add(keyOf(email as Email));
    }
    const keys = (await store.emails(id)).map((email) => keyOf(email as Email));
    const untold = keys.filter((key) => !excused.has(key) && (told.get(key) ?? 0) === 0);
    if (untold.length > 0) problems.push(`${id} is approved, and Graph was never told of ${untold.join(', ')}`);
  }
  return problems;
}

/** Another request for the same mail stayed unclear after every look: until a person has settled that, this one must not go out. */
async function waitsForPersonElsewhere(store: Store, id: RequestId, { number }: Batch): Promise<boolean> {
  const request = await store.request(id);
  const emails = await store.emails(id, { batch: number });
  const unclear = await store.remediatedBefore(emails.map(emailKey), {
    action: request?.revision.action ?? 'softDelete',
    batchStates: ['unknown'],
    except: id,
  });
  for (const other of unclear.values()) {
    if ((await store.batches(other)).some(needsPerson)) return true;
  }
  return false;
}

/** Work that is still to be done, as the service itself has it on record. */
export async function unfinishedIn(store: Store): Promise<string[]> {
  const { messages, gathered } = await store.unfinished(Date.now());
  const unclear = await Promise.all(
    (await store.batchesIn('unknown')).map(async ({ requestId, number }) => {
      const batch = (await store.batches(requestId)).find((one) => one.number === number);
      return (batch?.looks?.length ?? 0) < 3 ? [requestId] : [];
    }),
  );
  const pending = await Promise.all(
    (await store.batchesIn('pending')).map(async (found) => {
      const batch = (await store.batches(found.requestId)).find((one) => one.number === found.number);
      const isHeldUp = batch?.waitsFor === 'mail' && (await waitsForPersonElsewhere(store, found.requestId, batch));
      return isHeldUp ? [] : [found];
    }),
  );
  const under = [...pending.flat(), ...(await store.batchesIn('calling'))];
  return [
    ...messages.map(({ key }) => key),
    ...gathered.map((id) => `joining ${id}`),
    ...[...under.map(({ requestId }) => requestId), ...unclear.flat()].map((id) => `batch of ${id}`),
  ];
}

/** Every request that the bot named to somebody in a chat is there. */
function chatProblems(ids: readonly RequestId[], { teams }: Tenant): string[] {
  // The help text's example is nobody's.
  const known = new Set<string>([...ids, 'CS-7F3K2Q']);
  const said = everybody.flatMap(({ key }) => teams.chat(key)).filter(({ from }) => from === 'bot');
  const named = new Set(said.flatMap((post) => JSON.stringify(post).match(/CS-[0-9A-HJKMNP-TV-Z]{6}/g) ?? []));
  return [...named].filter((id) => !known.has(id)).map((id) => `${id} was named in a chat, and is lost`);
}

/** Where the service says that a request's card stands, a card stands; and it does not ask for what is decided. */
async function cardProblems(store: Store, ids: readonly RequestId[], tenant: Tenant): Promise<string[]> {
  const posts = new Map(tenant.teams.posts().map((post) => [post.id, post]));
  const problems: string[] = [];
  for (const id of ids) {
    const request = await store.request(id);
    const card = await store.message(cardKey(id));
    const post = posts.get(card?.address?.activityId ?? '');
    const isOpen = request?.state === 'pending' || request?.state === 'partiallyApproved';
    if (!post) problems.push(`${await describeRequest(store, id)}, and no card stands there`);
    else if (!isSummary(post) && isOpen !== offers(post, 'approve')) {
      problems.push(`${await describeRequest(store, id)}, and the card does not say so: ${inShort(post)}`);
    }
  }
  return problems;
}

/** What the audit log says of every request that told Graph about this recipient: how else find out why it was told twice? */
function storyOf(entries: readonly AuditEntry[], recipient: string): string {
  const ids = new Set(
    entries
      .filter(({ kind, data }) => kind === 'remediation.sent' && JSON.stringify(data).includes(`"${recipient}"`))
      .map((entry) => entry.requestId),
  );
  const story = entries.filter(({ requestId, kind }) => ids.has(requestId) && !kind.startsWith('card.'));
  return story
    .map(({ at, kind, requestId, data }) => `\n    ${at} ${requestId} ${kind} ${JSON.stringify(data).slice(0, 400)}`)
    .join('');
}

function graphProblems({ graph, violations }: Tenant, entries: readonly AuditEntry[]): string[] {
  const { toldTwice, repeatedRequestIds, overLimit } = graph.figures();
  return [
    ...toldTwice.map(
      ({ mailbox, action, clientRequestIds }) =>
        `${mailbox.recipientEmailAddress} was told ${action} ${clientRequestIds.length} times: ${clientRequestIds.join(', ')}${storyOf(entries, mailbox.recipientEmailAddress)}`,
    ),
    ...repeatedRequestIds.map((id) => `client-request-id ${id} was used twice`),
    ...(overLimit > 0 ? [`${overLimit} calls while fifty remediations were active`] : []),
    ...violations.map((violation) => `violation: ${violation}`),
  ];
}
