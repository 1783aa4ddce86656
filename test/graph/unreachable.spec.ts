import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ServiceError } from '../../src/errors.ts';
import { createTls } from '../sandbox/entra/tls-material.ts';
import { startGraph } from '../sandbox/graph/start-graph.ts';
import { trust } from '../support/trust.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { bodyFor, soon } from './sample-order.ts';

describe('Graph out of reach', () => {
  let world: GraphWorld;
  let server: Server | undefined;
  before(async () => {
    world = await startGraphWorld();
  });
  afterEach(() => {
    server?.close();
    server = undefined;
  });
  after(() => world.close());

  async function submitTo(graphRoot: string) {
    const mailboxes = world.mailboxes({ graphRoot, timeoutMs: 2_000 });
    return mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
  }

  async function tcp(onConnection: (socket: Socket) => void): Promise<string> {
    server = createServer(onConnection).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  }

  const unreachable = { kind: 'notNow', message: 'Graph could not be reached.' };

  it('is not now where nobody listens', async () => {
    const origin = await tcp(() => undefined);
    server?.close();

    assert.deepEqual(await submitTo(origin), unreachable);
  });

  it('is not now where the host has no address', async () => {
    assert.deepEqual(await submitTo('https://graph.invalid'), unreachable);
  });

  it('is not now where the certificate is not trusted, and the body stays with us', async () => {
    const tls = await createTls();
    const stranger = await startGraph({ tls, tenantId: 'x', verifyToken: world.entra.verifyGraphToken });

    const answer = await submitTo(stranger.origin);
    await stranger.close();
    await tls.remove();

    assert.deepEqual(answer, unreachable);
    assert.equal(stranger.calls.length, 0);
  });

  it('is not now where the certificate is for another host', async () => {
    const tls = await createTls('graph.example');
    const distrust = trust(tls.cert);
    const stranger = await startGraph({ tls, tenantId: 'x', verifyToken: world.entra.verifyGraphToken });

    const answer = await submitTo(stranger.origin);
    distrust();
    await stranger.close();
    await tls.remove();

    assert.deepEqual(answer, unreachable);
    assert.equal(stranger.calls.length, 0);
  });

  it('is unclear where the connection opens and breaks', async () => {
    const origin = await tcp((socket) => socket.destroy());

    assert.equal((await submitTo(origin)).kind, 'unclear');
  });

  it('is not now while Entra gives no token, and Graph is not called', async () => {
    const before = world.graph.calls.length;
    const mailboxes = world.mailboxes({ getToken: () => Promise.reject(new Error('the secret is hunter2')) });

    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());

    assert.deepEqual(answer, { kind: 'notNow', message: 'No access token for Graph could be obtained.' });
    assert.equal(world.graph.calls.length, before);
  });

  it('is refused for good where Entra does not take our credential', async () => {
    const before = world.graph.calls.length;
    const fault = new ServiceError('tokenUnavailable', undefined, { retryable: false });
    const mailboxes = world.mailboxes({ getToken: () => Promise.reject(fault) });

    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());

    assert.partialDeepStrictEqual(answer, { kind: 'refused', code: 'credential' });
    assert.equal(world.graph.calls.length, before);
  });
});
