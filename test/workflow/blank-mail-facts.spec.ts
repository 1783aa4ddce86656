import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { misfit } from '../../src/approval/audit-chain.ts';
import type { Alert, RequestId } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { changedFacts } from '../../src/workflow/audit-actors.ts';
import { createBelievedTime } from '../../src/workflow/believed-time.ts';
import { blankMailFacts } from '../../src/workflow/blank-mail-facts.ts';
import type { Log } from '../../src/workflow/ports.ts';
import { receiveAlert } from '../../src/workflow/receive-alert.ts';
import { untraced } from '../../src/workflow/untraced.ts';
import { pendingRequest, requestIdOf } from '../store/samples.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { anAlert, aPolicy, inForce, stepSettings } from '../support/builders.ts';
import { countingIds, type FakeClock, fakeClock, fakeDirectory, silentLog, silentMeter } from '../support/fakes.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const hour = 3_600_000;
const day = 24 * hour;
const everything = { afterSeq: 0, limit: 10_000 };

const facts: Alert['facts'] = {
  title: 'MARK-title',
  description: 'MARK-description',
  subject: 'MARK-subject',
  sender: { address: 'mark-sender@evil.example', displayName: 'MARK-name' },
  receivedAt: '2026-11-20T09:00:00Z',
  threatTypes: ['MARK-threat'],
  urls: ['https://mark-url.example/'],
  attachments: [{ fileName: 'MARK-file.html', sha256: 'mark-sha' }],
  deliveryLocation: 'MARK-location',
  internetMessageId: '<mark-id@evil.example>',
  link: 'https://mark-link.example/',
};

describe('the mail facts of a request', () => {
  let world: StepWorld;
  let steady: FakeClock;
  let blank: (isStopping?: () => boolean) => Promise<void>;
  let warnings: string[];
  beforeEach(async () => {
    world = await startStepWorld();
    steady = fakeClock(0);
    warnings = [];
    blank = starting();
  });
  afterEach(() => world.close());

  /** As a process does it from its start on. */
  function starting() {
    const log: Log = { ...silentLog, warn: (_fields, message) => warnings.push(message) };
    const believedTime = createBelievedTime({ store: world.store, clock: world.clock, steady, log });
    const ports = { ...world, log, believedTime, sleep: async () => undefined };
    return (isStopping = () => false) => blankMailFacts(ports, isStopping);
  }

  /** Time goes by, and the service looks twice a day. */
  async function pass(ms: number): Promise<void> {
    await blank();
    for (let left = ms; left > 0; left -= day / 2) {
      world.clock.advance(Math.min(left, day / 2));
      steady.advance(Math.min(left, day / 2));
      await blank();
    }
  }

  async function received(over: Partial<Alert> = {}): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(anAlert({ facts, ...over }));
    await world.work();
    return requestId;
  }

  async function rejected(over: Partial<Alert> = {}): Promise<RequestId> {
    const requestId = await received(over);
    await world.click('reject', ana, requestId, { reason: 'Harmless' });
    await world.work();
    return requestId;
  }

  async function shown(requestId: RequestId) {
    const answer = await world.click('open', ben, requestId);
    assert.equal(answer.kind, 'card');
    return answer.kind === 'card' ? answer.view : assert.fail();
  }

  it('are forgotten 90 days after its end, and the card says so from then on', async () => {
    const requestId = await rejected();
    await pass(90 * day);
    const before = await shown(requestId);

    await pass(hour);

    const after = await shown(requestId);
    assert.deepEqual(before.facts, facts);
    assert.equal(before.factsBlankedAt, undefined);
    assert.doesNotMatch(JSON.stringify(after), /mark/i);
    assert.equal(after.factsBlankedAt, world.clock.now());
    assert.deepEqual(after.recipients, before.recipients);
    assert.deepEqual(after.decisions, before.decisions);
  });

  it('are forgotten as well when it was approved and told to Graph', async () => {
    const requestId = await received();
    await world.click('approve', ana, requestId);
    await world.work();

    await pass(91 * day);

    assert.doesNotMatch(JSON.stringify(await shown(requestId)), /mark/i);
  });

  it('stay while nobody knows what a call did: whoever decides that must see the mail', async () => {
    const requestId = await received();
    world.mailboxes.unreadable = true;
    world.mailboxes.answerNext({ kind: 'unclear', message: 'time-out' });
    await world.click('approve', ana, requestId);
    await world.work();

    await pass(200 * day);

    const view = await shown(requestId);
    assert.equal(view.state, 'submitting');
    assert.deepEqual(view.facts, facts);
  });

  it('are counted from the last attempt where it failed and somebody tried again', async () => {
    const requestId = await received();
    const refused = { kind: 'refused', code: 'permission', status: 403, message: 'no' } as const;
    world.mailboxes.answerNext(refused, refused);
    await world.click('approve', ana, requestId);
    await world.work();
    await pass(60 * day);
    await world.click('retry', ana, requestId);
    await world.work();

    await pass(60 * day);
    const before = await shown(requestId);
    await pass(31 * day);

    assert.equal(before.state, 'failed');
    assert.deepEqual(before.facts, facts);
    assert.equal((await shown(requestId)).facts?.subject, undefined);
  });

  it('are forgotten also of the alerts that joined, and of those that came after the end', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert({ facts }));
    await world.steps.receiveAlert(anAlert({ facts }));
    await world.click('approve', ana, requestId);
    await world.work();
    const pointed = await world.steps.receiveAlert(anAlert({ facts }));
    assert.equal(pointed.requestId, requestId);

    await pass(91 * day);

    const view = await shown(requestId);
    assert.doesNotMatch(JSON.stringify(view), /mark/i);
    assert.equal(view.alertCount, 2);
  });

  it('are in the audit chain as hashes only, so that it holds as before, and says when they were forgotten', async () => {
    const requestId = await rejected();

    await pass(91 * day);

    const entries = await world.store.auditEntries(everything);
    assert.ok(entries.every((entry, index) => misfit(entry, entries[index - 1], digest) === undefined));
    assert.doesNotMatch(JSON.stringify(entries), /mark/i);
    const blanked = entries.filter(({ kind }) => kind === 'facts.blanked');
    assert.equal(blanked.length, 1);
    assert.deepEqual(blanked[0]?.data['requestIds'], [requestId]);
    assert.equal(blanked[0]?.actor.kind, 'service');
  });

  it('are no business of the audit log where there were none', async () => {
    const email = {
      networkMessageId: '73ca4154-58d8-43d0-a890-08dc18c52e6d',
      recipientEmailAddress: 'mia@contoso.com',
    };
    const made = await world.steps.requestRemoval({ emails: [email], action: 'softDelete' }, { person: ana });
    assert.equal(made.kind, 'done');
    await pass(200 * day);

    assert.ok(!(await world.audited()).includes('facts.blanked'));
    const view = made.kind === 'done' ? await shown(made.view.requestId) : assert.fail();
    assert.equal(view.factsBlankedAt, undefined);
  });

  it('stay when the clock is set forward by a year and put right within hours', async () => {
    const requestId = await rejected();
    await pass(10 * day);

    world.clock.advance(365 * day);
    await pass(3 * hour);
    const meanwhile = await shown(requestId);
    world.clock.advance(-365 * day);
    await pass(day);

    assert.deepEqual(meanwhile.facts, facts);
    assert.deepEqual((await shown(requestId)).facts, facts);
    assert.equal(warnings.length, 1);
    await pass(80 * day);
    assert.equal((await shown(requestId)).facts?.subject, undefined);
  });

  it('are due by whole milliseconds, also where the steady clock counts finer', async () => {
    const believedTime = createBelievedTime({ store: world.store, clock: world.clock, steady, log: silentLog });
    await believedTime();
    world.clock.advance(400 * day);
    steady.advance(hour + 0.3);

    assert.ok(Number.isInteger(await believedTime()));
    assert.ok(Number.isInteger(await world.store.believedTime()));
  });

  it('stay also when the service is started again while the clock is wrong', async () => {
    const requestId = await rejected();
    await pass(10 * day);
    world.clock.advance(365 * day);

    for (let restart = 0; restart < 20; restart += 1) {
      blank = starting();
      await pass(hour);
    }

    assert.deepEqual((await shown(requestId)).facts, facts);
  });

  it('are forgotten within hours when the service comes back after weeks', async () => {
    const requestId = await rejected();
    await pass(80 * day);
    world.clock.advance(14 * day);
    blank = starting();

    await pass(hour);
    const soon = await shown(requestId);
    await pass(14 * hour);

    assert.deepEqual(soon.facts, facts);
    assert.equal((await shown(requestId)).facts?.subject, undefined);
  });

  it('are left for the next start where the service stops in between', async () => {
    const requestId = await rejected();
    await blank();
    world.clock.advance(91 * day);
    steady.advance(91 * day);

    await blank(() => true);
    const stopped = await shown(requestId);
    await blank();

    assert.deepEqual(stopped.facts, facts);
    assert.equal((await shown(requestId)).facts?.subject, undefined);
  });

  it('are forgotten a hundred at a time', async () => {
    const requestId = await rejected();
    const template = await world.store.request(requestId);
    assert.ok(template);
    await world.store.transaction(async (tx) => {
      for (let number = 0; number < 450; number += 1) {
        const id: RequestId = `CS-X${String(number).padStart(5, '0')}`;
        await tx.addRequest({ ...template, id });
        await tx.addAlert(anAlert({ facts }), { requestId: id, revision: 1 }, 'contributes', world.clock.now(), 's');
      }
    });
    await blank();
    world.clock.advance(91 * day);
    steady.advance(91 * day);

    await blank();

    const entries = await world.store.auditEntries(everything);
    const pages = entries.flatMap(({ kind, data }) => (kind === 'facts.blanked' ? [data['requestIds']] : []));
    assert.deepEqual(
      pages.map((ids) => (ids as string[]).length),
      [100, 100, 100, 100, 51],
    );
  });
});

describe('the mail facts of requests that ended under an older version', () => {
  it('are looked through to the last one, also where the first hundred are not due', async () => {
    const directory = await temporaryDirectory();
    const clock = fakeClock();
    const now = clock.now();
    const { store, tables, close } = await openSqliteStore({ directory: directory.path, digest, clock });
    await store.transaction(async (tx) => {
      for (let number = 0; number < 101; number += 1) {
        const id = requestIdOf(number);
        const ended = { expiresAt: number < 100 ? now : now - 91 * day, expiredAt: now, state: 'expired' as const };
        await tx.addRequest({ ...pendingRequest(id), ...ended });
        await tx.addAlert(anAlert({ facts }), { requestId: id, revision: 1 }, 'contributes', now, 's');
      }
    });
    // It did not note when they ended.
    await tables.updateTable('request').set({ ended_at: null }).execute();
    const parts = { store, clock, log: silentLog, settings: stepSettings() };

    await blankMailFacts({ ...parts, sleep: async () => undefined, believedTime: async () => now }, () => false);

    assert.deepEqual((await store.alertSummary(requestIdOf(0))).facts, facts);
    assert.deepEqual((await store.alertSummary(requestIdOf(100))).facts, {});
    await close();
    await directory.remove();
  });
});

describe('the hashes of mail facts in the audit chain', () => {
  async function taken(alert: Alert) {
    const directory = await temporaryDirectory();
    const clock = fakeClock();
    const opened = await openSqliteStore({ directory: directory.path, digest, clock });
    const ports = { clock, ids: countingIds(), digest, settings: stepSettings(), meter: silentMeter };
    const policy = () => inForce(aPolicy());
    await receiveAlert({ ...ports, store: opened.store, policy, tracer: untraced, directory: fakeDirectory() }, alert);
    const [entry] = (await opened.store.auditEntries(everything)).filter(({ kind }) => kind === 'alert.received');
    const row = await opened.tables
      .selectFrom('alert')
      .select(['facts', 'facts_salt as salt'])
      .executeTakeFirstOrThrow();
    await opened.close();
    await directory.remove();
    assert.ok(entry && row.facts !== null && row.salt !== null);
    return { data: entry.data, kept: { facts: JSON.parse(row.facts) as Alert['facts'], salt: row.salt } };
  }

  it('prove, while the facts are there, that they are those that came in', async () => {
    const { data, kept } = await taken(anAlert({ facts }));

    assert.equal(Object.keys(data).filter((name) => name.endsWith('Hash')).length, Object.keys(facts).length);
    assert.deepEqual(changedFacts(kept, data, digest), []);
    assert.deepEqual(changedFacts({ ...kept, facts: { ...facts, subject: 'Harmless' } }, data, digest), ['subject']);
    const { urls: _urls, ...fewer } = facts;
    assert.deepEqual(changedFacts({ ...kept, facts: fewer }, data, digest), ['urls']);
    assert.deepEqual(changedFacts({ ...kept, salt: 'another' }, data, digest).length, Object.keys(facts).length);
  });

  it('tell nobody who guesses a subject that the guess was right', async () => {
    const { data } = await taken(anAlert({ facts: { subject: 'Your mailbox is full' } }));

    assert.ok(!Object.values(data).includes(digest('Your mailbox is full')));
  });

  it('of an older version, made without a salt, are understood', () => {
    const data = { alertId: 'a', subjectHash: digest('Your mailbox is full') };

    assert.deepEqual(changedFacts({ facts: { subject: 'Your mailbox is full' } }, data, digest), []);
  });
});
