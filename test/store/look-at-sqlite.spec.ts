import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../../src/digest.ts';
import { lookAtSqlite, type SqliteLook } from '../../src/store/look-at-sqlite.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import { ana } from './samples.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const channel = { tenantId: 't', teamId: 'team', channelId: 'channel', serviceUrl: 'https://smba.example/' };

describe('a look at the embedded store', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let opened: OpenedStore | undefined;
  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
    await directory.remove();
  });

  async function start(): Promise<OpenedStore> {
    opened = await openSqliteStore({ directory: directory.path, digest, clock: { now: () => 1_000 } });
    return opened;
  }

  async function stop(): Promise<void> {
    await opened?.close();
    opened = undefined;
  }

  const bind = ({ store }: OpenedStore) => store.transaction((tx) => tx.bindChannel(channel, {}, ana, 1_000));
  const facts = async ({ schema, integrity, channels }: SqliteLook) => ({
    schema: schema.kind,
    integrity,
    bound: (await channels?.boundChannels())?.length,
  });
  const inDirectory = () =>
    Object.fromEntries(
      readdirSync(directory.path).map((name) => [name, readFileSync(join(directory.path, name), 'hex')]),
    );

  it('leaves the folder of a stopped service as it is, to the byte', async () => {
    await bind(await start());
    await stop();
    const before = inDirectory();

    const looked = await lookAtSqlite(directory.path, facts);

    assert.deepEqual(looked, { schema: 'current', integrity: 'whole', bound: 1 });
    assert.deepEqual(inDirectory(), before);
  });

  it('sees what a running service wrote last', async () => {
    await bind(await start());

    assert.deepEqual(await lookAtSqlite(directory.path, facts), { schema: 'current', integrity: 'whole', bound: 1 });
  });

  it('looks again where the service was started meanwhile', async () => {
    await start();
    await stop();
    const looks: unknown[] = [];

    const last = await lookAtSqlite(directory.path, async (look) => {
      if (opened === undefined) await bind(await start());
      looks.push(await facts(look));
      return looks.at(-1);
    });

    assert.deepEqual([looks.length, last], [2, { schema: 'current', integrity: 'whole', bound: 1 }]);
  });

  it('takes nothing but a file for a database', async () => {
    mkdirSync(join(directory.path, 'countersign.db'));

    await assert.rejects(lookAtSqlite(directory.path, facts), /countersign\.db .* is not a file\. Move it away/);
  });

  it('finds nothing in an empty folder', async () => {
    assert.equal(await lookAtSqlite(directory.path, facts), undefined);
    assert.deepEqual(inDirectory(), {});
  });
});
