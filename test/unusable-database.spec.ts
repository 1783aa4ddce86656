import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Client } from 'pg';
import { keepSecret } from '../src/config/secret.ts';
import { digest } from '../src/digest.ts';
import { openStorage } from '../src/open-storage.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';
import { type PostgresServer, sharedPostgres } from './support/postgres.ts';
import { recordingLog } from './work/recording-log.ts';

const secret = 'pa55word-of-nobody';
const clock = { now: () => Date.now() };
const store = join(import.meta.dirname, '../src/cli/store.ts');

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function faultOf(url: string): Promise<{ code: string; message: string; told: string }> {
  const { log, lines } = recordingLog();
  const concurrency = { thread: 1, mailboxes: 1, reads: 1, callbacks: 1 };
  const thrown = await openStorage({ kind: 'postgres', url: keepSecret(url) }, { clock, log, concurrency }).then(
    async (storage) => {
      await storage.close();
      assert.fail('It opened.');
    },
    (fault: { code: string; message: string }) => fault,
  );
  const told = inspect(lines, { depth: 9 });
  return { code: thrown.code, message: thrown.message, told };
}

describe('a database that cannot be used', function () {
  this.timeout(30_000);
  let server: PostgresServer;
  let url: string;
  let role: string;
  before(async () => {
    server = await sharedPostgres();
  });
  beforeEach(async () => {
    url = await server.url();
    role = `role_${randomUUID().replaceAll('-', '')}`;
    await run(url, `create role ${role} login password '${secret}'`);
  });
  afterEach(async () => {
    await server.drop(url);
    await run(await server.url('postgres'), `drop role ${role}`);
  });

  function changed(change: (parts: URL) => void): string {
    const parts = new URL(url);
    change(parts);
    return parts.href;
  }
  const asRole = (): string =>
    changed((parts) => {
      parts.username = role;
      parts.password = secret;
    });
  const named = (): string => new URL(url).pathname.slice(1);

  const cases: readonly [string, RegExp, () => string | Promise<string>][] = [
    ['a wrong password', /the user or the password/, () => changed((parts) => (parts.password = secret))],
    ['a user that is not there', /the user or the password/, () => asRole().replace(role, 'nobody-at-all')],
    ['a database that is not there', /does not exist/, () => changed((parts) => (parts.pathname = '/not-there'))],
    ['a port where nobody listens', /cannot be reached/, () => `postgres://u:${secret}@127.0.0.1:1/x`],
    ['a host that is not there', /cannot be reached/, () => `postgres://u:${secret}@no..host:5432/x`],
    ['TLS that the server has not', /does not speak TLS/, () => `${url}?sslmode=verify-full`],
    ['a user that may make no tables', /may not do what this service needs/, asRole],
    [
      'a user that may make tables but no schema',
      /may not do what this service needs/,
      async () => {
        await run(url, `grant create on schema public to ${role}`);
        return asRole();
      },
    ],
    [
      'no connection that is free',
      /no more connections/,
      async () => {
        await run(url, `alter database ${named()} connection limit 0`);
        return asRole();
      },
    ],
    [
      "another program's tables in another schema",
      /Another program keeps its tables/,
      async () => {
        const make = ['kysely_migration', 'kysely_migration_lock'].map(
          (table) => `create table other.${table} (id text)`,
        );
        await run(url, 'create schema other', ...make);
        return url;
      },
    ],
    [
      "another program's tables",
      /Another program keeps its tables/,
      async () => {
        const row = "insert into kysely_migration values ('2020-theirs', '2020-01-01')";
        await run(url, 'create table kysely_migration (name text primary key, timestamp text)', row);
        return url;
      },
    ],
  ];
  for (const [what, sentence, unusable] of cases) {
    it(`is told in a sentence of ours, without the password: ${what}`, async () => {
      const { code, message, told } = await faultOf(await unusable());

      assert.equal(code, 'storeUnavailable');
      assert.match(message, sentence);
      assert.doesNotMatch(message + told, new RegExp(`${secret}|postgres://[^ ]*@`));
    });
  }

  it('is told in a sentence of ours where it takes connections and says nothing', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    assert.ok(typeof address === 'object' && address !== null);

    const { message } = await faultOf(`postgres://u:${secret}@127.0.0.1:${address.port}/x`);

    assert.match(message, /cannot be reached/);
    silent.close();
  });

  it('is told by a copy, too, which keeps nothing', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-'));
    const { close } = await openSqliteStore({ directory, digest, clock });
    await close();
    const env = { DATA_DIR: directory };

    for (const [to, sentence] of [
      [changed((parts) => (parts.password = secret)), /^Nothing was copied\. .*the user or the password/],
      [asRole(), /^Nothing was copied\. .*may not do what this service needs/],
      [`postgres://u:${secret}@127.0.0.1:1/x`, /^Nothing was copied\. .*cannot be reached/],
    ] as const) {
      const { status, stderr } = spawnSync(process.execPath, [store, 'copy', '--to', to], { env, encoding: 'utf8' });

      assert.equal(status, 1);
      assert.match(stderr, sentence);
      assert.doesNotMatch(stderr, new RegExp(secret));
    }
    rmSync(directory, { recursive: true });
  });
});
