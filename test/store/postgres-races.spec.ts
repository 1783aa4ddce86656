import assert from 'node:assert/strict';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Client, Pool } from 'pg';
import { misfit } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import { randomIds } from '../../src/ids.ts';
import { foundation } from '../../src/store/migrations/001-foundation.ts';
import { foundationOnPostgres } from '../../src/store/migrations/001-foundation-postgres.ts';
import type { OpenedPostgres } from '../../src/store/postgres.ts';
import { receiveAlert } from '../../src/workflow/receive-alert.ts';
import { recordDecision } from '../../src/workflow/record-decision.ts';
import { createRepeatedRefusals } from '../../src/workflow/repeated-refusals.ts';
import { requestByCommand } from '../../src/workflow/request-by-command.ts';
import type { RemovalRequest } from '../../src/workflow/steps.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { untraced } from '../../src/workflow/untraced.ts';
import { anAlert, aPolicy, inForce, messageA, stepSettings } from '../support/builders.ts';
import { fakeClock, fakeDirectory, silentMeter } from '../support/fakes.ts';
import { ana, ben } from '../support/people.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { freshDatabase, openOn } from './postgres-database.ts';
import { draftOf, pendingRequest, revisionOf } from './samples.ts';

const clock = fakeClock();
const directory = fakeDirectory();
const policy = () => inForce(aPolicy());
const everything = { afterSeq: 0, limit: 10_000 };

function portsOn(store: Store) {
  return {
    store,
    clock,
    ids: randomIds,
    digest,
    settings: stepSettings(),
    policy,
    refusals: createRepeatedRefusals(clock),
    directory,
    tracer: untraced,
    meter: silentMeter,
  };
}

describe('several instances on one PostgreSQL', () => {
  let instances: OpenedPostgres[];
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeEach(async () => {
    database = await freshDatabase();
    instances = await Promise.all([1, 2, 3].map(() => openOn(database.url)));
  });
  afterEach(async () => {
    await Promise.all(instances.map(({ close }) => close()));
    await database.drop();
  });

  /** So many at once, spread over the instances. */
  function atOnce<T>(count: number, action: (ports: ReturnType<typeof portsOn>, index: number) => Promise<T>) {
    const stores = instances.map(({ store }) => store);
    return Promise.all(
      Array.from({ length: count }, (_, index) => {
        const store = stores[index % stores.length];
        assert.ok(store);
        return action(portsOn(store), index);
      }),
    );
  }
  function oneStore(): Store {
    const [first] = instances;
    assert.ok(first);
    return first.store;
  }
  async function misfits(): Promise<unknown[]> {
    const entries = await oneStore().auditEntries(everything);
    return entries.filter((entry, index) => misfit(entry, entries[index - 1], digest) !== undefined);
  }

  it('take one alert that is delivered to all of them once', async () => {
    const alert = anAlert();

    const answers = await atOnce(30, (ports) => receiveAlert(ports, alert));

    assert.equal(answers.filter(({ duplicate }) => !duplicate).length, 1);
    assert.equal(new Set(answers.map(({ requestId }) => requestId)).size, 1);
    assert.equal((await oneStore().openRequests({ limit: 10, offset: 0 })).total, 1);
  });

  it('open one request for 50 alerts about one message, joined by a campaign, or asked for in chat', async () => {
    const asked: RemovalRequest = {
      emails: [{ networkMessageId: messageA.toUpperCase(), recipientEmailAddress: 'hannah@contoso.com' }],
      action: 'softDelete',
    };
    const answers = await atOnce(50, async (ports, index) => {
      if (index % 10 === 0) {
        const answer = await requestByCommand(ports, asked, { person: ana });
        return answer.kind === 'done' ? answer.view.requestId : answer.reason;
      }
      const recipientEmailAddress = `recipient-${index}@contoso.com`;
      const own = { networkMessageId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` };
      const emails = [{ ...(index % 2 === 0 ? own : { networkMessageId: messageA }), recipientEmailAddress }];
      const [first] = anAlert().emails;
      assert.ok(first);
      return (await receiveAlert(ports, anAlert({ emails: [first, ...emails] }))).requestId;
    });

    assert.equal(new Set(answers).size, 1, answers.join(' '));
    assert.deepEqual(await misfits(), []);
  });

  it('open one request for 30 alerts of one campaign without a common message', async () => {
    const answers = await atOnce(30, (ports, index) => {
      const networkMessageId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const emails = [{ networkMessageId, recipientEmailAddress: 'hannah@contoso.com' }] as const;
      return receiveAlert(ports, anAlert({ emails, campaignId: 'cluster' }));
    });

    assert.equal(new Set(answers.map(({ requestId }) => requestId)).size, 1);
    assert.equal((await oneStore().emails(answers[0]?.requestId ?? 'CS-')).length, 30);
  });

  it('open one request for 30 versions of one record, most of which name no message', async () => {
    const answers = await atOnce(30, (ports, index) => {
      const emails = index % 5 === 0 ? anAlert().emails : [];
      return receiveAlert(ports, anAlert({ emails, record: 'da-1' }));
    });

    assert.equal(new Set(answers.map(({ requestId }) => requestId)).size, 1);
    const { requests } = await oneStore().openRequests({ limit: 10, offset: 0 });
    assert.deepEqual(
      requests.map(({ emailCount }) => emailCount),
      [2],
    );
  });

  it('count one of 50 clicks of two approvers on one card', async () => {
    const [taken] = await atOnce(1, (ports) => receiveAlert(ports, anAlert()));
    assert.ok(taken);
    const { requestId } = taken;

    const answers = await atOnce(50, (ports, index) =>
      recordDecision(
        ports,
        index % 5 === 0 ? 'reject' : 'approve',
        { verb: index % 5 === 0 ? 'reject' : 'approve', requestId, revision: 1, reason: 'seen' },
        index % 2 ? ana : ben,
      ),
    );

    assert.equal((await oneStore().decisions(requestId)).length, 1);
    assert.ok((await oneStore().batches(requestId)).length <= 1);
    assert.ok(answers.every(({ kind }) => kind === 'card'));
    const kinds = (await oneStore().auditEntries(everything)).map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'decision.recorded').length, 1);
  });

  it('append to one chain without a gap or a fork while they write, fail, and wait for each other', async () => {
    await oneStore().transaction((tx) => tx.addRequest(pendingRequest('CS-000001')));
    let runs = 0;

    const outcomes = await Promise.allSettled(
      Array.from({ length: 150 }, async (_, index) => {
        const { store } = instances[index % 3] ?? { store: oneStore() };
        await store.transaction(async (tx) => {
          runs += 1;
          await tx.appendAudit(draftOf({ data: { index } }));
          const request = index % 2 === 0 ? await tx.lockRequest('CS-000001') : undefined;
          if (request?.state === 'pending') {
            await tx.saveRequest({ ...request, revision: revisionOf({ number: request.revision.number + 1 }) });
          }
          await tx.moveMessage(undefined, { key: `card ${index}`, requestId: 'CS-000001', state: 'sent' });
          await tx.appendAudit(draftOf({ kind: 'card.posted', data: { index } }));
          if (index % 5 === 0) throw new Error('rolled back');
        });
      }),
    );

    const entries = await oneStore().auditEntries(everything);
    assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 30);
    assert.equal(entries.length, 240);
    assert.deepEqual(await misfits(), []);
    assert.equal((await oneStore().request('CS-000001'))?.revision.number, 61);
    // Nobody was in anybody's way so that a transaction had to be repeated.
    assert.equal(runs, 150);
  });

  it('run a transaction again that met another in a deadlock', async () => {
    await oneStore().transaction(async (tx) => {
      await tx.addRequest(pendingRequest('CS-000001'));
      await tx.addRequest(pendingRequest('CS-000002'));
    });
    let runs = 0;
    let waiting = 2;
    const bothHold = Promise.withResolvers<void>();

    await atOnce(2, (ports, index) =>
      ports.store.transaction(async (tx) => {
        runs += 1;
        const ids = ['CS-000001', 'CS-000002'] as const;
        for (const id of index === 0 ? ids : ids.toReversed()) {
          const request = await tx.lockRequest(id);
          assert.ok(request?.state === 'pending');
          await tx.saveRequest({ ...request, revision: revisionOf({ number: request.revision.number + 1 }) });
          waiting -= 1;
          if (waiting === 0) bothHold.resolve();
          await bothHold.promise;
        }
      }),
    );

    assert.equal(runs, 3);
    assert.equal((await oneStore().request('CS-000001'))?.revision.number, 3);
    assert.equal((await oneStore().request('CS-000002'))?.revision.number, 3);
  });

  it('wait for whoever holds one of their messages, and for nobody else', async () => {
    const held = Promise.withResolvers<void>();
    const letGo = Promise.withResolvers<void>();
    const holding = oneStore().transaction(async (tx) => {
      await tx.lockMessages(['a', 'b'], undefined);
      held.resolve();
      await letGo.promise;
    });
    await held.promise;

    const [second] = instances.slice(1);
    await second?.store.transaction((tx) => tx.lockMessages(['c', 'd'], 'e'));
    let isIn = false;
    const other = second?.store
      .transaction((tx) => tx.lockMessages(['d', 'b'], 'e'))
      .then(() => {
        isIn = true;
      });
    await untilSomebodyWaits(database.url, 'advisory');

    assert.equal(isIn, false);
    letGo.resolve();
    await Promise.all([holding, other]);
    assert.equal(isIn, true);
  });
});

describe('several instances that start at once on an empty PostgreSQL', () => {
  it('all come up, on tables that one of them made', async () => {
    const server = await sharedPostgres();
    const url = await server.url();

    const instances = await Promise.all(Array.from({ length: 5 }, () => openOn(url)));

    await Promise.all(
      instances.map(({ store }, index) => store.transaction((tx) => tx.addRequest(pendingRequest(`CS-00000${index}`)))),
    );
    assert.equal((await instances[0]?.store.openRequests({ limit: 10, offset: 0 }))?.total, 5);
    await Promise.all(instances.map(({ close }) => close()));
    await server.drop(url);
  });
});

function untilSomebodyWaits(url: string, locktype: string): Promise<void> {
  return untilWaiting(url, locktype, true);
}

function untilNobodyWaits(url: string, locktype: string): Promise<void> {
  return untilWaiting(url, locktype, false);
}

async function untilWaiting(url: string, locktype: string, wanted: boolean): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (let waits = !wanted; waits !== wanted; ) {
    const { rowCount } = await client.query(
      `select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
       where datname = current_database() and locktype = $1 and not granted`,
      [locktype],
    );
    waits = (rowCount ?? 0) > 0;
  }
  await client.end();
}

describe('a newer instance that starts beside an older one', () => {
  it('steps back while a table is in use, brings the tables up to date then, and refuses the older one nothing', async () => {
    const server = await sharedPostgres();
    const url = await server.url();
    await migrateToFoundation(url);
    const older = new Client({ connectionString: url });
    await older.connect();
    await older.query('begin');
    await older.query('select * from batch');

    const starting = openOn(url);
    await untilSomebodyWaits(url, 'relation');
    await older.query("insert into installation values ('team', 'contoso', 'https://smba.example/')");
    await untilNobodyWaits(url, 'relation');
    await older.query('commit');
    const newer = await starting;

    assert.equal((await newer.store.installation('team'))?.tenantId, 'contoso');
    await older.query(
      "insert into channel values ('19:channel', 'contoso', 'team', 'https://smba.example/', '{}', 1000, 1)",
    );
    assert.equal((await newer.store.boundChannels()).length, 1);
    await older.end();
    await newer.close();
    await server.drop(url);
  });
});

/** As the first version left a database. */
async function migrateToFoundation(url: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }) });
  const first = { '001-foundation': { up: foundation }, '001-foundation-postgres': { up: foundationOnPostgres } };
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => first } }).migrateToLatest();
  assert.equal(error, undefined);
  await db.destroy();
}
