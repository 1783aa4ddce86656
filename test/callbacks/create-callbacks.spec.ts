import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { createCallbacks } from '../../src/callbacks/create-callbacks.ts';
import type { CallbackAnswer } from '../../src/workflow/ports.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const [old, next, foreign] = [1, 2, 3].map((fill) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`) as [
  string,
  string,
  string,
];
const clock = { now: () => Date.now() };
const steady = { now: () => performance.now() };
const message = { id: 'outcome_1', body: JSON.stringify({ type: 'request.ended', words: 'Größe \u{1f512}' }) };

describe('a callback', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const tell = (over: { secrets?: readonly string[]; url?: string; timeoutMs?: number } = {}) => {
    const { secrets = [old], url = `${receiver.origin}/hooks?code=a%2Cb`, timeoutMs = 5_000 } = over;
    return createCallbacks({ receivers: [{ source: 'mailgate', url, secrets }], clock, steady, timeoutMs }).tell(
      'mailgate',
      message,
    );
  };
  const headersOf = () => receiver.heard[0]?.headers as Record<string, string>;

  it('is one signed post of JSON, which any library for Standard Webhooks takes', async () => {
    assert.deepEqual(await tell(), { kind: 'taken', status: 204 });

    const [heard, ...more] = receiver.heard;
    assert.deepEqual(more, []);
    assert.equal(heard?.path, 'POST /hooks?code=a%2Cb');
    assert.equal(heard.headers['content-type'], 'application/json');
    assert.equal(heard.headers['webhook-id'], 'outcome_1');
    assert.deepEqual(new Webhook(old).verify(heard.text, headersOf()), JSON.parse(message.body));
    assert.throws(() => new Webhook(foreign).verify(heard.text, headersOf()));
  });

  it('has a signature of each secret while one takes the place of another', async () => {
    await tell({ secrets: [old, next] });

    const { text = '' } = receiver.heard[0] ?? {};
    for (const secret of [old, next]) assert.ok(new Webhook(secret).verify(text, headersOf()));
  });

  it('is checked by the lines of docs/callbacks.md', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/callbacks.md'), 'utf8');
    const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { isSigned } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      isSigned(headers: object, text: string, secret: string): boolean;
    };
    await tell({ secrets: [old, next] });
    const { text = '' } = receiver.heard[0] ?? {};

    assert.deepEqual(
      [old, next, foreign].map((secret) => isSigned(headersOf(), text, secret)),
      [true, true, false],
    );
    assert.equal(isSigned(headersOf(), `${text} `, old), false);
    assert.equal(isSigned({ ...headersOf(), 'webhook-timestamp': '1700000000' }, text, old), false);
    assert.equal(isSigned({}, text, old), false);
  });

  const answers: readonly [status: number, headers: Record<string, string>, answer: CallbackAnswer][] = [
    [200, {}, { kind: 'taken', status: 200 }],
    [202, {}, { kind: 'taken', status: 202 }],
    [301, { Location: '/elsewhere' }, { kind: 'notTaken', status: 301 }],
    [307, { Location: '/elsewhere' }, { kind: 'notTaken', status: 307 }],
    [400, {}, { kind: 'notTaken', status: 400 }],
    [404, {}, { kind: 'notTaken', status: 404 }],
    [410, {}, { kind: 'gone', status: 410 }],
    [429, { 'Retry-After': '30' }, { kind: 'notTaken', status: 429, retryAfterMs: 30_000 }],
    [500, {}, { kind: 'notTaken', status: 500 }],
    [503, { 'Retry-After': '120' }, { kind: 'notTaken', status: 503, retryAfterMs: 120_000 }],
  ];
  for (const [status, headers, answer] of answers) {
    it(`answered with ${status} is ${answer.kind}, after one call`, async () => {
      receiver.answer = (response) => {
        response.writeHead(status, headers);
        response.end();
      };

      assert.deepEqual(await tell(), answer);
      assert.equal(receiver.heard.length, 1);
    });
  }

  it('does not listen to an answer without end', async () => {
    let sent = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    };

    assert.deepEqual(await tell(), { kind: 'taken', status: 200 });
    assert.ok(sent < 16 * 1_048_576);
  });

  it('is not taken by a receiver that says nothing, breaks off or is not there', async () => {
    receiver.answer = () => undefined;
    assert.deepEqual(await tell({ timeoutMs: 50 }), { kind: 'notTaken' });
    receiver.answer = (response) => void response.destroy();
    assert.deepEqual(await tell(), { kind: 'notTaken' });
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as { port: number };
    await new Promise((closed) => nobody.close(closed));
    assert.deepEqual(await tell({ url: `http://127.0.0.1:${port}/` }), { kind: 'notTaken' });
  });

  it('has ten seconds', async () => {
    const { timeout } = AbortSignal;
    const asked: number[] = [];
    AbortSignal.timeout = (ms) => {
      asked.push(ms);
      return timeout.call(AbortSignal, 20);
    };
    receiver.answer = () => undefined;
    try {
      const receivers = [{ source: 'mailgate', url: receiver.origin, secrets: [old] }];
      assert.deepEqual(await createCallbacks({ receivers, clock, steady }).tell('mailgate', message), {
        kind: 'notTaken',
      });
    } finally {
      AbortSignal.timeout = timeout;
    }

    assert.deepEqual(asked, [10_000]);
  });

  it('goes to nobody whom the settings do not name', async () => {
    const callbacks = createCallbacks({ receivers: [], clock, steady });

    assert.deepEqual(await callbacks.tell('mailgate', message), { kind: 'gone' });
  });
});
