import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceError } from '../src/errors.ts';
import { createSigningKeys } from '../src/signing-keys.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = (kid: string, extra: object = {}) => ({ ...publicKey.export({ format: 'jwk' }), kid, ...extra });
const minute = 60_000;

describe('the signing keys', () => {
  let server: Server;
  let origin: string;
  let reads: string[];
  let keys: object[];
  let answer: 'keys' | 'fail' | 'hang';
  let now: number;
  const clock = { now: () => now };
  const create = (timeoutMs = 2_000) => createSigningKeys({ metadataUrl: `${origin}/metadata`, clock, timeoutMs });

  beforeEach(async () => {
    reads = [];
    keys = [jwk('one', { endorsements: ['msteams', 'webchat'] })];
    answer = 'keys';
    now = 1_000_000;
    server = createServer((request, response) => {
      reads.push(request.url ?? '');
      if (answer === 'hang') return;
      if (answer === 'fail') response.writeHead(500);
      response.end(JSON.stringify(request.url === '/metadata' ? { jwks_uri: `${origin}/keys` } : { keys }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const isUnavailable = (thrown: unknown) => thrown instanceof ServiceError && thrown.code === 'keysUnavailable';

  it('are read once for everybody who asks at the same time', async () => {
    const signing = create();
    const found = await Promise.all([signing.find('one'), signing.find('one'), signing.find('one')]);
    assert.deepEqual(found[2]?.endorsements, ['msteams', 'webchat']);
    assert.deepEqual(reads, ['/metadata', '/keys']);
  });

  it('are not read again for a day', async () => {
    const signing = create();
    await signing.find('one');
    now += 23 * 60 * minute;
    await signing.find('one');
    assert.equal(reads.length, 2);
    now += 61 * minute;
    await signing.find('one');
    assert.equal(reads.length, 4);
  });

  it('are read again for an unknown key id, but at most once a minute', async () => {
    const signing = create();
    await signing.find('one');
    keys = [...keys, jwk('two')];
    now += 30_000;
    assert.equal(await signing.find('two'), undefined);
    assert.equal(reads.length, 2);
    now += 31_000;
    assert.deepEqual((await signing.find('two'))?.endorsements, []);
    for (const junk of ['a', 'b', 'c']) assert.equal(await signing.find(junk), undefined);
    assert.equal(reads.length, 4);
  });

  it('outlive an outage of the key service', async () => {
    const signing = create();
    await signing.find('one');
    answer = 'fail';
    now += 25 * 60 * minute;
    assert.ok(await signing.find('one'));
  });

  it('no longer hold a day after they were withdrawn, at the latest', async () => {
    const signing = create();
    assert.ok(await signing.find('one'));
    keys = [jwk('two')];
    now += 24 * 60 * minute;
    assert.equal(await signing.find('one'), undefined);
    assert.ok(await signing.find('two'));
  });

  it('rotate without a gap: the new one is fetched with its first token, the old one goes on', async () => {
    const signing = create();
    await signing.find('one');
    keys = [...keys, jwk('two')];
    now += 61_000;
    assert.ok(await signing.find('two'));
    assert.ok(await signing.find('one'));
    assert.equal(reads.length, 4);
  });

  it('are not replaced by an empty list', async () => {
    const signing = create();
    await signing.find('one');
    keys = [];
    now += 25 * 60 * minute;
    assert.ok(await signing.find('one'));
  });

  it('are a fault of ours where they were never read, and asked for again after a pause', async () => {
    answer = 'fail';
    const signing = create();
    await assert.rejects(signing.find('one'), isUnavailable);
    await assert.rejects(signing.find('one'), isUnavailable);
    assert.equal(reads.length, 1);
    answer = 'keys';
    now += 3_000;
    assert.ok(await signing.find('one'));
  });

  it('are not waited for longer than the time-out', async () => {
    answer = 'hang';
    await assert.rejects(create(50).find('one'), isUnavailable);
  });

  it('are taken only where they are RSA keys with an id', async () => {
    keys = [
      null,
      'x',
      { kid: 'ec', kty: 'EC', x: 'a', y: 'b' },
      { kty: 'RSA', n: 'a', e: 'AQAB' },
      jwk('one'),
    ] as object[];
    const signing = create();
    assert.ok(await signing.find('one'));
    now += 61_000;
    assert.equal(await signing.find('ec'), undefined);
  });
});
