import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDeliveries } from './deliveries.ts';

describe('what the outside delivers', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  /** Counts what arrives; cuts off so many of the first ones after they were read. */
  async function serve(cut = 0) {
    const bodies: string[] = [];
    const server = createServer(async (request: IncomingMessage, response) => {
      bodies.push((await request.toArray()).join(''));
      if (bodies.length <= cut) request.socket.destroy();
      else response.end('{"taken":true}');
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { bodies, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('goes to several instances in turn', async () => {
    const [one, two] = [await serve(), await serve()];
    const deliveries = createDeliveries({ redeliverFor: 0 });
    deliveries.connect(one.origin, two.origin);

    for (const body of ['1', '2', '3', '4']) await deliveries.post('/', {}, body);

    assert.deepEqual(
      [one.bodies, two.bodies],
      [
        ['1', '3'],
        ['2', '4'],
      ],
    );
  });

  it('fails at once where nobody answers, unless it is made again', async () => {
    const { origin } = await serve(1);
    const deliveries = createDeliveries({ redeliverFor: 0 });
    deliveries.connect(origin);

    await assert.rejects(deliveries.post('/', {}, '1'));
  });

  it('is made again, the very same, until it is answered', async () => {
    const dying = await serve(1_000);
    const deliveries = createDeliveries({ redeliverFor: 20_000 });
    deliveries.connect(dying.origin);
    const delivered = deliveries.post('/', {}, 'once');
    while (dying.bodies.length === 0) await new Promise(setImmediate);
    const living = await serve();

    deliveries.connect(living.origin);

    assert.equal((await delivered).status, 200);
    assert.deepEqual(living.bodies, ['once']);
    deliveries.close();
  });
});
