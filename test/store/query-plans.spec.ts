/**
 * A million past requests must cost the present one nothing: whatever the store asks, an index answers. No statistics
 * are gathered (`analyze`), so that SQLite plans everywhere as it does here, on tables that are empty.
 */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'mocha';
import { notProvenReasons } from '../../src/approval/verification.ts';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, storeOn } from '../../src/store/sqlite.ts';
import { searchesKept } from '../../src/workflow/found-mail.ts';
import type { StoreReader, StoreTransaction } from '../../src/workflow/store-port.ts';
import { workKinds } from '../../src/workflow/work.ts';
import { checkpointOver } from '../support/checkpoints.ts';
import {
  alertOf,
  ana,
  approvedRequest,
  card,
  decisionBy,
  draftOf,
  emailTo,
  pendingRequest,
  searchOf,
} from './samples.ts';

const id = 'CS-000001';
const some = { limit: 20, offset: 20 };
const batchState = ['pending', 'calling', 'accepted', 'duplicate'] as const;
const batch = { number: 1, state: 'pending', emailCount: 2, attempts: 0 } as const;

type Questions<Port> = { readonly [Method in keyof Port]: (port: Port) => Promise<unknown> };

function keys(count: number): string[] {
  return Array.from({ length: count }, (_, nth) => `aaaa0000-0000-4000-8000-${String(nth).padStart(12, '0')}`);
}

/** Every question with short and long lists: how many values are named changes what SQLite thinks best. */
async function forLists(ask: (list: string[]) => Promise<unknown>): Promise<void> {
  for (const count of [1, 2, 10, 400]) {
    await ask(keys(count));
    await ask([...keys(count), 'id:graph']);
  }
}

const questions: Questions<StoreReader> = {
  request: (store) => store.request(id),
  emails: async (store) => {
    await store.emails(id);
    await store.emails(id, { batch: 1, ...some });
  },
  emailsByMessage: (store) => store.emailsByMessage(id, some),
  emailsToProve: (store) => store.emailsToProve(id, 1),
  proofCounts: (store) => store.proofCounts(id, [1, 2, 3]),
  proofs: async (store) => {
    await store.proofs(id, { among: notProvenReasons });
    await store.proofs(id, { among: ['moved'], ...some });
  },
  undosOf: (store) => store.undosOf(id),
  requestsAfter: (store) => store.requestsAfter(id),
  alertReceipt: (store) => store.alertReceipt('sublime', 'alert-1'),
  alertSummary: (store) => store.alertSummary(id),
  thatTellOf: (store) => forLists((list) => store.thatTellOf(list, 'contoso')),
  contributed: (store) => store.contributed('sublime', id),
  alertIdsOf: (store) => store.alertIdsOf('sublime', id, 1_000),
  decisions: (store) => store.decisions(id),
  batches: (store) => store.batches(id),
  message: (store) => store.message(`card:${id}`),
  unsentReplyBefore: (store) => store.unsentReplyBefore({ key: `card:${id}`, requestId: id }),
  waitingCards: (store) => store.waitingCards({ channelIds: ['a', 'b'], sendingSince: 1, limit: 20 }),
  cardsListedIn: (store) => store.cardsListedIn('summary:1'),
  openRequests: (store) => store.openRequests(some),
  decidedRequests: (store) => store.decidedRequests(some),
  joinable: (store) =>
    forLists(async (list) => {
      await store.joinable(list, undefined);
      await store.joinable(list, 'campaign', '19:channel', { source: 'sublime', id: 'record' });
    }),
  remediatedBefore: (store) =>
    forLists(async (list) => {
      for (const batchStates of [['accepted'], batchState] as const) {
        const asked = { action: 'softDelete', batchStates } as const;
        await store.remediatedBefore(list, asked);
        await store.remediatedBefore(list, { ...asked, except: id, calledSince: 1 });
      }
    }),
  newestRemediation: (store) => forLists(async (list) => void (await store.newestRemediation(list, batchState))),
  decidedBefore: (store) => forLists((list) => store.decidedBefore(list, { source: 'sublime', id: 'record' })),
  gatheredEmailCount: (store) => store.gatheredEmailCount(id),
  gathered: (store) => store.gathered(id),
  withoutCard: (store) => store.withoutCard(10_000),
  owedMessages: (store) => store.owedMessages(id),
  batchesIn: (store) => store.batchesIn('calling'),
  underWay: (store) => store.underWay(1),
  waitingForSlot: (store) => store.waitingForSlot(40),
  unsettledBatches: (store) => store.unsettledBatches(),
  standing: (store) => store.standing(),
  unfinished: (store) => store.unfinished(20),
  undecided: (store) => store.undecided({ toRemind: 20, toEscalate: 20 }),
  unresolved: (store) => store.unresolved(),
  openRequestsIn: (store) => store.openRequestsIn('19:channel', 20),
  boundChannels: (store) => store.boundChannels(),
  installation: (store) => store.installation('team'),
  newestCheckpoint: (store) => store.newestCheckpoint(),
  auditEntries: (store) => store.auditEntries({ afterSeq: 20, limit: 20 }),
  believedTime: (store) => store.believedTime(),
  counts: (store) => store.counts({ from: 20_000, to: 20_029 }),
  countedSince: (store) => store.countedSince(),
  mailSearch: (store) => store.mailSearch('search'),
  requestsFromSearch: (store) => store.requestsFromSearch('search'),
};

const writes: Questions<Omit<StoreTransaction, keyof StoreReader>> = {
  lockRequest: (tx) => tx.lockRequest(id),
  lockMessages: (tx) => tx.lockMessages(keys(2), 'campaign'),
  lockSlots: (tx) => tx.lockSlots(),
  addRequest: (tx) => tx.addRequest(pendingRequest(id)),
  saveRequest: (tx) => tx.saveRequest(approvedRequest(id)),
  addEmails: (tx) => tx.addEmails(id, [emailTo('mia'), emailTo('noa'), { id: 'graph' }], 1),
  saveProofs: (tx) =>
    tx.saveProofs(id, [
      { email: emailTo('mia'), proof: 'moved', location: 'others' },
      { email: emailTo('noa'), proof: 'notFound' },
    ]),
  resolveEmail: (tx) => tx.resolveEmail(id, 'graph', { ...emailTo('ole'), id: 'graph' }),
  addAlert: async (tx) => {
    await tx.addAlert(alertOf({ record: 'record' }), { requestId: id, revision: 1 }, 'contributes', 1_000);
    await tx.addAlert(alertOf({ alertId: 'alert-2' }), { requestId: id, revision: 1 }, 'gathered', 1_000);
  },
  keepOwnFacts: (tx) => tx.keepOwnFacts(id, { subject: 'Overdue invoice' }, 'salt'),
  settleGathered: (tx) => tx.settleGathered(id, { requestId: id, revision: 1 }, 'contributes'),
  addDecision: (tx) => tx.addDecision(id, decisionBy(ana)),
  addBatches: (tx) => tx.addBatches(id, [{ batch, emails: [emailTo('mia'), emailTo('noa')] }]),
  leaveOut: (tx) => tx.leaveOut(id, 1, [emailTo('mia')]),
  moveBatch: (tx) => tx.moveBatch(id, ['pending', 'unknown'], { ...batch, state: 'calling' }),
  moveMessage: async (tx) => {
    await tx.moveMessage(undefined, { key: `card:${id}`, requestId: id, state: 'sending' });
    await tx.moveMessage('sending', { key: `card:${id}`, requestId: id, state: 'sent', address: card });
  },
  bindChannel: (tx) => tx.bindChannel(card, {}, ana, 1_000),
  markChannelsGone: (tx) => tx.markChannelsGone([card.channelId], 1_000),
  markChannelsBack: (tx) => tx.markChannelsBack([card.channelId]),
  unbindChannel: (tx) => tx.unbindChannel(card.channelId),
  saveInstallation: (tx) => tx.saveInstallation(card),
  removeInstallation: (tx) => tx.removeInstallation(card.teamId),
  leasePoll: (tx) => tx.leasePoll({ name: 'defender', holder: 'a', now: 1_000, leaseUntil: 2_000, longest: 9_000 }),
  keepPoll: (tx) =>
    tx.keepPoll({ name: 'defender', holder: 'a', from: undefined, takenUntil: 1_000, leaseUntil: 2_000 }),
  saveBelievedTime: (tx) => tx.saveBelievedTime(1_000),
  count: (tx) => tx.count({ name: 'opened', bucket: 'all', day: 20_000, by: 1 }),
  forgetCounts: (tx) => tx.forgetCounts(19_000),
  noteEnds: (tx) => tx.noteEnds(200),
  blankFacts: async (tx) => {
    const ended = 'CS-000009';
    await tx.addRequest(approvedRequest(ended, { state: 'submitted' }));
    await tx.keepOwnFacts(ended, { subject: 'Overdue invoice' }, 'salt');
    await tx.addAlert(alertOf({ alertId: 'alert-9' }), { requestId: ended, revision: 1 }, 'contributes', 1_000, 'salt');
    await tx.blankFacts({ endedBefore: 2_000, at: 3_000, requests: 200, alerts: 1_000 });
  },
  addMailSearch: async (tx) => {
    // One more than are kept.
    for (let nth = 0; nth <= searchesKept; nth += 1) await tx.addMailSearch(searchOf({ id: `search-${nth}`, at: nth }));
  },
  noteRequestFromSearch: (tx) => tx.noteRequestFromSearch('search-1', 1, id),
  forgetMailSearches: (tx) => tx.forgetMailSearches(2, 100),
  appendAudit: (tx) => tx.appendAudit(draftOf({ requestId: id })),
  lockAuditEnd: (tx) => tx.lockAuditEnd(),
  // Of nothing that the chain holds: the statement is planned all the same.
  addCheckpoint: (tx) => assert.rejects(tx.addCheckpoint(checkpointOver({ seq: 1, hash: 'none' }))),
  schedule: async (tx) => {
    await tx.schedule({ kind: 'postCard', requestId: id }, 2_000);
    await tx.schedule({ kind: 'postCard', requestId: id }, 1_000);
    await tx.schedule({ kind: 'redrawCard', requestId: id }, 1_000);
  },
  ensureScheduled: (tx) => tx.ensureScheduled({ kind: 'submitBatch', requestId: id, batch: 1 }, 1_000),
};

/** Statements by what asked for them. */
function watch(database: DatabaseSync): { asked: Map<string, Set<string>>; during: (name: string) => void } {
  const asked = new Map<string, Set<string>>();
  let current = 'opening';
  database.prepare = function prepare(sql) {
    asked.set(current, (asked.get(current) ?? new Set()).add(sql));
    return DatabaseSync.prototype.prepare.call(database, sql);
  };
  return {
    asked,
    during: (name) => {
      current = name;
    },
  };
}

function planOf(database: DatabaseSync, sql: string): string[] {
  const rows = DatabaseSync.prototype.prepare.call(database, `explain query plan ${sql}`).all();
  return rows.map(({ detail }) => String(detail));
}

/** Tables that grow with the number of past requests. */
const growing = [
  'request',
  'revision',
  'analyzed_email',
  'alert',
  'decision',
  'batch',
  'message_out',
  'audit',
  'work',
  'mail_search',
];
const fullScan = new RegExp(`^SCAN (?:${[...growing, 'gathered_message', 'daily_count'].join('|')})\\b`);
/** One row from an end of an index. */
const endOfChain = /order by "seq" desc limit \?$/;
/** Reading all rows of one value of these is reading nearly everything. */
const nearlyAll = /batch_by_(?:state|settling) \(state=\?\)$|message_out_by_state \(state=\?\)$/;

async function exercise(opened: OpenedStore, during: (name: string) => void): Promise<void> {
  const { store, workShelf } = opened;
  await store.transaction(async (tx) => {
    for (const [name, write] of Object.entries(writes)) {
      during(name);
      await write(tx);
    }
  });
  for (const [name, ask] of Object.entries(questions)) {
    during(name);
    await ask(store);
  }
  during('ping');
  await store.ping();
  during('the work shelf');
  const [first, second, third] = await workShelf.take(workKinds, 20, 5_000, 10_000);
  assert.ok(first && second && third);
  await workShelf.done(first);
  await workShelf.putBack(second, 6_000, 'internal');
  await workShelf.giveUp(third, 'internal');
  await workShelf.take(workKinds, 20, 20_000, 30_000);
  await workShelf.nextDueAt(workKinds);
  await workShelf.releaseAll();
}

describe('the embedded store, whatever it is asked', () => {
  let database: DatabaseSync;
  let opened: OpenedStore;
  let statements: Map<string, Set<string>>;

  before(async () => {
    database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
    const { asked, during } = watch(database);
    opened = await storeOn(database, { digest, clock: { now: () => 1_000 } });
    await exercise(opened, during);
    asked.delete('opening');
    statements = asked;
  });
  after(() => opened.close());

  function offending(offends: (step: string, sql: string) => boolean): string[] {
    return [...statements].flatMap(([name, all]) =>
      [...all].flatMap((sql) =>
        planOf(database, sql)
          .filter((step) => offends(step, sql))
          .map((step) => `${name}: ${step}: ${sql}`),
      ),
    );
  }

  it('never reads through a table that grows (but for what is gathered now, when the sweep asks for all of it)', () => {
    assert.deepEqual(
      offending((step, sql) => fullScan.test(step) && !endOfChain.test(sql)).filter(
        (found) => !found.startsWith('unfinished: SCAN gathered_message'),
      ),
      [],
    );
  });

  it('never builds an index of its own for one question', () => {
    assert.deepEqual(
      offending((step) => step.includes('AUTOMATIC')),
      [],
    );
  });

  it('begins at the emails that are asked about, not at all batches or requests of one state', () => {
    const about = new Set(['joinable', 'newestRemediation', 'remediatedBefore', 'decidedBefore', 'thatTellOf']);
    const found = [...statements].filter(([name]) => about.has(name)).flatMap(([, all]) => [...all]);
    assert.ok(found.length > 0);
    const wrong = found.filter((sql) => planOf(database, sql).some((step) => /\(state=\?\)$/.test(step)));
    assert.deepEqual(wrong, []);
  });

  it('reads no more than it needs of what was sent and accepted', () => {
    const allowed = new Set(['batchesIn', 'standing', 'withoutCard', 'waitingCards', 'unfinished']);
    const wrong = [...statements]
      .filter(([name]) => !allowed.has(name))
      .flatMap(([name, all]) => [...all].map((sql) => ({ name, steps: planOf(database, sql) })))
      .filter(({ steps }) => steps.some((step) => nearlyAll.test(step)));
    assert.deepEqual(wrong, []);
  });

  it('sorts alerts of one request without reading what they say', () => {
    const facts = [...(statements.get('alertSummary') ?? [])].filter((sql) => sql.includes('"facts"'));
    // Of the first alert, and of the newest version of its record.
    assert.equal(facts.length, 2);
    for (const sql of facts) {
      assert.ok(
        planOf(database, sql).every((step) => !step.includes('TEMP B-TREE')),
        sql,
      );
    }
  });

  it('finds what is old enough to be forgotten in the order of its age, past what was forgotten already', () => {
    const [due] = [...(statements.get('blankFacts') ?? [])].filter((sql) => sql.includes('"ended_at" < ?'));
    assert.ok(due);
    const steps = planOf(database, due);
    assert.ok(steps.length === 1 && steps[0]?.includes('request_by_end (ended_at<?)'), steps.join('; '));
  });

  it('counts pages of past requests off in the index of their decisions alone', () => {
    const [page] = [...(statements.get('decidedRequests') ?? [])];
    assert.ok(page);
    assert.deepEqual(planOf(database, page), [
      'SEARCH request USING COVERING INDEX request_by_decision (decided_at>?)',
    ]);
  });

  it('counts the senders of a campaign in their index alone', () => {
    const [senders] = [...(statements.get('alertSummary') ?? [])].filter((sql) => sql.includes('"sender"'));
    assert.ok(senders);
    const steps = planOf(database, senders);
    assert.ok(steps.some((step) => step.startsWith('SEARCH alert USING COVERING INDEX alert_by_sender')));
  });

  it('finds the end of the audit chain at once, also in the trigger that keeps it without gaps', () => {
    const steps = planOf(database, 'select coalesce(max(seq), 0) + 1 from audit');
    assert.ok(steps.some((step) => step.startsWith('SEARCH audit USING COVERING INDEX')));
    assert.ok(steps.every((step) => !step.startsWith('SCAN audit')));
  });
});
