import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Tenant } from '../tenant-types.ts';
import { createActions } from './actions.ts';
import { readAsset } from './assets.ts';
import type { CheckedEntry } from './audit-log.ts';
import type { Controls } from './controls.ts';
import { createLiveFeed } from './live-feed.ts';
import { isOwnRequest, readJson, securityHeaders } from './same-origin.ts';

export interface PageServerOptions {
  readonly tenant: Tenant;
  readonly controls: Controls;
  readonly audit: () => readonly CheckedEntry[];
  /** First port tried; 0 takes any. */
  readonly port: number;
}

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page, its live feed, and the small JSON API behind its buttons, on 127.0.0.1 alone. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const feed = createLiveFeed(options);
  const actions = createActions(options.tenant, options.controls);

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      const misread = error instanceof z.ZodError || error instanceof SyntaxError;
      const message = error instanceof Error && !misread ? error.message : 'The demo could not read that.';
      if (!response.headersSent) answerJson(response, misread ? 400 : 500, { message });
      else response.end();
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (!isOwnRequest(request)) return answerJson(response, 403, { message: 'This page answers only to itself.' });
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (request.method === 'GET' && path === '/api/live') return feed.connect(response);
    if (request.method === 'POST' && path.startsWith('/api/'))
      return act(path.slice('/api/'.length), request, response);
    if (request.method !== 'GET') return answerJson(response, 405, { message: 'Not here.' });
    const asset = await readAsset(path);
    if (!asset) return answerJson(response, 404, { message: 'There is nothing here.' });
    response.writeHead(200, { 'content-type': asset.type, 'cache-control': 'no-cache' });
    response.end(asset.body);
  }

  async function act(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return answerJson(response, 404, { message: 'There is no such button.' });
    const answer = await action(await readJson(request));
    feed.refresh();
    answerJson(response, 200, answer);
  }

  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      feed.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  // In two steps: restify replaces writeHead for its whole process with one that answers nothing.
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? {}));
}

/** Listens on the port or, where it is taken, on one of the next ten. */
async function listen(server: Server, port: number): Promise<void> {
  for (let tried = port; ; tried++) {
    server.listen(tried, '127.0.0.1');
    try {
      await once(server, 'listening');
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || tried >= port + 10) throw error;
    }
  }
}
