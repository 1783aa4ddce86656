import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Client } from 'pg';
import { misfit } from '../../src/approval/audit-chain.ts';
import type { EmailByMessage } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { copiedTables } from '../../src/store/copy-tables.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import { openOn } from '../store/postgres-database.ts';
import { alertOf, ana, approvedRequest, card, decisionBy, draftOf, emailTo, requestIdOf } from '../store/samples.ts';
import { checkpointOver } from '../support/checkpoints.ts';
import { sharedPostgres } from '../support/postgres.ts';

const program = join(import.meta.dirname, '../../src/cli/store.ts');
const id = requestIdOf(1);

function store(args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [program, ...args], { env: { ...env }, encoding: 'utf8' });
}

async function rowsOf(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

describe('npm run store -- copy', () => {
  let directory: string;
  let url: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'countersign-'));
    url = await (await sharedPostgres()).url();
  });
  afterEach(async () => {
    rmSync(directory, { recursive: true });
    await (await sharedPostgres()).drop(url);
  });

  function openSource(): Promise<OpenedStore> {
    return openSqliteStore({ directory, digest, clock: { now: () => 1_000 } });
  }

  /** More than a page of everything that there can be more of. */
  async function fillSource(): Promise<void> {
    const { store: source, workShelf, close } = await openSource();
    const emails = Array.from({ length: 450 }, (_, index): EmailByMessage => emailTo(`recipient-${index}`));
    await source.transaction(async (tx) => {
      await tx.addRequest(approvedRequest(id));
      await tx.addRequest(approvedRequest(requestIdOf(2), { campaignId: 'nul\u0000 in it' }));
      await tx.keepOwnFacts(requestIdOf(2), { subject: 'Overdue invoice' }, 'salt');
      await tx.addEmails(id, emails, 1);
      await tx.addAlert(alertOf(), { requestId: id, revision: 1 }, 'contributes', 1_000);
      await tx.addAlert(alertOf({ alertId: 'alert-2' }), { requestId: id, revision: 1 }, 'gathered', 1_001);
      await tx.addDecision(id, decisionBy(ana));
      await tx.addBatches(id, [{ batch: { number: 1, state: 'unknown', emailCount: 450, attempts: 1 }, emails }]);
      await tx.moveMessage(undefined, { key: `card:${id}`, requestId: id, state: 'sent', address: card });
      await tx.bindChannel(card, { source: 'sublime' }, ana, 1_000);
      await tx.saveInstallation(card);
      await tx.saveBelievedTime(1_000);
      await tx.count({ name: 'ended', bucket: 'verified', day: 20_000, by: 7 });
      for (let index = 0; index < 410; index += 1) await tx.appendAudit(draftOf({ data: { index } }));
      await tx.schedule({ kind: 'submitBatch', requestId: id, batch: 1 }, 7_000);
      await tx.schedule({ kind: 'postCard', requestId: id }, 1_000);
      await tx.schedule({ kind: 'redrawCard', requestId: id }, 1_000);
    });
    await source.transaction(async (tx) => {
      const end = await tx.lockAuditEnd();
      assert.ok(end);
      await tx.addCheckpoint(checkpointOver(end));
      await tx.addCheckpoint(checkpointOver(end, { at: '2026-11-23T00:00:07.000Z' }));
    });
    const [underWay] = await workShelf.take(['postCard'], 1, 1_000, 2_000);
    const [hopeless] = await workShelf.take(['redrawCard'], 1, 1_000, 2_000);
    assert.ok(underWay && hopeless);
    await workShelf.giveUp(hopeless, 'teamsRefused');
    await close();
  }

  it('moves everything: rows, audit chain and waiting work', async () => {
    await fillSource();

    const { status, stdout, stderr } = store(['copy', '--to', url], { DATA_DIR: directory });

    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /analyzed email +450\n.*alert +2\n.*audit +410\n.*audit checkpoint +2\n/s);
    assert.match(stdout, /Work: 2 scheduled anew, 1 given up before/);
    assert.doesNotMatch(stdout, /postgres:/);
    const source = await openSource();
    const target = await openOn(url);
    for (const read of [
      (one: typeof target.store) => one.request(id),
      (one: typeof target.store) => one.request(requestIdOf(2)),
      (one: typeof target.store) => one.emails(id),
      (one: typeof target.store) => one.gathered(id),
      (one: typeof target.store) => one.alertSummary(id),
      (one: typeof target.store) => one.alertSummary(requestIdOf(2)),
      (one: typeof target.store) => one.decisions(id),
      (one: typeof target.store) => one.batches(id),
      (one: typeof target.store) => one.message(`card:${id}`),
      (one: typeof target.store) => one.boundChannels(),
      (one: typeof target.store) => one.newestCheckpoint(),
      (one: typeof target.store) => one.installation(card.teamId),
      (one: typeof target.store) => one.believedTime(),
      (one: typeof target.store) => one.counts({ from: 20_000, to: 20_000 }),
      (one: typeof target.store) => one.countedSince(),
    ]) {
      assert.deepEqual(await read(target.store), await read(source.store));
    }
    const entries = await target.store.auditEntries({ afterSeq: 0, limit: 1_000 });
    assert.equal(entries.length, 410);
    assert.deepEqual(
      entries.filter((entry, index) => misfit(entry, entries[index - 1], digest) !== undefined),
      [],
    );
    assert.ok(stdout.includes(entries.at(-1)?.hash ?? '?'));
    await Promise.all([source.close(), target.close()]);
    const jobs = await rowsOf(url, "select data->'work'->>'kind' as kind from countersign_work.job order by 1");
    assert.deepEqual(
      jobs.map(({ kind }) => kind),
      ['postCard', 'submitBatch'],
    );
  });

  it('refuses a database that is not empty, and leaves it as it was', async () => {
    await fillSource();
    const target = await openOn(url);
    await target.store.transaction((tx) => tx.appendAudit(draftOf()));
    await target.close();

    const { status, stdout, stderr } = store(['copy'], { DATA_DIR: directory, DATABASE_URL: url });

    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^Nothing was copied\. .*is not empty/);
    assert.deepEqual(await rowsOf(url, 'select count(*)::int as count from request'), [{ count: 0 }]);
  });

  it('refuses a store that a process works on, one that is not there, and a server that is not', async () => {
    const source = await openSource();
    const inUse = store(['copy', '--to', url], { DATA_DIR: directory });
    await source.close();
    const missing = store(['copy', '--to', url], { DATA_DIR: join(directory, 'elsewhere') });
    const nobody = store(['copy', '--to', 'postgres://u:MARKER@127.0.0.1:1/x'], { DATA_DIR: directory });

    assert.deepEqual([inUse.status, missing.status, nobody.status], [1, 1, 1]);
    assert.match(inUse.stderr, /Another process already works on this data directory/);
    assert.match(missing.stderr, /no embedded store/);
    assert.match(nobody.stderr, /^Nothing was copied\. /);
    assert.doesNotMatch(nobody.stderr, /MARKER|\.ts:/);
    assert.equal(readdirSync(directory).includes('elsewhere'), false);
  });

  it('says how it is used, with exit code 64, where it is asked for anything else', () => {
    for (const [args, sentence] of [
      [[], /^Ask for copy, or for backup\.$/m],
      [['copy'], /^The URL of the database is missing: --to, or DATABASE_URL/],
      [['copy', '--to', 'mysql://MARKER'], /^The URL of the database does not begin with postgres:\/\/: --to/],
      [['copy', '--to', 'postgres://u:MARKER@db'], /^The URL of the database .* must name the database/],
      [['move', '--to', url], /^Ask for copy, or for backup\.$/m],
      [['copy', '--from', url], /^The one option is --to/],
    ] as const) {
      const { status, stderr } = store(args, { DATA_DIR: directory });

      assert.equal(status, 64, args.join(' '));
      assert.match(stderr, sentence);
      assert.match(stderr, /^Usage: npm run store -- copy/m);
      assert.doesNotMatch(stderr, /MARKER|node:/);
    }
  });

  it('says how it is used, with exit code 0, where that is what was asked for', () => {
    const { status, stdout, stderr } = store(['--help'], {});

    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Usage: npm run store -- copy/);
  });

  it('leaves no table out but those that it must', async () => {
    const { tables, close } = await openSource();
    const known = (await tables.introspection.getTables()).map(({ name }) => name);
    await close();

    const left = known.filter((name) => !copiedTables.some((table) => table === name)).toSorted();

    assert.deepEqual(left, ['allowance', 'mail_search', 'mail_search_request', 'pulse', 'work']);
  });
});
