import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Answer } from '../sandbox/graph/answers.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { bodyFor, soon } from './sample-order.ts';

describe('Answers that no honest Graph gives', () => {
  let world: GraphWorld;
  before(async () => {
    world = await startGraphWorld();
  });
  after(() => world.close());

  async function submit(lie: Answer) {
    const before = world.graph.remediations.length;
    world.graph.lie(lie);
    const mailboxes = world.mailboxes();
    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
    return { answer, calls: world.graph.remediations.length - before };
  }

  const html = { 'Content-Type': 'text/html' };
  const table: [what: string, lie: Answer, kind: string, code?: string][] = [
    ['a page of HTML with 200', { status: 200, headers: html, body: '<h1>Sign in</h1>' }, 'unclear'],
    ['200 with JSON', { status: 200, body: { value: true } }, 'accepted'],
    ['a redirect to elsewhere', { status: 307, headers: { Location: 'https://evil.example/' } }, 'unclear'],
    ['see other', { status: 303, headers: { Location: 'https://evil.example/' } }, 'unclear'],
    ['not modified', { status: 304 }, 'unclear'],
    ['404', { status: 404, headers: html, body: 'gone' }, 'refused', 'other'],
    ['405', { status: 405 }, 'refused', 'other'],
    ['408', { status: 408 }, 'unclear'],
    ['413', { status: 413 }, 'refused', 'badRequest'],
    ['418', { status: 418 }, 'refused', 'other'],
    ['502 with HTML', { status: 502, headers: html, body: '<h1>Bad gateway</h1>' }, 'unclear'],
    ['507', { status: 507 }, 'unclear'],
    ['599', { status: 599 }, 'unclear'],
    [
      '403 with a message that is no text',
      { status: 403, body: { error: { message: { a: 1 } } } },
      'refused',
      'permission',
    ],
    ['403 with a list', { status: 403, body: [] }, 'refused', 'permission'],
    ['403 with null', { status: 403, body: 'null' }, 'refused', 'permission'],
    ['409 with broken JSON', { status: 409, body: '{"error":{' }, 'duplicate'],
  ];
  for (const [what, lie, kind, code] of table) {
    it(`${what}: ${kind}${code ? ` (${code})` : ''}, after one call`, async () => {
      const { answer, calls } = await submit(lie);

      assert.equal(answer.kind, kind);
      assert.equal('code' in answer ? answer.code : undefined, code);
      assert.equal(answer.status, lie.status);
      assert.equal(calls, 1);
    });
  }

  it('a message of a million characters is cut to 300, on one line', async () => {
    const message = `first line\r\n\u202e\u0000${'x'.repeat(60_000)}`;

    const { answer } = await submit({ status: 400, body: { error: { code: 'BadRequest', message } } });

    assert.equal(answer.kind, 'refused');
    assert.equal(answer.message.length, 300);
    assert.match(answer.message, /^first line x+$/);
  });

  it('a body of 8 MiB does not keep us', async () => {
    const { answer } = await submit({ status: 400, body: { error: { message: 'y'.repeat(8_388_608) } } });

    assert.partialDeepStrictEqual(answer, { kind: 'refused', code: 'badRequest', message: 'Graph answered 400.' });
  });

  it('a request id that is no id is not kept', async () => {
    const { answer } = await submit({ status: 403, headers: { 'request-id': '<script>' } });

    assert.equal(answer.graphRequestId, undefined);
  });
});
