import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import { backUp } from '../../src/store/backup.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import { approvedRequest, draftOf, requestIdOf } from '../store/samples.ts';

const program = join(import.meta.dirname, '../../src/cli/store.ts');

function store(args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [program, ...args], { env: { ...env }, encoding: 'utf8' });
}

describe('npm run store -- backup', () => {
  let folder: string;
  let opened: OpenedStore | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
    rmSync(folder, { recursive: true });
  });

  const open = (directory: string) => openSqliteStore({ directory, digest, clock: { now: () => 1_000 } });

  async function openSource(): Promise<OpenedStore> {
    opened = await open(join(folder, 'data'));
    await opened.store.transaction(async (tx) => {
      await tx.addRequest(approvedRequest(requestIdOf(1)));
      for (let index = 0; index < 50; index += 1) await tx.appendAudit(draftOf({ data: { index } }));
    });
    return opened;
  }

  it('writes one file that a service starts on, while the service works on the store', async () => {
    await openSource();
    const file = join(folder, 'backup.db');

    const { status, stdout, stderr } = store(['backup', '--to', file], { DATA_DIR: join(folder, 'data') });

    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Backed .* up into .*backup\.db: \d+ bytes, whole and readable\.\n$/);
    assert.deepEqual(readdirSync(folder).sort(), ['backup.db', 'data']);
    mkdirSync(join(folder, 'restored'));
    renameSync(file, join(folder, 'restored', 'countersign.db'));
    const restored = await open(join(folder, 'restored'));
    assert.deepEqual(await restored.store.request(requestIdOf(1)), await opened?.store.request(requestIdOf(1)));
    await restored.close();
  });

  it('holds everything of a moment, also while the service writes', async () => {
    const { store: source } = await openSource();
    let isDone = false;
    const writing = (async () => {
      for (let index = 0; !isDone; index += 1) {
        await source.transaction((tx) => tx.appendAudit(draftOf({ data: { index } })));
      }
    })();

    await backUp(join(folder, 'data'), join(folder, 'backup.db'));
    isDone = true;
    await writing;

    mkdirSync(join(folder, 'restored'));
    renameSync(join(folder, 'backup.db'), join(folder, 'restored', 'countersign.db'));
    const restored = await open(join(folder, 'restored'));
    assert.ok(await restored.store.request(requestIdOf(1)));
    await restored.store.transaction((tx) => tx.appendAudit(draftOf()));
    await restored.close();
  });

  it('makes a file that holds all by itself: it asks for no log beside it', async () => {
    await openSource();
    const file = join(folder, 'backup.db');

    await backUp(join(folder, 'data'), file);

    // Versions of writing and reading, in SQLite's header: 1 is a file alone, 2 one with a write-ahead log.
    assert.deepEqual([...readFileSync(file).subarray(18, 20)], [1, 1]);
  });

  it('asked for twice at once under one name: one of the two has it, and it is whole', async () => {
    await openSource();
    const file = join(folder, 'backup.db');

    const outcomes = await Promise.allSettled([1, 2].map(() => backUp(join(folder, 'data'), file)));

    const sizes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [`${outcome.reason}`] : []));
    assert.deepEqual([sizes.length, refusals.length], [1, 1]);
    assert.match(refusals[0] ?? '', /backup\.db is there already/);
    assert.equal(statSync(file).size, sizes[0]);
    assert.deepEqual(readdirSync(folder).sort(), ['backup.db', 'data']);
    mkdirSync(join(folder, 'restored'));
    renameSync(file, join(folder, 'restored', 'countersign.db'));
    const restored = await open(join(folder, 'restored'));
    assert.ok(await restored.store.request(requestIdOf(1)));
    await restored.close();
  });

  it('does not write over a file that comes meanwhile, nor touch one with an end like its own', async () => {
    await openSource();
    const file = join(folder, 'backup.db');
    writeFileSync(`${file}.part`, 'half of my own');

    const running = backUp(join(folder, 'data'), file);
    writeFileSync(file, 'mine');

    await assert.rejects(running, /is there already; nothing is written over/);
    assert.equal(readFileSync(file, 'utf8'), 'mine');
    assert.equal(readFileSync(`${file}.part`, 'utf8'), 'half of my own');
    assert.deepEqual(readdirSync(folder).sort(), ['backup.db', 'backup.db.part', 'data']);
  });

  it('is refused of a database that is empty or of another program, whole as it may be', async () => {
    for (const [name, statement] of [
      ['empty', ''],
      ['foreign', 'create table t (x)'],
    ] as const) {
      mkdirSync(join(folder, name));
      const database = new DatabaseSync(join(folder, name, 'countersign.db'));
      database.exec(statement);
      database.close();

      await assert.rejects(backUp(join(folder, name), join(folder, 'backup.db')), /holds no tables of the service/);
    }
    assert.deepEqual(readdirSync(folder).sort(), ['empty', 'foreign']);
  });

  it('is readable by nobody else', async () => {
    await openSource();
    const file = join(folder, 'backup.db');

    await backUp(join(folder, 'data'), file);

    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('writes over nothing, and leaves nothing half-way', async () => {
    await openSource();
    writeFileSync(join(folder, 'taken.db'), 'mine');

    const why = async (to: string, from = 'data') => {
      const [outcome] = await Promise.allSettled([backUp(join(folder, from), join(folder, to))]);
      return outcome?.status === 'rejected' && outcome.reason instanceof ServiceError ? outcome.reason.message : '';
    };

    assert.match(await why('taken.db'), /is there already/);
    assert.match(await why('missing/backup.db'), /cannot be made\. Name a folder/);
    assert.match(await why('backup.db', 'elsewhere'), /^There is no embedded store in /);
    mkdirSync(join(folder, 'broken'));
    writeFileSync(join(folder, 'broken', 'countersign.db'), 'not a database, for sure'.repeat(200));
    assert.match(await why('backup.db', 'broken'), /damaged or is not a database/);
    assert.equal(readFileSync(join(folder, 'taken.db'), 'utf8'), 'mine');
    assert.deepEqual(readdirSync(folder).sort(), ['broken', 'data', 'taken.db']);
  });

  it('sends whoever uses PostgreSQL to pg_dump, and asks for the file', () => {
    const server = store(['backup', '--to', 'x.db'], { DATABASE_URL: 'postgres://u:MARKER@127.0.0.1:1/x' });
    const nameless = store(['backup'], {});

    assert.deepEqual([server.status, nameless.status], [64, 64]);
    assert.match(server.stderr, /^DATABASE_URL is set: back PostgreSQL up with pg_dump\.$/m);
    assert.doesNotMatch(server.stderr, /MARKER/);
    assert.match(nameless.stderr, /^Name the new file: --to/);
  });
});
