import assert from 'node:assert/strict';
import { ServiceError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';

function linesOf(write: (log: ReturnType<typeof createLog>) => void, level: 'debug' | 'warn' = 'debug') {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes one JSON line with level, time, message and fields', () => {
    const [line] = linesOf((log) => log.info({ requestId: 'CS-7F3K2Q' }, 'A card was posted.'));

    const { at, ...rest } = line ?? {};
    assert.match(String(at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(rest, { level: 'info', requestId: 'CS-7F3K2Q', message: 'A card was posted.' });
  });

  it('leaves out what is below its level', () => {
    const lines = linesOf((log) => {
      log.debug({}, 'a');
      log.info({}, 'b');
      log.warn({}, 'c');
      log.error({}, 'd');
    }, 'warn');

    assert.deepEqual(
      lines.map(({ message }) => message),
      ['c', 'd'],
    );
  });

  for (const name of [
    ...['authorization', 'token', 'password', 'body', 'webhook-signature'],
    ...['subject', 'sender', 'recipients', 'emails', 'urls', 'attachments', 'description', 'displayName', 'facts'],
  ]) {
    it(`masks ${name}, also where it lies deeper`, () => {
      const lines = linesOf((log) =>
        log.warn({ [name]: 'MARKER', a: { [name]: 'MARKER', b: { [name]: ['MARKER'] } } }, 'x'),
      );

      assert.doesNotMatch(JSON.stringify(lines), /MARKER/);
      assert.equal(lines[0]?.[name], '[redacted]');
    });
  }

  it('writes a fault as its code, its sentence and the codes of its causes', () => {
    const reset = Object.assign(new Error('MARKER'), { code: 'ECONNRESET' });
    const fault = new ServiceError('graphUnavailable', undefined, { cause: new TypeError('MARKER', { cause: reset }) });

    const [line] = linesOf((log) => log.error({ error: fault }, 'Graph was not reached.'));

    const { at, ...error } = { ...line }['error'] as Record<string, unknown>;
    assert.deepEqual(error, {
      name: 'ServiceError',
      code: 'graphUnavailable',
      message: 'Graph could not be reached or read.',
      causes: ['TypeError', 'ECONNRESET'],
    });
    assert.match(String(at), /log\.spec\.ts/);
    assert.doesNotMatch(JSON.stringify(line), /MARKER/);
  });

  for (const [what, make] of [
    ['the text that JSON.parse quotes', () => parseError('{"subject": MARKER')],
    ['an address', () => new Error('no mailbox MARKER@contoso.com')],
    ['a URL', () => new Error('fetch https://evil.example/MARKER?x failed')],
    ['a token', () => new Error(`invalid token eyJ${'x'.repeat(40)}MARKER`)],
    ['what stands in quotes', () => new Error("unknown user 'MARKER' and \"MARKER")],
  ] as const) {
    it(`keeps ${what} out of an error's message`, () => {
      const [line] = linesOf((log) => log.error({ anything: make() }, 'It failed.'));

      assert.doesNotMatch(JSON.stringify(line), /MARKER/);
      assert.equal(({ ...line }['anything'] as { name: string }).name, make().name);
    });
  }

  it("takes bounded time for an error's message without an end", () => {
    const started = performance.now();

    linesOf((log) => log.error({ anything: new Error('a'.repeat(200_000)) }, 'It failed.'));

    assert.ok(performance.now() - started < 1_000);
  });

  it('says where an error was thrown, never what its message makes look like a place', () => {
    const forged = new Error('not read:\n    at MARKER (file:///MARKER.ts:1:1)\n    at MARKER');
    const cause = parseError('{\n    at MARKER: 1');

    const lines = linesOf((log) => {
      log.error({ error: forged }, 'It failed.');
      log.error({ error: new ServiceError('internal', undefined, { cause }) }, 'It failed.');
      log.error({ error: Object.assign(new Error('x'), { stack: 'MARKER\n    at MARKER' }) }, 'It failed.');
    });

    const [first, second, third] = lines.map(({ error }) => error as { at?: string });
    assert.match(String(first?.at), /log\.spec\.ts/);
    assert.match(String(second?.at), /JSON\.parse/);
    assert.equal(third?.at, undefined);
    assert.doesNotMatch(JSON.stringify(lines), /MARKER/);
  });

  it('writes as a code only what looks like one', () => {
    const odd = Object.assign(new Error('x'), { code: 'MARKER said the other side' });
    const fault = new ServiceError('teamsRefused', undefined, { cause: odd });

    const lines = linesOf((log) => {
      log.error({ error: odd }, 'It failed.');
      log.error({ error: fault }, 'It failed.');
    });

    assert.doesNotMatch(JSON.stringify(lines), /MARKER/);
    const { causes } = { ...lines[1] }['error'] as { causes: string[] };
    assert.deepEqual(causes, ['Error']);
  });

  it('lives on with an error that is its own cause', () => {
    const error = new Error('round and round');
    error.cause = error;

    const lines = linesOf((log) => log.error({ error }, 'It failed.'));

    assert.equal(lines.length, 1);
  });
});

function parseError(text: string): Error {
  try {
    JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  return assert.fail('not an error');
}
