import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type RunningService, startService } from '../sandbox/service.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { testKey } from '../support/checkpoints.ts';
import { runAudit } from '../support/run-audit.ts';

describe('the audit log of the real service', () => {
  let folder: string;
  let tenant: Tenant;
  let service: RunningService | undefined;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
    tenant = await startTenant();
    service = undefined;
  });
  afterEach(async () => {
    await service?.stop();
    await tenant.close();
    rmSync(folder, { recursive: true });
  });
  const path = (file: string): string => join(folder, file);

  async function start(key: string): Promise<RunningService> {
    writeFileSync(path('private.pem'), key);
    writeFileSync(path('public.pem'), testKey.publicPem);
    writeFileSync(path('policy.json'), JSON.stringify({ approvers: { users: [tenant.teams.people.ana.upn] } }));
    const env = { AUDIT_SIGNING_KEY_PATH: path('private.pem') };
    service = await startService({ tenant, dataDir: path('data'), policyFile: path('policy.json'), env });
    return service;
  }

  it('is signed from the start, in the log too, and verified beside it, after it, and by it once more', async () => {
    const { logs } = await start(testKey.privatePem);
    const said = logs.map((line) => JSON.parse(line)).filter(({ message }) => message === 'The audit chain was signed');
    writeFileSync(path('kept.jsonl'), said.map(({ checkpoint }) => `${checkpoint}\n`).join(''));
    const env = { DATA_DIR: path('data') };
    const vouched = ['--checkpoint', path('kept.jsonl'), '--public-key', path('public.pem')];

    const beside = await runAudit(['verify', ...vouched], env);
    const stopped = await service?.stop();
    const afterwards = await runAudit(['verify', ...vouched], env);
    await start(testKey.privatePem);
    const again = await runAudit(['verify', ...vouched], env);

    assert.equal(stopped, 0);
    for (const { status, stdout, stderr } of [beside, afterwards, again]) {
      assert.deepEqual([status, stderr], [0, '']);
      // The one of the log and the one in the database are the same; one more, should midnight have come in between.
      assert.match(stdout, /^[23] checkpoints fit; .* goes up to entry [12], signed by a key that was given/m);
    }
    assert.match(again.stdout, /^The chain holds: entries 1 to 2, /);
  }).timeout(60_000);

  it('is not begun with a key that cannot sign', async () => {
    const said: string[] = [];
    const starting = start(testKey.publicPem).catch((error: Error) => said.push(error.message));
    await starting;

    assert.equal(service, undefined);
    assert.match(said.join('\n'), /78|AUDIT_SIGNING_KEY_PATH/);
  }).timeout(60_000);
});
