import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsMaterial } from './tls-material.ts';

export interface Loopback {
  readonly port: number;
  close(): Promise<void>;
}

export type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server on 127.0.0.1 with a port of its own; with `tls` it speaks https (as localhost). A failing answerer is a 500. */
export async function listen(answer: Answerer, tls?: TlsMaterial): Promise<Loopback> {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((fault: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(fault));
    });
  };
  const server: Server | SecureServer = tls
    ? createHttps({ key: tls.key, cert: tls.cert }, listener)
    : createHttp(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { port, close };
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
