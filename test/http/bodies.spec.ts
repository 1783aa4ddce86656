import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Fixture, plainAlert, signatureHeaders, startFixture } from './http-fixture.ts';
import { speak } from './speak.ts';

const json = { 'content-type': 'application/json' };

/** The beginning of a call whose body is worth reading: its signature could still turn out right. */
function head(): string {
  const signed = Object.entries(signatureHeaders('x')).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${signed.join('')}`;
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

    const answer = await speak(fixture.http.port, `${head()}Content-Length: 4194305\r\nConnection: close\r\n\r\n`);

    assert.match(answer, /^HTTP\/1\.1 413 /);
  });

  it('is refused with 413 without an invitation to send it', async () => {
    fixture = await startFixture();

    const answer = await speak(
      fixture.http.port,
      `${head()}Content-Length: 4194305\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
    );

    assert.match(answer, /^HTTP\/1\.1 413 /);
  });

  it('is refused with 413 as soon as its chunks are too many', async () => {
    fixture = await startFixture({ limits: { bodyBytes: 64 } });
    const chunk = `40\r\n${'x'.repeat(64)}\r\n`;

    const answer = await speak(
      fixture.http.port,
      `${head()}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}${chunk}`,
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
        const reply = await fixture.send({
          path,
          body,
          headers: { ...json, ...signatureHeaders(body), 'content-encoding': encoding },
        });

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
        const reply = await fixture.send({
          path,
          body: '{}',
          headers: { ...signatureHeaders('{}'), 'content-type': type },
        });

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

    const answer = await speak(fixture.http.port, `${head()}Content-Length: 100\r\n\r\n{`);

    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /\r\nConnection: close\r\n/i);
    assert.match(answer, /body-timeout/);
  });

  it('is forgotten quietly where the caller hangs up in the middle', async () => {
    fixture = await startFixture();

    await speak(fixture.http.port, `${head()}Content-Length: 100\r\n\r\n{"source"`, { hangUpAfter: true });
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

    const answer = await speak(fixture.http.port, `${head()}Content-Length: 1000\r\n\r\n${'x'.repeat(290)}`);
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

  it('is not waited for where the headers show neither signature nor token', async () => {
    fixture = await startFixture();

    const answer = await speak(
      fixture.http.port,
      'POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      { hangUpOn: 'app token' },
    );

    assert.match(answer, /^HTTP\/1\.1 401 /);
  });

  describe('that is begun and never ended', () => {
    const unfinished = () => `${head()}Content-Length: 1000\r\n\r\n{`;
    /** Opens calls until so many hold a place; they are given up only when the test hangs up. */
    function begin(port: number, times: number): Socket[] {
      return Array.from({ length: times }, () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.write(unfinished());
        return socket;
      });
    }
    /** How many of them have been answered, once those that are over the limit have been. */
    async function answered(sockets: readonly Socket[], expected: number): Promise<string[]> {
      const answers: string[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      for (const socket of sockets) {
        socket.on('data', (chunk: Buffer) => {
          answers.push(chunk.toString());
          if (answers.length >= expected) resolve();
        });
      }
      await promise;
      return answers;
    }

    it('never keeps a probe from being answered', async () => {
      fixture = await startFixture({ limits: { underWay: 3 } });
      const sockets = begin(fixture.http.port, 4);
      const [refused] = await answered(sockets, 1);

      const probes = await Promise.all(
        ['/healthz', '/readyz', '/metrics?x=1'].map((path) => fixture.send({ method: 'GET', path })),
      );
      for (const socket of sockets) socket.destroy();

      assert.match(refused ?? '', /^HTTP\/1\.1 503 .*Retry-After: 1/s);
      assert.deepEqual(
        probes.map(({ status }) => status),
        [200, 200, 200],
      );
    });

    it('takes no place from callers who are known before their body is read', async () => {
      fixture = await startFixture({ limits: { strangers: 2 } });
      const sockets = begin(fixture.http.port, 3);
      await answered(sockets, 1);

      const signed = await fixture.push(plainAlert());
      const activity = await fixture.send({ path: '/api/messages', body: '{}', headers: json });
      for (const socket of sockets) socket.destroy();

      assert.deepEqual([signed.status, activity.status], [503, 200]);
      assert.equal(fixture.alerts.length, 0);
    });

    it('gives its place back when it is given up', async () => {
      fixture = await startFixture({ limits: { strangersOfOneAddress: 1, bodyTimeoutMs: 20 } });
      const [socket] = begin(fixture.http.port, 1);
      const [answer] = await answered(socket ? [socket] : [], 1);

      const reply = await fixture.push(plainAlert());

      socket?.destroy();
      assert.match(answer ?? '', /^HTTP\/1\.1 408 /);
      assert.equal(reply.status, 202);
    });
  });
});
