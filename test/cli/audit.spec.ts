import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'mocha';
import type { AuditEntry } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { freshDatabase, openOn } from '../store/postgres-database.ts';
import { draftOf } from '../store/samples.ts';
import { newSigningKey, testKey } from '../support/checkpoints.ts';
import { auditHere, runAudit, runAuditAndLeave } from '../support/run-audit.ts';

interface Running {
  readonly store: Store;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function embedded(): Promise<Running> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-'));
  const opened = await openSqliteStore({ directory, digest, clock: { now: () => 1_000 } });
  return {
    store: opened.store,
    env: { DATA_DIR: directory },
    async close() {
      await opened.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function server(): Promise<Running> {
  const database = await freshDatabase();
  const opened = await openOn(database.url);
  return {
    store: opened.store,
    env: { DATABASE_URL: database.url },
    async close() {
      await opened.close();
      await database.drop();
    },
  };
}

const day = 86_400_000;
const firstAt = Date.UTC(2026, 10, 1, 12);

/** A few a day, one of them with a clock that is an hour off. */
async function fill(store: Store, count: number): Promise<readonly AuditEntry[]> {
  for (let index = 0; index < count; index += 1) {
    const at = firstAt + Math.floor(index / 4) * day + (index % 4 === 1 ? -3_600_000 : 0);
    const data = {
      index,
      text: 'Gruß, "分析"\n\u202e',
      many: Array.from({ length: index % 50 }, (_, n) => `r${n}@a.b`),
    };
    await store.transaction((tx) => tx.appendAudit(draftOf({ at, data, actor: { ...draftOf().actor, name: '=1+1' } })));
  }
  return store.auditEntries({ afterSeq: 0, limit: count });
}

for (const [name, open] of [
  ['the embedded store', embedded],
  ['PostgreSQL', server],
] as const) {
  describe(`npm run audit, beside a service on ${name}`, () => {
    let running: Running;
    let entries: readonly AuditEntry[];
    let folder: string;
    before(async () => {
      running = await open();
      entries = await fill(running.store, 120);
      folder = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
      writeFileSync(join(folder, 'private.pem'), testKey.privatePem);
      writeFileSync(join(folder, 'public.pem'), testKey.publicPem);
      writeFileSync(join(folder, 'other.pem'), newSigningKey().publicPem);
    });
    after(async () => {
      rmSync(folder, { recursive: true });
      await running.close();
    });
    const path = (file: string): string => join(folder, file);
    const withKey = () => ({ ...running.env, AUDIT_SIGNING_KEY_PATH: path('private.pem') });
    const linesOf = (some: readonly AuditEntry[]) => some.map((entry) => `${JSON.stringify(entry)}\n`).join('');

    it('verifies, and says that nothing shows a cut-off end without a checkpoint', async () => {
      const { status, stdout, stderr } = await runAudit(['verify'], running.env);

      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, /^The chain holds: entries 1 to 120, 120 in all\./);
      assert.match(stdout, /^There is no checkpoint/m);
    });

    it('exports every entry, and nothing else, and signs no checkpoint without a key', async () => {
      const { status, stdout, stderr } = await runAudit(['export'], running.env);

      assert.deepEqual([status, stderr], [0, '']);
      assert.equal(stdout, linesOf(entries));
      assert.equal(await running.store.newestCheckpoint(), undefined);
    });

    it('exports what a time names, without holes although clocks differ, from the first to the last of it', async () => {
      const { status, stdout } = await auditHere(
        ['export', '--from', '2026-11-03', '--to', '2026-11-04T12:00:00Z'],
        running.env,
      );

      assert.equal(status, 0);
      // The last before noon of the 4th is the second of that day, written behind one of noon.
      assert.equal(stdout, linesOf(entries.slice(8, 14)));
    });

    it('exports a whole day where a date is named, and says so where there is nothing', async () => {
      const [whole, none] = await Promise.all([
        auditHere(['export', '--from', '2026-11-03', '--to', '2026-11-03'], running.env),
        auditHere(['export', '--from', '2030-01-01'], running.env),
      ]);

      assert.equal(whole.stdout, linesOf(entries.slice(8, 12)));
      assert.deepEqual([none.status, none.stdout, none.stderr], [0, '', 'No entry in this time.\n']);
    });

    it('exports a table for people, a line for each entry', async () => {
      const { status, stdout } = await auditHere(['export', '--format', 'csv'], running.env);

      const lines = stdout.split('\r\n');
      assert.equal(status, 0);
      assert.match(lines[0] ?? '', /^seq,at,tenantId,kind/);
      assert.equal(lines.length, 122);
      assert.match(
        lines[1] ?? '',
        /^1,2026-11-01T12:00:00\.000Z,contoso,request\.created,CS-000001,1,source,,,"'=1\+1",/,
      );
    });

    it('signs what it exports: the checkpoint shows that the end of the file was cut off, or its beginning', async () => {
      const exported = await auditHere(['export', '--checkpoint', path('whole.json')], withKey());
      assert.deepEqual([exported.status, exported.stderr], [0, '']);
      const vouched = ['--checkpoint', path('whole.json'), '--public-key', path('public.pem')];
      const lines = exported.stdout.split(/(?<=\n)/);
      writeFileSync(path('whole.jsonl'), exported.stdout);
      writeFileSync(path('cut.jsonl'), lines.slice(0, 100).join(''));
      writeFileSync(path('headless.jsonl'), lines.slice(3).join(''));

      const [whole, cut, headless, unsigned, foreign] = await Promise.all([
        auditHere(['verify', '--file', path('whole.jsonl'), ...vouched]),
        auditHere(['verify', '--file', path('cut.jsonl'), ...vouched]),
        auditHere(['verify', '--file', path('headless.jsonl'), ...vouched]),
        auditHere(['verify', '--file', path('cut.jsonl')]),
        auditHere(['verify', '--file', path('whole.jsonl'), ...vouched.slice(0, 3), path('other.pem')]),
      ]);

      assert.deepEqual([whole.status, whole.stderr], [0, '']);
      assert.match(whole.stdout, /^One checkpoint fits; .* goes up to entry 120, signed by a key that was given\.$/m);
      assert.equal(cut.status, 1);
      assert.match(cut.stderr, /^Entry 101 is missing: /);
      assert.equal(headless.status, 1);
      assert.match(headless.stderr, /^Entry 1 is missing: /);
      assert.equal(unsigned.status, 0);
      assert.match(unsigned.stdout, /it cannot be told whether the end was cut off/);
      assert.equal(foreign.status, 1);
      assert.match(foreign.stderr, /not among those given/);
      assert.deepEqual(JSON.parse(readFileSync(path('whole.json'), 'utf8')), await running.store.newestCheckpoint());
    });

    it('signs a section as a section, and the chain in the database as a whole', async () => {
      const asked = ['export', '--from', '2026-11-03', '--to', '2026-11-04', '--checkpoint', path('section.json')];
      const exported = await auditHere(asked, withKey());
      writeFileSync(path('section.jsonl'), exported.stdout);

      const vouched = ['--checkpoint', path('section.json'), '--public-key', path('public.pem')];
      const { status, stdout } = await auditHere(['verify', '--file', path('section.jsonl'), ...vouched]);

      assert.equal(status, 0);
      assert.match(
        stdout,
        /entries 9 to 16, 8 in all[\s\S]*begins with entry 9[\s\S]*One checkpoint fits; .* up to entry 16/,
      );
      assert.equal((await running.store.newestCheckpoint())?.seq, 120);
    });

    it('verifies against the checkpoints in the database, and those that were kept elsewhere', async () => {
      const [signed, unsigned, kept] = await Promise.all([
        auditHere(['verify'], withKey()),
        auditHere(['verify'], running.env),
        auditHere(['verify', '--checkpoint', path('section.json')], withKey()),
      ]);

      assert.deepEqual([signed.status, unsigned.status, kept.status], [0, 0, 0]);
      assert.match(signed.stdout, /^2 checkpoints fit; .* up to entry 120, signed by a key that was given/m);
      assert.match(unsigned.stdout, /its signature was not checked/);
      assert.match(kept.stdout, /^3 checkpoints fit/m);
    });

    it('puts no checkpoint in the place of another', async () => {
      const { status, stdout, stderr } = await auditHere(['export', '--checkpoint', path('whole.json')], withKey());

      assert.deepEqual([status, stdout], [74, '']);
      assert.match(stderr, /is there already/);
    });

    it('signs nothing where there is nothing, and says so', async () => {
      const asked = ['export', '--from', '2030-01-01', '--checkpoint', path('none.json')];

      const { status, stdout, stderr } = await auditHere(asked, withKey());

      assert.deepEqual([status, stdout, stderr], [0, '', 'No entry in this time, and so no checkpoint.\n']);
      assert.equal(existsSync(path('none.json')), false);
    });

    it('ends without a word where whoever reads has had enough', async () => {
      // Far more than a pipe holds: it must notice before it is done.
      const data = { text: 'x'.repeat(200_000) };
      for (let index = 0; index < 20; index += 1) {
        await running.store.transaction((tx) => tx.appendAudit(draftOf({ data })));
      }

      const { status, stdout, stderr } = await runAuditAndLeave(['export', '--format', 'csv'], running.env);

      assert.match(stdout, /^seq,at/);
      assert.deepEqual([status, stderr], [74, '']);
    });
  });
}

describe('npm run audit', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
    writeFileSync(join(folder, 'empty.jsonl'), '');
    writeFileSync(join(folder, 'rubbish'), 'rubbish');
    writeFileSync(join(folder, 'private.pem'), testKey.privatePem);
    writeFileSync(join(folder, 'public.pem'), testKey.publicPem);
    writeFileSync(join(folder, 'countersign.db'), 'not a database at all, '.repeat(300));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Arguments, environment, exit code, what is said. `@` is the folder. */
  const table: [readonly string[], Readonly<Record<string, string>>, number, RegExp][] = [
    [[], {}, 64, /^What is to be done comes first: verify or export\.\nUsage: /],
    [['verify', '--file', '@/none'], {}, 66, /^There is no file \S+none\.$/m],
    [['verify', '--file', '@'], {}, 66, /is a folder, not a file/],
    [['verify', '--file', '@/empty.jsonl', '--checkpoint', '@'], {}, 66, /is a folder, not a file/],
    [['verify', '--file', '@/empty.jsonl', '--checkpoint', '@/rubbish'], {}, 66, /does not hold checkpoints/],
    [
      ['verify', '--file', '@/empty.jsonl', '--public-key', '@/private.pem'],
      {},
      66,
      /does not hold Ed25519 public keys/,
    ],
    [['verify', '--file', '@/empty.jsonl'], {}, 1, /^There is no entry in the file/],
    [['verify', '--file', '@/rubbish'], {}, 1, /^Entry 1 \(line 1\) cannot be read: it is not JSON/],
    [['verify'], { DATA_DIR: '@/nowhere' }, 66, /^There is no embedded store in /],
    [['verify'], { DATA_DIR: '@' }, 74, /damaged or is not a database/],
    [['verify'], { DATABASE_URL: 'mysql://MARKER' }, 78, /DATABASE_URL: must be empty/],
    [['verify'], { DATABASE_URL: 'postgres://u:MARKER@127.0.0.1:1/x' }, 74, /cannot be reached/],
    [
      ['verify'],
      { AUDIT_SIGNING_KEY_PATH: '@/rubbish' },
      78,
      /AUDIT_SIGNING_KEY_PATH: must name an Ed25519 private key/,
    ],
    [
      ['export'],
      { AUDIT_SIGNING_KEY_PATH: '@/public.pem' },
      78,
      /AUDIT_SIGNING_KEY_PATH: must name an Ed25519 private key/,
    ],
    [['export', '--checkpoint', '@/new.json'], { DATA_DIR: '@' }, 78, /AUDIT_SIGNING_KEY_PATH: must name a key/],
  ];
  for (const [args, env, expected, sentence] of table) {
    it(`ends with ${expected} and says why: ${args.join(' ')} ${Object.entries(env).join(' ')}`, async () => {
      const here = (text: string): string => text.replace('@', text.startsWith('@') ? folder : '@');
      const settings = Object.entries(env).map(([key, value]) => [key, here(value)]);

      const { status, stdout, stderr } = await auditHere(args.map(here), Object.fromEntries(settings));

      assert.deepEqual([status, stdout], [expected, '']);
      assert.match(stderr, sentence);
      assert.doesNotMatch(stderr, /MARKER|node:|\.ts:/);
    });
  }

  it('says how it is used, with exit code 0, where that is what was asked for', async () => {
    for (const args of [['--help'], ['verify', '-h'], ['export', '--help']]) {
      const { status, stdout } = await auditHere(args);

      assert.deepEqual([status, /^Usage: npm run audit/.test(stdout)], [0, true]);
    }
  });

  it('ends as a program with the same exit codes and sentences', async () => {
    for (const [args, env, expected] of [
      [['--help'], {}, 0],
      [['verify', '--file', join(folder, 'rubbish')], {}, 1],
      [['--file', 'x'], {}, 64],
      [['verify'], { DATA_DIR: join(folder, 'nowhere') }, 66],
      [['verify'], { DATABASE_URL: 'postgres://u:MARKER@127.0.0.1:1/x' }, 74],
      [['export'], { AUDIT_SIGNING_KEY_PATH: join(folder, 'public.pem') }, 78],
    ] as const) {
      const [program, here] = await Promise.all([runAudit(args, env), auditHere(args, env)]);

      assert.equal(program.status, expected, args.join(' '));
      assert.deepEqual(program, here);
    }
  });
});

describe('npm run audit -- verify, where somebody who owns the database was at work', () => {
  let running: Running;
  let database: DatabaseSync;
  before(async () => {
    running = await embedded();
    await fill(running.store, 30);
    writeFileSync(join(running.env['DATA_DIR'] ?? '', 'private.pem'), testKey.privatePem);
    database = new DatabaseSync(join(running.env['DATA_DIR'] ?? '', 'countersign.db'));
    for (const { name } of database.prepare(`select name from sqlite_master where type = 'trigger'`).all()) {
      database.exec(`drop trigger ${name}`);
    }
  });
  after(async () => {
    database.close();
    await running.close();
  });

  for (const [what, forge, undo, sentence] of [
    [
      'changed an entry',
      `update audit set data = replace(data, '"index":16', '"index":61') where seq = 17`,
      `update audit set data = replace(data, '"index":61', '"index":16') where seq = 17`,
      /^Entry 17 does not fit: its content does not have the hash/,
    ],
    [
      'wrote a time that no time is',
      'update audit set at = 9223372036854775807 where seq = 20',
      'update audit set at = (select at from audit where seq = 19) where seq = 20',
      /^Entry 20 cannot be read: its row holds what this service never writes/,
    ],
    [
      'removed an entry',
      'delete from audit where seq = 12',
      'select 1',
      /^Entry 12 is missing: in its place stands entry 13/,
    ],
  ] as const) {
    it(`names the entry: ${what}`, async () => {
      database.exec(forge);

      const { status, stdout, stderr } = await auditHere(['verify'], running.env);

      assert.deepEqual([status, stdout], [1, '']);
      assert.match(stderr, sentence);
      database.exec(undo);
    });
  }

  it('names the entry: cut off the end that was signed', async () => {
    const whole = await embedded();
    await fill(whole.store, 10);
    const env = { ...whole.env, AUDIT_SIGNING_KEY_PATH: join(running.env['DATA_DIR'] ?? '', 'private.pem') };
    await auditHere(['export'], env);
    const file = new DatabaseSync(join(whole.env['DATA_DIR'] ?? '', 'countersign.db'));
    file.exec('drop trigger audit_is_never_deleted; delete from audit where seq > 8');
    file.close();

    const { status, stderr } = await auditHere(['verify'], env);

    await whole.close();
    assert.equal(status, 1);
    assert.match(stderr, /^Entry 9 is missing: the checkpoint of .* goes up to entry 10\. The end was cut off\.$/m);
  });
});
