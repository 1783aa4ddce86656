import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'mocha';
import { clouds } from '../../../src/identity/clouds.ts';
import { connectSdk } from '../../../src/teams/sdk/adapter.ts';
import { tracedProcess } from '../../tracing/collected-spans.ts';

describe('a call to Teams that is traced', () => {
  it('is a span of who makes it, through the SDK, and says so to Teams', async () => {
    const told: unknown[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      told.push(request.headers['traceparent']);
      response.statusCode = status;
      response.setHeader('content-type', 'application/json');
      response.end('{"id":"42"}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { tracer, spans, close } = tracedProcess();
    const teams = connectSdk({
      botId: '99999999-9999-4999-8999-999999999999',
      botTenantId: '11111111-1111-4111-8111-111111111111',
      cloud: clouds.global.bot,
      openIdMetadataUrl: 'http://127.0.0.1:1/none',
      botToken: async () => 'the-bots-token',
      clock: { now: () => Date.now() },
      timeoutMs: 2_000,
      tracer,
    });
    const address = {
      tenantId: 'contoso',
      serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/`,
      conversationId: '19:c@thread.tacv2;messageid=17',
      activityId: '17',
    };
    const send = () => tracer.span('work sendReply', {}, () => teams.send(address, { text: 'zqwords' }));

    await send();
    status = 403;
    await assert.rejects(send(), { code: 'teamsRefused' });
    await close();
    server.closeAllConnections();
    server.close();

    const calls = spans.filter(({ name }) => name === 'teams send');
    assert.deepEqual(
      told,
      calls.map((span) => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`),
    );
    assert.deepEqual(
      calls.map(({ attributes }) => [attributes['http.response.status_code'], attributes['error.type']]),
      [
        [200, undefined],
        [undefined, 'teamsRefused'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(calls.map(({ attributes }) => attributes)), /zqwords|token|19:c/);
  });
});
