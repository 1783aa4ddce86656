import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Fixture, plainAlert, signatureHeaders, startFixture } from './http-fixture.ts';

const json = { 'content-type': 'application/json' };

/** Raw HTTP: what no client library would send. Resolves with everything that came back until the other side closed. */
async function speak(port: number, text: string, options: { hangUpAfter?: boolean } = {}): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(text, resolve));
  if (options.hangUpAfter) socket.destroy();
  await once(socket, 'close');
  return answer;
}

describe('the body of a call', () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  it('may hold 4 MiB', async () => {
    fixture = await startFixture();
    const alert = JSON.stringify(plainAlert());

    const reply = await fixture.push(alert + ' '.repeat(4 * 1_024 * 1_024 - alert.length));

    assert.equal(reply.status, 202);
  });

  it('is refused with 413 by its Content-Length, before any of it is sent', async () => {
    fixture = await startFixture();

    const answer = await speak(
      fixture.http.port,
      'POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 4194305\r\nConnection: close\r\n\r\n',
    );

    assert.match(answer, /^HTTP\/1\.1 413 /);
  });

  it('is refused with 413 without an invitation to send it', async () => {
    fixture = await startFixture();

    const answer = await speak(
      fixture.http.port,
      'POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 4194305\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n',
    );

    assert.match(answer, /^HTTP\/1\.1 413 /);
  });

  it('is refused with 413 as soon as its chunks are too many', async () => {
    fixture = await startFixture({ limits: { bodyBytes: 64 } });
    const chunk = `40\r\n${'x'.repeat(64)}\r\n`;

    const answer = await speak(
      fixture.http.port,
      `POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}${chunk}`,
    );

    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.ok(fixture.counted.includes('countersign_alerts_total {"result":"tooLarge"}'));
  });

  it('is invited where the caller waits for it', async () => {
    fixture = await startFixture();
    const body = JSON.stringify(plainAlert());

    const reply = await fixture.push(body, { headers: { expect: '100-continue' } });

    assert.equal(reply.status, 202);
  });

  for (const [encoding, body] of [
    ['gzip', gzipSync(JSON.stringify(plainAlert()))],
    ['gzip', Buffer.from('this is not gzip')],
    ['deflate', Buffer.from('{}')],
    ['br', Buffer.from('{}')],
    ['identity', Buffer.from('{}')],
    ['x-unknown', Buffer.from('{}')],
  ] as const) {
    it(`is refused with 415 where Content-Encoding is ${encoding}`, async () => {
      fixture = await startFixture();

      for (const path of ['/api/alerts', '/api/messages']) {
        const reply = await fixture.send({ path, body, headers: { ...json, 'content-encoding': encoding } });

        assert.equal(reply.status, 415);
        assert.equal(reply.json['type'], 'urn:countersign:problem:unsupported-encoding');
      }
    });
  }

  for (const type of [
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'json',
    'application/json; charset=utf-16',
    'application/json; charset="iso-8859-1"',
  ]) {
    it(`is refused with 415 where Content-Type is ${type ?? 'absent'}`, async () => {
      fixture = await startFixture();

      for (const path of ['/api/alerts', '/api/messages']) {
        const reply = await fixture.send({ path, body: '{}', headers: { 'content-type': type } });

        assert.equal(reply.status, 415);
        assert.equal(reply.json['type'], 'urn:countersign:problem:unsupported-type');
      }
    });
  }

  for (const type of [
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/problem+json',
  ]) {
    it(`is taken where Content-Type is ${type}`, async () => {
      fixture = await startFixture();

      const reply = await fixture.push(plainAlert(), { headers: { 'content-type': type } });

      assert.equal(reply.status, 202);
    });
  }

  it('is given up with 408 where it comes too slowly', async () => {
    fixture = await startFixture({ limits: { bodyTimeoutMs: 20 } });

    const answer = await speak(
      fixture.http.port,
      'POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );

    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /\r\nConnection: close\r\n/i);
    assert.match(answer, /body-timeout/);
  });

  it('is forgotten quietly where the caller hangs up in the middle', async () => {
    fixture = await startFixture();

    await speak(
      fixture.http.port,
      'POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"source"',
      { hangUpAfter: true },
    );
    const reply = await fixture.push(plainAlert());

    assert.equal(reply.status, 202);
    assert.deepEqual(fixture.logged, []);
    assert.equal(fixture.alerts.length, 1);
  });

  it('is refused with 503 while other bodies fill what may be held, and taken once they are done', async () => {
    const { promise: finish, resolve } = Promise.withResolvers<void>();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    fixture = await startFixture({
      limits: { heldBytes: 300 },
      receiveAlert: async () => {
        arrive();
        await finish;
        return { requestId: 'CS-7F3K2Q', revision: 1, state: 'pending', duplicate: false };
      },
    });

    const first = fixture.push(plainAlert());
    await arrived;
    const second = await fixture.push(plainAlert());
    resolve();
    const third = await fixture.push(plainAlert());

    assert.equal(second.status, 503);
    assert.equal(second.headers['retry-after'], '1');
    assert.equal((await first).status, 202);
    assert.equal(third.status, 202);
  });

  it('leaves room for others again once it was given up', async () => {
    fixture = await startFixture({ limits: { heldBytes: 300, bodyTimeoutMs: 20 } });

    const answer = await speak(
      fixture.http.port,
      `POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(290)}`,
    );
    const reply = await fixture.push(plainAlert());

    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.equal(reply.status, 202);
  });

  it('is checked under its signature before anything else is said about it', async () => {
    fixture = await startFixture();
    const body = 'signed, but not JSON';

    const reply = await fixture.send({ body, headers: { ...json, ...signatureHeaders(body) } });

    assert.equal(reply.status, 400);
    assert.deepEqual(reply.json['errors'], [{ pointer: '', message: 'must be JSON' }]);
  });
});
