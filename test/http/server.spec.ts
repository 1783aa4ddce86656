import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import sinon from 'sinon';
import { type Fixture, plainAlert, signatureHeaders, startFixture } from './http-fixture.ts';
import { speak } from './speak.ts';

describe('the HTTP server', () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  it('answers problems as RFC 9457 documents', async () => {
    fixture = await startFixture();

    const reply = await fixture.send({ method: 'GET', path: '/nothing' });

    const { traceId, ...rest } = reply.json;
    assert.equal(reply.headers['content-type'], 'application/problem+json');
    assert.match(String(traceId), /^[0-9a-f]{32}$/);
    assert.deepEqual(rest, {
      type: 'urn:countersign:problem:not-found',
      title: 'There is nothing here',
      status: 404,
      detail: 'There is no such path.',
    });
  });

  it('takes over the trace id of the caller, and makes its own where there is none that holds', async () => {
    fixture = await startFixture();
    const ask = async (traceparent: string) => {
      const reply = await fixture.send({ method: 'GET', path: '/nothing', headers: { traceparent } });
      return reply.json['traceId'];
    };

    const sent = await ask(`00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`);
    const zero = await ask(`00-${'00'.repeat(16)}-${'cd'.repeat(8)}-01`);
    const junk = await ask('"><script>');

    assert.equal(sent, 'ab'.repeat(16));
    for (const own of [zero, junk]) assert.match(String(own), /^(?!0{32})[0-9a-f]{32}$/);
  });

  for (const [method, path, allowed] of [
    ['GET', '/api/alerts', 'POST'],
    ['PUT', '/api/alerts', 'POST'],
    ['DELETE', '/api/messages', 'POST'],
    ['OPTIONS', '/api/messages', 'POST'],
    ['POST', '/api/requests/CS-7F3K2Q', 'GET'],
    ['POST', '/healthz', 'GET'],
  ] as const) {
    it(`answers 405 to ${method} ${path}, naming what is allowed`, async () => {
      fixture = await startFixture();

      const reply = await fixture.send({ method, path });

      assert.equal(reply.status, 405);
      assert.equal(reply.headers['allow'], allowed);
      assert.equal(reply.json['type'], 'urn:countersign:problem:method-not-allowed');
    });
  }

  for (const path of [
    '/',
    '/api',
    '/api/alerts/',
    '/api/alerts/x',
    '/API/ALERTS',
    '/%zz',
    '/api/requests/%ff',
    '//x',
    '/..',
  ]) {
    it(`answers 404 to ${path}`, async () => {
      fixture = await startFixture();

      const reply = await fixture.send({ path, body: '{}' });

      assert.equal(reply.status, 404);
      assert.equal(reply.headers['content-type'], 'application/problem+json');
    });
  }

  for (const [what, head] of [
    ['a Host that is no host', 'GET /nothing HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n'],
    ['a Host that is a path', 'GET /nothing HTTP/1.1\r\nHost: a/api/alerts?\r\nConnection: close\r\n\r\n'],
    ['a target that is a star', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a target that is an address', 'GET http://[/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header that never ends', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['two lengths', 'POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ] as const) {
    it(`answers a 4xx and lives on after ${what}`, async () => {
      fixture = await startFixture();

      const answer = await speak(fixture.http.port, head);
      const reply = await fixture.send({ method: 'GET', path: '/healthz' });

      assert.match(answer, /^HTTP\/1\.1 4\d\d /);
      assert.equal(reply.status, 200);
    });
  }

  it('answers a request for an upgrade like any other', async () => {
    fixture = await startFixture();

    const answer = await speak(
      fixture.http.port,
      'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
    );

    assert.match(answer, /^HTTP\/1\.1 200 /);
  });

  it('does not say what it is made of', async () => {
    fixture = await startFixture();

    const reply = await fixture.send({ method: 'GET', path: '/healthz' });

    assert.deepEqual(Object.keys(reply.headers).toSorted(), [
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
      'x-content-type-options',
    ]);
  });

  describe('its probes', () => {
    it('say that it lives, that it is ready, and what was counted', async () => {
      fixture = await startFixture();

      const health = await fixture.send({ method: 'GET', path: '/healthz' });
      const ready = await fixture.send({ method: 'GET', path: '/readyz' });
      const metrics = await fixture.send({ method: 'GET', path: '/metrics' });

      assert.deepEqual([health.status, ready.status, metrics.status], [200, 200, 200]);
      assert.equal(metrics.text, 'countersign_alerts_total 1\n');
      assert.match(String(metrics.headers['content-type']), /^text\/plain/);
    });

    it('answer 503 and what is missing while it cannot take work', async () => {
      fixture = await startFixture({ ready: async () => ['store', 'work engine'] });

      const reply = await fixture.send({ method: 'GET', path: '/readyz' });

      assert.equal(reply.status, 503);
      assert.deepEqual(reply.json['missing'], ['store', 'work engine']);
    });

    it('answer only on the internal port where there is one', async () => {
      fixture = await startFixture({ internalPort: 0 });
      const { port, internalPort = 0 } = fixture.http;

      for (const path of ['/healthz', '/readyz', '/metrics']) {
        const outside = await fixture.send({ method: 'GET', path, port });
        const inside = await fixture.send({ method: 'GET', path, port: internalPort });

        assert.deepEqual([outside.status, inside.status], [404, 200]);
      }
      const alert = await fixture.send({ path: '/api/alerts', body: '{}', port: internalPort });
      assert.equal(alert.status, 404);
    });
  });

  describe('while it closes', () => {
    it('lets the call under way end, takes no other on an open connection, and then is gone', async () => {
      const { promise: finish, resolve } = Promise.withResolvers<void>();
      const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
      fixture = await startFixture({
        receiveAlert: async () => {
          arrive();
          await finish;
          return { requestId: 'CS-7F3K2Q', revision: 1, state: 'pending', duplicate: false };
        },
      });
      const underWay = fixture.push(plainAlert());
      await arrived;

      const closing = fixture.http.close();
      resolve();
      const reply = await underWay;
      await closing;

      assert.equal(reply.status, 202);
      assert.equal(reply.headers.connection, 'close');
      await assert.rejects(fixture.send({ method: 'GET', path: '/healthz' }), { code: 'ECONNREFUSED' });
    });

    it('answers a call that was begun on an open connection, and then closes that', async () => {
      fixture = await startFixture();
      const socket = connect(fixture.http.port, '127.0.0.1');
      let answer = '';
      const first = once(socket, 'data');
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString();
      });
      // Both in one packet: once the first is answered, half of the second has been read.
      socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n');
      await first;

      const closing = fixture.http.close();
      socket.write('\r\n');
      await once(socket, 'close');
      await closing;

      assert.match(answer, /^HTTP\/1\.1 200 .*HTTP\/1\.1 200 .*Connection: close/s);
    });

    it('does not wait for connections on which nobody asks anything', async () => {
      fixture = await startFixture({ limits: { closeWithinMs: 60_000 } });
      const silent = connect(fixture.http.port, '127.0.0.1');
      await once(silent, 'connect');
      await fixture.send({ method: 'GET', path: '/healthz' });
      const cut = once(silent, 'close');

      await fixture.http.close();

      await cut;
    });

    it('answers 503 to a call that does not end, whether its step or its body is what it waits for', async () => {
      const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
      fixture = await startFixture({
        limits: { closeWithinMs: 10 },
        receiveAlert: async () => {
          arrive();
          return new Promise(() => undefined);
        },
      });
      const underWay = fixture.push(plainAlert());
      const half = connect(fixture.http.port, '127.0.0.1');
      const lines = Object.entries(signatureHeaders('{}')).map(([name, value]) => `${name}: ${value}\r\n`);
      half.write(`POST /api/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n`);
      half.write(`${lines.join('')}\r\n{"source`);
      const answered = once(half, 'data');
      await arrived;

      await fixture.http.close();
      const reply = await underWay;
      const [answer] = (await answered) as [Buffer];

      assert.deepEqual([reply.status, reply.headers['retry-after'], reply.headers.connection], [503, '1', 'close']);
      assert.equal(reply.json['type'], 'urn:countersign:problem:unavailable');
      assert.match(answer.toString(), /^HTTP\/1\.1 503 .*Retry-After: 1/s);
    });

    it('says that it is stopping on the internal port, until the rest is closed too', async () => {
      fixture = await startFixture({ internalPort: 0 });
      const { port, internalPort = 0 } = fixture.http;

      await fixture.http.drain();
      const ready = await fixture.send({ method: 'GET', path: '/readyz', port: internalPort });
      const alive = await fixture.send({ method: 'GET', path: '/healthz', port: internalPort });
      await assert.rejects(fixture.send({ path: '/api/alerts', port }), { code: 'ECONNREFUSED' });

      await fixture.http.close();
      assert.deepEqual([ready.status, ready.json['missing']], [503, ['stopping']]);
      assert.equal(alive.status, 200);
      await assert.rejects(fixture.send({ path: '/readyz', port: internalPort }), { code: /^ECONN(REFUSED|RESET)$/ });
    });

    it('goes on taking calls for as long as a load balancer may need to notice', async () => {
      const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        fixture = await startFixture({ limits: { noticeMs: 2_000 } });
        const closing = fixture.http.close();

        const ready = await fixture.send({ method: 'GET', path: '/readyz' });
        const alert = await fixture.push(plainAlert());
        await timers.tickAsync(2_000);
        await closing;

        assert.deepEqual([ready.status, ready.json['missing']], [503, ['stopping']]);
        assert.deepEqual([alert.status, alert.headers.connection], [202, 'close']);
      } finally {
        timers.restore();
      }
    });

    it('closes once, however often it is told to', async () => {
      fixture = await startFixture();

      await Promise.all([fixture.http.close(), fixture.http.close()]);
      await fixture.http.close();
    });
  });

  it('answers 503 with Retry-After where too much is under way', async () => {
    fixture = await startFixture({ limits: { underWay: 0 } });

    const reply = await fixture.push(plainAlert());

    assert.equal(reply.status, 503);
    assert.equal(reply.headers['retry-after'], '1');
    assert.deepEqual(fixture.alerts, []);
  });

  it('says which setting names a port that is taken, and what to do', async () => {
    fixture = await startFixture();
    const { port } = fixture.http;

    await assert.rejects(startFixture({ port }), {
      code: 'configInvalid',
      message: `PORT ${port} is taken on 127.0.0.1: stop the program that listens there, or set PORT to a free port.`,
    });
    assert.deepEqual(fixture.logged, []);
  });

  it('says which setting names an address that is not ours', async () => {
    // TEST-NET-1 (RFC 5737): no machine has it.
    await assert.rejects(startFixture({ host: '192.0.2.1' }), {
      code: 'configInvalid',
      message: /^HOST 192\.0\.2\.1 /,
    });
  });

  it('leaves no port open where only the internal one is taken', async () => {
    fixture = await startFixture();
    const free = await startFixture();
    const { port } = free.http;
    await free.close();

    await assert.rejects(startFixture({ port, internalPort: fixture.http.port }), {
      code: 'configInvalid',
      message: /^INTERNAL_PORT \d+ is taken/,
    });

    const again = await startFixture({ port });
    await again.close();
  });
});
