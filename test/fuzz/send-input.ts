import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpInput, Input, SocketInput } from './input.ts';

export type Outcome =
  | { readonly kind: 'answered'; readonly statuses: readonly number[]; readonly text: string }
  /** Closed, or said nothing. */
  | { readonly kind: 'silent'; readonly why: string };

export interface Sender {
  send(input: Input): Promise<Outcome>;
  close(): void;
}

/** More than the ten seconds that a body may take. */
const patience = 15_000;
/** Where nothing need come back. */
const silence = 300;

export function createSender(port: number, atOnce: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

  async function overHttp({ method, path, headers, body = '' }: HttpInput): Promise<Outcome> {
    const length = Buffer.byteLength(body);
    const call = request({
      agent,
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...(length > 0 && !('transfer-encoding' in headers) && { 'content-length': length }), ...headers },
      signal: AbortSignal.timeout(patience),
    });
    const answered = Promise.withResolvers<IncomingMessage>();
    // A refusal may come before the body is through; the connection is closed under it then.
    call.on('error', answered.reject).on('response', answered.resolve);
    call.end(body);
    const response = await answered.promise;
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { kind: 'answered', statuses: [response.statusCode ?? 0], text: Buffer.concat(chunks).toString() };
  }

  async function overSocket({ pieces, pauseMs, finish }: SocketInput): Promise<Outcome> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    let why = 'closed';
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      why = error.code ?? error.message;
    });
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      // Where the connection is kept for more, one whole answer is enough.
      if (finish !== 'listen' && text.includes('\r\n\r\n')) socket.destroy();
    });
    await Promise.race([once(socket, 'connect'), closed]);
    socket.setTimeout(finish === 'listen' ? patience : silence, () => socket.destroy());
    await write(socket, pieces, pauseMs);
    if (finish === 'hangUp') socket.destroySoon();
    await closed;
    const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]));
    const final = statuses.filter((status) => status !== 100);
    return final.length > 0 ? { kind: 'answered', statuses: final, text } : { kind: 'silent', why };
  }

  return {
    async send(input) {
      try {
        return await (input.via === 'http' ? overHttp(input) : overSocket(input));
      } catch (thrown) {
        const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
        return { kind: 'silent', why: code };
      }
    },
    close: () => agent.destroy(),
  };
}

async function write(socket: Socket, pieces: SocketInput['pieces'], pauseMs: number): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece);
    if (pauseMs > 0) await delay(pauseMs);
  }
}
