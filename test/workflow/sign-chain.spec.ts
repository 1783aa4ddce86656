import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { checkSignature, publicKeyOf } from '../../src/audit/checkpoint-key.ts';
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import type { Log } from '../../src/workflow/ports.ts';
import { signChain } from '../../src/workflow/sign-chain.ts';
import { draftOf } from '../store/samples.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { testKey, testSigner } from '../support/checkpoints.ts';
import { fakeClock, silentLog } from '../support/fakes.ts';

const hour = 3_600_000;

describe('the daily checkpoint of the audit chain', () => {
  let opened: OpenedStore;
  let remove: () => Promise<void>;
  let clock = fakeClock();
  const counted: string[] = [];
  const lines: { fields: Readonly<Record<string, unknown>>; message: string }[] = [];
  const meter = {
    count: (name: string, labels = {}) => void counted.push(`${name} ${Object.values(labels)}`),
    observe: () => undefined,
  };
  const note: Log['info'] = (fields, message) => void lines.push({ fields, message });
  const log: Log = { ...silentLog, info: note, error: note };
  beforeEach(async () => {
    const { path: directory, remove: removeDirectory } = await temporaryDirectory();
    remove = removeDirectory;
    clock = fakeClock(Date.UTC(2026, 10, 21, 22));
    opened = await openSqliteStore({ directory, digest, clock });
    counted.length = 0;
    lines.length = 0;
  });
  afterEach(async () => {
    await opened.close();
    await remove();
  });
  const sign = (): Promise<void> => signChain({ store: opened.store, clock, log, meter, signer: testSigner });
  const append = () => opened.store.transaction((tx) => tx.appendAudit(draftOf()));

  it('is signed once a day (UTC), over what is there then', async () => {
    await append();
    await sign();
    await sign();
    clock.advance(hour);
    await append();
    await sign();
    const first = await opened.store.newestCheckpoint();
    clock.advance(2 * hour);
    await sign();
    const second = await opened.store.newestCheckpoint();

    assert.deepEqual([first?.seq, first?.entries, first?.at], [1, 1, '2026-11-21T22:00:00.000Z']);
    assert.deepEqual([second?.seq, second?.entries, second?.at], [2, 2, '2026-11-22T01:00:00.000Z']);
    assert.ok(second && checkSignature(second, publicKeyOf(testKey.privatePem)) === 'holds');
    assert.deepEqual(counted, Array(2).fill('countersign_audit_checkpoints_total signed'));
  });

  it('is signed by one of those who try at the same moment', async () => {
    await append();

    await Promise.all([sign(), sign(), sign()]);

    assert.equal(counted.length, 1);
  });

  it('stands in the log as it can be checked', async () => {
    await append();
    await sign();

    assert.deepEqual(
      lines.map(({ message }) => message),
      ['The audit chain was signed'],
    );
    assert.deepEqual(JSON.parse(String(lines[0]?.fields['checkpoint'])), await opened.store.newestCheckpoint());
  });

  it('waits for the first entry', async () => {
    await sign();

    assert.deepEqual([await opened.store.newestCheckpoint(), counted], [undefined, []]);
  });

  it('is tried again where it did not work: nobody is held up, and an operator is told', async () => {
    await append();
    const newestCheckpoint = () => Promise.reject(new ServiceError('storeUnavailable'));

    await signChain({ store: { ...opened.store, newestCheckpoint }, clock, log, meter, signer: testSigner });
    await sign();

    assert.deepEqual(
      counted.map((one) => one.split(' ')[1]),
      ['failed', 'signed'],
    );
    assert.deepEqual(
      lines.map(({ message }) => message),
      ['The audit chain could not be signed', 'The audit chain was signed'],
    );
  });
});
