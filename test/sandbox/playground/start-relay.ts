import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, type Loopback, listen, readBody } from '../entra/loopback.ts';
import { rosterEntry } from '../teams/people.ts';
import { players, type Translation } from './translate.ts';

export interface RelayOptions {
  readonly tenantId: string;
  readonly translation: Translation;
  /** Where the service listens, once it does. */
  readonly service: () => string | undefined;
  /** A token as the Bot Framework signs it, for activities from this service URL. */
  readonly token: (serviceUrl: string) => Promise<string>;
}

/**
 * Between Agents Playground and the service: the Playground sends no token and ids that are none, and the service takes
 * neither. Both ways go through here: activities to the service, and what the service says to the "connector".
 */
export async function startRelay(options: RelayOptions): Promise<Loopback & { readonly origin: string }> {
  const { tenantId, translation, service, token } = options;
  let playground: string | undefined;
  const relay = await listen(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    // The Playground looks whether somebody is there.
    if (method === 'HEAD') return answerJson(response, 200, {});
    if (url === '/api/messages') return toService(request, response);
    const [, member] = /^\/v3\/conversations\/[^/]+\/members\/([^/?]+)/.exec(url) ?? [];
    if (member !== undefined) return roster(decodeURIComponent(member), response);
    return toPlayground(request, response);
  });
  const origin = `http://127.0.0.1:${relay.port}`;

  async function toService(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const activity = JSON.parse(translation.in(await readBody(request))) as Record<string, unknown>;
    playground = onLoopback(activity['serviceUrl']) ?? playground;
    const serviceUrl = `${origin}/`;
    const to = service();
    if (to === undefined || playground === undefined) return answerJson(response, 503, { error: 'not ready' });
    const answer = await fetch(`${to}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(serviceUrl)}` },
      body: JSON.stringify({ ...activity, serviceUrl }),
    });
    pass(response, answer, translation.out(await answer.text()));
  }

  async function toPlayground(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = translation.out(await readBody(request));
    const answer = await fetch(`${playground}${translation.out(decodeURIComponent(request.url ?? '/'))}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    });
    pass(response, answer, translation.in(await answer.text()));
  }

  function roster(member: string, response: ServerResponse): void {
    const player = players.find(({ id, as }) => [id, as.objectId].includes(member));
    if (player === undefined) answerJson(response, 404, { error: { code: 'MemberNotFoundInConversation' } });
    else answerJson(response, 200, { ...rosterEntry(player.as, tenantId), id: player.id });
  }

  return { ...relay, origin };
}

function pass(response: ServerResponse, answer: Response, body: string): void {
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(body);
}

function onLoopback(address: unknown): string | undefined {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  return url !== null && ['localhost', '127.0.0.1'].includes(url.hostname) ? url.href.replace(/\/$/, '') : undefined;
}
