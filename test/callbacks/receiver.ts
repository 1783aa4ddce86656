/** Listens for callbacks on loopback. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Receiver {
  readonly origin: string;
  readonly heard: Heard[];
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startReceiver(onHeard: () => void = () => undefined): Promise<Receiver> {
  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    receiver.heard.push({
      path: `${request.method} ${request.url}`,
      headers: request.headers,
      text: Buffer.concat(chunks).toString(),
    });
    receiver.answer(response);
    onHeard();
  }
  const server = createServer((request, response) => void hear(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: [],
    // Not chained: once restify is loaded in this process, `writeHead` answers nothing.
    answer(response) {
      response.writeHead(204);
      response.end();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
  return receiver;
}
