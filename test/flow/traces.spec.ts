import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'mocha';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

describe('traces and figures of the running service', () => {
  let collector: Server;
  let world: FlowWorld;
  const sent: Buffer[] = [];

  before(async () => {
    collector = createServer(async (request, response) => {
      sent.push(await buffer(request));
      response.end();
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    world = await startFlow({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
  });
  after(async () => {
    await world.close();
    collector.close();
  });

  it('lead from the alert to Graph in one trace, and are sent to the end', async () => {
    const { graph, teams, pushAlert, sampleAlert } = world.tenant;
    const { status, body } = await pushAlert(sampleAlert(0));
    assert.equal(status, 202);
    const { requestId } = body as { requestId: string };
    await eventually(world, () => teams.posts().some((post) => says(post.card, requestId)));
    const figures = await (await fetch(`${world.service.origin}/metrics`)).text();
    await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await eventually(world, () => world.card(requestId).replies.length > 0);
    const logs = world.service.logs.map((line) => JSON.parse(line) as Record<string, unknown>);

    assert.equal(await world.service.stop(), 0);

    const [, traceId = ''] = /^00-(\w{32})-/.exec(graph.remediations[0]?.headers['traceparent'] ?? '') ?? [];
    const spans = Buffer.concat(sent).toString('latin1');
    const id = Buffer.from(traceId, 'hex').toString('latin1');
    assert.equal(id.length, 16);
    assert.ok(spans.split(id).length > 5, 'fewer than five spans are of the trace that Graph was told of');
    for (const name of ['POST /api/alerts', 'work postCard', 'click', 'graph remediate', 'teams create', requestId]) {
      assert.ok(spans.includes(name), name);
    }
    const call = logs.find(({ message }) => message === 'Remediation call to Graph ended');
    assert.deepEqual([call?.['requestId'], call?.['traceId']], [requestId, traceId]);
    for (const line of ['countersign_store_up 1', 'countersign_requests{state="pending"} 1']) {
      assert.ok(figures.split('\n').includes(line), line);
    }
  });
});
