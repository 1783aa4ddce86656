import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Closing } from './closing.ts';

/** An answer that was just written still has to reach its caller. */
const flushMs = 250;
const betweenLooksMs = 50;
/** What was asked on a new connection may still be on its way. */
const firstWordsMs = 500;

/**
 * Remembers who is connected, and closes: no new connection, idle ones at once, the others when their call is
 * answered. What is not answered after so many milliseconds is answered with a 503, and then cut.
 */
export function closeable(server: Server, closing: Closing): (withinMs: number) => Promise<void> {
  const sockets = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, performance.now());
    socket.once('close', () => sockets.delete(socket));
  });

  /** Load balancers open connections ahead; Node takes one that never said anything for a request that is arriving. */
  function closeIdle(): void {
    server.closeIdleConnections();
    const before = performance.now() - firstWordsMs;
    for (const [socket, openedAt] of sockets) if (socket.bytesRead === 0 && openedAt < before) socket.destroy();
  }

  return async (withinMs) => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    closeIdle();
    // An answer that was written a moment before may have promised to keep its connection.
    const looking = setInterval(closeIdle, betweenLooksMs);
    const givingUp = setTimeout(() => closing.end(), withinMs);
    const cutting = setTimeout(() => server.closeAllConnections(), withinMs + flushMs);
    await closed;
    clearInterval(looking);
    clearTimeout(givingUp);
    clearTimeout(cutting);
  };
}
