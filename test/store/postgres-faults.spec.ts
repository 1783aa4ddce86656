import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer } from 'node:net';
import { inspect } from 'node:util';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { Client } from 'pg';
import { ServiceError } from '../../src/errors.ts';
import type { OpenedPostgres } from '../../src/store/postgres.ts';
import { isConflict, isConnectionLost, isInTheWay, postgresFault } from '../../src/store/postgres-faults.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/postgres.ts';
import { recordingLog } from '../work/recording-log.ts';
import { freshDatabase, openOn } from './postgres-database.ts';
import { draftOf, pendingRequest } from './samples.ts';

function thrownBy(code: string | undefined, message = 'table "alert" of user mia@contoso.example'): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describe('faults of PostgreSQL', () => {
  const cases: readonly [string | undefined, string, RegExp, string?][] = [
    ['23505', 'storeConflict', /Two writers/],
    ['40001', 'storeConflict', /Two writers/],
    ['40P01', 'storeConflict', /Two writers/],
    ['25006', 'storeUnavailable', /read-only/],
    ['28000', 'storeUnavailable', /does not admit the user/],
    ['28P01', 'storeUnavailable', /refused the user or the password/],
    ['3D000', 'storeUnavailable', /does not exist/],
    ['53100', 'storeUnavailable', /disk of PostgreSQL is full/],
    ['53200', 'storeUnavailable', /short of memory/],
    ['53300', 'storeUnavailable', /no more connections/],
    ['55P03', 'storeUnavailable', /kept waiting/],
    ['57014', 'storeUnavailable', /kept waiting/],
    ['57P01', 'storeUnavailable', /starting or stopping/],
    ['57P03', 'storeUnavailable', /starting or stopping/],
    ['08006', 'storeUnavailable', /cannot be reached/],
    ['58030', 'storeUnavailable', /error of its system/],
    ['ECONNREFUSED', 'storeUnavailable', /cannot be reached/],
    ['ENOTFOUND', 'storeUnavailable', /cannot be reached/],
    ['ECONNRESET', 'storeUnavailable', /cannot be reached/],
    ['EPIPE', 'storeUnavailable', /cannot be reached/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'storeUnavailable', /certificate/],
    ['ENOENT', 'storeUnavailable', /sslrootcert/],
    [undefined, 'storeUnavailable', /cannot be reached/, 'Connection terminated unexpectedly'],
    [undefined, 'storeUnavailable', /cannot be reached/, 'timeout exceeded when trying to connect'],
    [undefined, 'storeUnavailable', /does not speak TLS/, 'The server does not support SSL connections'],
    [
      undefined,
      'storeUnavailable',
      /the password/,
      'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
    ],
    ['42P01', 'internal', /defect/],
    ['23503', 'internal', /defect/],
    [undefined, 'internal', /defect/],
  ];
  for (const [code, expected, sentence, message] of cases) {
    it(`are told in a sentence of ours, and may be tried again: ${code ?? message ?? 'anything else'}`, () => {
      const cause = thrownBy(code, message);

      const fault = postgresFault(cause);

      assert.equal(fault.code, expected);
      assert.match(fault.message, sentence);
      assert.doesNotMatch(fault.message, /mia|alert/);
      assert.equal(fault.retryable, true);
      assert.equal(fault.cause, cause);
    });
  }

  it('stay what they are where they are of ours already', () => {
    const fault = new ServiceError('storeConflict');

    assert.equal(postgresFault(fault), fault);
  });

  it('tell what another go may mend: two that met, and while tables are made whoever is in the way', () => {
    const codes = ['23505', '40001', '40P01', '55P03', '42P07', '57P01'];

    const faults = codes.map((code) => postgresFault(thrownBy(code)));

    assert.deepEqual(
      codes.filter((_, index) => isConflict(faults[index])),
      ['23505', '40001', '40P01'],
    );
    assert.deepEqual(
      codes.filter((_, index) => isInTheWay(faults[index])),
      codes.slice(0, -1),
    );
    assert.equal(isConflict(new Error('no')), false);
  });

  it('tell a connection that was lost from one that cannot be made', () => {
    const lost = [
      ...['57P01', '08006', 'ECONNRESET', 'EPIPE'].map((code) => thrownBy(code)),
      thrownBy(undefined, 'Connection terminated unexpectedly'),
      thrownBy(undefined, 'Client has encountered a connection error and is not queryable'),
    ];
    const neverMade = [
      ...['57P03', '53300', 'ECONNREFUSED', 'ENOTFOUND', '25006', '40001'].map((code) => thrownBy(code)),
      thrownBy(undefined, 'Connection terminated due to connection timeout'),
      thrownBy(undefined, 'timeout exceeded when trying to connect'),
    ];

    assert.ok(lost.every((thrown) => isConnectionLost(postgresFault(thrown))));
    assert.ok(neverMade.every((thrown) => !isConnectionLost(postgresFault(thrown))));
    assert.equal(isConnectionLost(new ServiceError('storeUnavailable', 'The store is closed.')), false);
  });
});

describe('the PostgreSQL store in trouble', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let opened: OpenedPostgres;
  let behind: OpenedPostgres | undefined;
  let network: Awaited<ReturnType<typeof cuttingNetwork>> | undefined;
  beforeEach(async () => {
    database = await freshDatabase();
    opened = await openOn(database.url);
  });
  afterEach(async () => {
    await behind?.close();
    await network?.close();
    [behind, network] = [undefined, undefined];
    await opened.close();
    await database.drop();
  });
  const addRequest = () => opened.store.transaction((tx) => tx.addRequest(pendingRequest('CS-000001')));

  it('refuses to change or delete an audit entry, or to leave one out, whoever asks', async () => {
    await opened.store.transaction((tx) => tx.appendAudit(draftOf()));
    const columns = 'at, tenant_id, kind, actor, data, hash';

    await assert.rejects(run(database.url, "update audit set kind = 'card.posted'"), /never changed/);
    await assert.rejects(run(database.url, 'delete from audit'), /never changed or deleted/);
    await assert.rejects(run(database.url, 'truncate audit'), /never changed or deleted/);
    for (const seq of [1, 3]) {
      const insert = `insert into audit (seq, ${columns}) select ${seq}, ${columns} from audit`;
      await assert.rejects(run(database.url, `${insert} on conflict do nothing`), /one by one/);
    }
    assert.equal((await opened.store.auditEntries({ afterSeq: 0, limit: 10 })).length, 1);
  });

  it('outlives connections that are ended, idle or in the middle of a transaction', async () => {
    const endAll = () =>
      run(
        database.url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    const attempt = opened.store.transaction(async (tx) => {
      await tx.addRequest(pendingRequest('CS-000001'));
      await endAll();
      await tx.addRequest(pendingRequest('CS-000002'));
    });
    await assert.rejects(attempt, { code: 'storeUnavailable', retryable: true });
    await opened.store.ping();
    await endAll();

    await addRequest();

    assert.equal((await opened.store.openRequests({ limit: 10, offset: 0 })).total, 1);
  });

  for (const { title, words, times, isDone, runs } of [
    { title: 'begins anew where its connection is gone', words: 'start transaction', times: 2, isDone: true, runs: 1 },
    { title: 'gives up where every one goes', words: 'start transaction', times: 100, isDone: false, runs: 0 },
    { title: 'repeats nothing that was begun', words: 'into "audit"', times: 1, isDone: false, runs: 1 },
  ]) {
    it(`${title}, and does nothing twice`, async () => {
      network = await cuttingNetwork(database.url);
      behind = await openOn(network.url);
      network.cut(words, times);
      let ran = 0;
      const attempt = behind.store.transaction(async (tx) => {
        ran += 1;
        await tx.appendAudit(draftOf());
      });

      if (isDone) await attempt;
      else await assert.rejects(attempt, { code: 'storeUnavailable', retryable: true });

      assert.equal(ran, runs);
      assert.equal((await opened.store.auditEntries({ afterSeq: 0, limit: 10 })).length, isDone ? 1 : 0);
    });
  }

  it('does not wait for ever for a row that somebody else holds', async function () {
    this.timeout(15_000);
    await addRequest();
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select * from request for update');

    const attempt = opened.store.transaction((tx) => tx.lockRequest('CS-000001'));

    await assert.rejects(attempt, { code: 'storeUnavailable', retryable: true, message: /another transaction/ });
    await holder.end();
  });

  it('says so where the database is read-only, and works again when it is not', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await run(database.url, `alter database ${name} set default_transaction_read_only = on`);
    // Connections that are open already go on as they were.
    const others = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await run(database.url, `begin read write; select pg_terminate_backend(pid) ${others}; commit`);
    await assert.rejects(opened.store.ping(), { code: 'storeUnavailable', message: /read-only/ });

    const setting = 'set transaction read write; alter database';
    await run(database.url, `begin; ${setting} ${name} reset default_transaction_read_only; commit`);

    await opened.store.ping();
  });

  it('goes on where a newer version adds a column to what it reads and writes', async () => {
    await addRequest();
    const readAll = () => Promise.all(Array.from({ length: 20 }, () => opened.store.request('CS-000001')));
    const lock = () => opened.store.transaction((tx) => tx.lockRequest('CS-000001'));
    const lockAll = () => Promise.all(Array.from({ length: 20 }, lock));
    await readAll();
    await lockAll();

    await run(database.url, 'alter table request add column newer text; alter table revision add column newer text');
    assert.equal((await lock())?.id, 'CS-000001');
    await lockAll();
    await run(database.url, 'alter table request add column newest text; alter table revision add column newest text');
    const read = await readAll();

    assert.deepEqual(new Set(read.map((one) => one?.id)), new Set(['CS-000001']));
  });

  it('takes nothing more once it is closed', async () => {
    await opened.close();

    await assert.rejects(addRequest(), { code: 'storeUnavailable', message: /closed/ });
    await assert.rejects(opened.store.request('CS-000001'), { code: 'storeUnavailable', message: /closed/ });
    await opened.close();
  });

  it('never starts on a database that a newer version has written', async () => {
    await run(database.url, "insert into kysely_migration values ('999-newer', '2999-01-01')");

    await assert.rejects(openOn(database.url), { code: 'storeUnavailable', message: /newer/ });
  });
});

/** Between the store and its database: ends a connection on which these words are said, so many times. */
async function cuttingNetwork(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const { hostname, port } = url;
  let words = '';
  let times = 0;
  const ends = new Set<() => void>();
  const network = createServer((near) => {
    const far = connect(Number(port), hostname);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    far.on('data', (bytes) => near.write(bytes));
    ends.add(end);
    near.on('data', (bytes) => {
      if (times === 0 || !bytes.includes(words)) {
        far.write(bytes);
        return;
      }
      times -= 1;
      end();
    });
  });
  await new Promise<void>((resolve) => {
    network.listen(0, '127.0.0.1', resolve);
  });
  url.hostname = '127.0.0.1';
  url.port = String((network.address() as AddressInfo).port);
  return {
    url: url.href,
    cut(said: string, howOften: number) {
      words = said;
      times = howOften;
    },
    close() {
      for (const end of ends) end();
      return new Promise<unknown>((resolve) => network.close(resolve));
    },
  };
}

describe('the PostgreSQL store without a server', () => {
  const secret = 'pa55word-of-nobody';

  async function faultOf(url: string): Promise<ServiceError> {
    const { log, lines } = recordingLog();
    const fault = await openOn(url, { log }).then(
      () => assert.fail('It opened.'),
      (thrown: unknown) => thrown,
    );
    assert.ok(fault instanceof ServiceError);
    assert.equal(fault.code, 'storeUnavailable');
    assert.doesNotMatch(`${inspect(fault, { depth: 9, showHidden: true })} ${inspect(lines)}`, new RegExp(secret));
    return fault;
  }

  it('says what is wrong, and never the password: nobody listens', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const address = listener.address();
    assert.ok(typeof address === 'object' && address !== null);
    await new Promise((resolve) => listener.close(resolve));

    const fault = await faultOf(`postgres://countersign:${secret}@127.0.0.1:${address.port}/countersign`);

    assert.match(fault.message, /cannot be reached/);
  });

  it('says what is wrong, and never the password: it is the wrong one, or for a database that is not there', async () => {
    const database = await freshDatabase();
    const wrongPassword = new URL(database.url);
    wrongPassword.password = secret;
    const noDatabase = new URL(database.url);
    noDatabase.pathname = '/nothing-here';

    assert.match((await faultOf(wrongPassword.href)).message, /user or the password/);
    assert.match((await faultOf(noDatabase.href)).message, /does not exist/);
    await database.drop();
  });

  it('says what is wrong, and never the password: TLS that the server has not, or an authority that is no file', async () => {
    const database = await freshDatabase();
    const url = database.url.replace(/:[^:@]+@/, `:${secret}@`);

    assert.match((await faultOf(`${url}?sslmode=verify-full`)).message, /does not speak TLS/);
    assert.match((await faultOf(`${url}?sslmode=verify-full&sslrootcert=/no/such.pem`)).message, /sslrootcert/);
    await database.drop();
  });
});

describe('the PostgreSQL store while its server is gone', () => {
  let server: OwnPostgres;
  before(async () => {
    server = await startOwnPostgres();
  });
  after(() => server.stop());

  it('refuses, and works again when the server is back, with everything that was acknowledged', async () => {
    const { log, lines } = recordingLog();
    const { store, close } = await openOn(await server.url(), { log });
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        store.transaction((tx) => tx.addRequest(pendingRequest(`CS-00000${index}`))),
      ),
    );

    await server.crash();
    await assert.rejects(store.ping(), { code: 'storeUnavailable', retryable: true });
    await assert.rejects(store.request('CS-000000'), { code: 'storeUnavailable', retryable: true });
    await server.restart();

    await store.ping();
    await store.transaction((tx) => tx.addRequest(pendingRequest('CS-000005')));
    assert.equal((await store.openRequests({ limit: 10, offset: 0 })).total, 6);
    assert.ok(lines.every(({ level }) => level === 'warn'));
    await close();
  });
});
