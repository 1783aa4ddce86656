import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createReaders } from '../../src/alerts/create-readers.ts';
import { endedStates } from '../../src/approval/ended.ts';
import { batchStates } from '../../src/approval/remediation.ts';
import { remediationActions, requestStates, severities } from '../../src/approval/request.ts';
import { notProvenReasons } from '../../src/approval/verification.ts';
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import { type Fixture, plainAlert, signatureHeaders, startFixture } from './http-fixture.ts';
import {
  answerPointer,
  createValidators,
  describeErrors,
  type Media,
  operationsOf,
  readOpenApi,
} from './openapi-document.ts';

const document = readOpenApi();
const operations = operationsOf(document);
const validatorAt = createValidators(document);
const routes = operations.filter(({ pointer }) => pointer.startsWith('/paths/'));
const source = join(import.meta.dirname, '../../src/http');

/** Paths in the code of the HTTP edge, as OpenAPI writes them. That each is mounted shows below, where all are asked. */
function mountedPaths(): string[] {
  const files = readdirSync(source).map((name) => readFileSync(join(source, name), 'utf8'));
  const mounting = files.filter((text) => text.includes('MountedRoute'));
  const paths = mounting.flatMap((text) => [...text.matchAll(/'(\/[a-z][\w/:]*)'/g)].map(([, path = '']) => path));
  return [...new Set(paths)].map((path) => path.replaceAll(/:(\w+)/g, '{$1}')).sort();
}

const examplesOf = ({ example, examples = {} }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
];

describe('docs/openapi.yaml', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();

    const { valid, errors } = await validator.validate({ ...structuredClone(document) });

    assert.deepEqual({ valid, errors: errors ?? [] }, { valid: true, errors: [] });
    assert.equal(validator.version, '3.1');
  });

  it('is of this version', () => {
    const { version } = JSON.parse(readFileSync(join(source, '../../package.json'), 'utf8')) as { version: string };

    assert.equal(document.info.version, version);
  });

  it('names the routes that the server has, and no other', () => {
    const documented = [...new Set(routes.map(({ path }) => path))].sort();

    assert.deepEqual(documented, mountedPaths());
  });

  for (const [name, list] of Object.entries({
    Severity: severities,
    Action: remediationActions,
    RequestState: requestStates,
  })) {
    it(`knows the words of ${name}`, () => {
      assert.deepEqual([...(document.components.schemas[name]?.['enum'] ?? [])].sort(), [...list].sort());
    });
  }

  it('knows the states of a call, and why an email is not proven', () => {
    const { batches, verification } = document.components.schemas['Request']?.['properties'] ?? {};

    assert.deepEqual(batches.items.properties.state.enum, batchStates);
    assert.deepEqual(verification.properties.notVerified.items.properties.reason.enum, notProvenReasons);
  });

  it('knows how a request can end', () => {
    const { data } = document.components.schemas['Outcome']?.['properties'] ?? {};

    assert.deepEqual([...data.properties.state.enum].sort(), [...endedStates].sort());
  });

  it('knows the types of problems', () => {
    const text = readFileSync(join(source, 'problem.ts'), 'utf8');
    const [, table = ''] = /const problems = \{(.*?)\n\}/s.exec(text) ?? [];
    const names = [...table.matchAll(/^ {2}'?([\w-]+)'?: \[/gm)].map(([, name]) => `urn:countersign:problem:${name}`);

    assert.deepEqual(document.components.schemas['Problem']?.['properties'].type.enum, names);
  });

  it('has examples that are what it says', () => {
    const flaws: string[] = [];
    let count = 0;
    const check = (at: string, media: Media) => {
      for (const example of examplesOf(media)) {
        count += 1;
        const validate = validatorAt(`${at}/schema`);
        if (!validate(example)) flaws.push(`${at}: ${describeErrors(validate.errors)}`);
      }
    };
    const each = (at: string, content: Readonly<Record<string, Media>> = {}) => {
      for (const [type, media] of Object.entries(content)) check(`${at}/content/${type.replace('/', '~1')}`, media);
    };
    for (const { pointer, operation } of operations) {
      each(`${pointer}/requestBody`, operation.requestBody?.content);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        each(`${pointer}/responses/${status}`, content);
      }
    }
    for (const [name, { content }] of Object.entries(document.components.responses)) {
      each(`/components/responses/${name}`, content);
    }

    assert.deepEqual(flaws, []);
    assert.ok(count > 15);
  });
});

describe('docs/callbacks.md', () => {
  it('shows an outcome as docs/openapi.yaml has it', () => {
    const page = readFileSync(join(source, '../../docs/callbacks.md'), 'utf8');
    const [, example = ''] = /^```json\n(.*?)^```/ms.exec(page) ?? [];
    const validate = validatorAt('/components/schemas/Outcome');

    assert.ok(validate(JSON.parse(example)), describeErrors(validate.errors));
  });
});

describe('what the server really answers', () => {
  let fixture: Fixture;
  let missing: readonly string[] = [];
  let receive: () => Promise<never> | undefined = () => undefined;
  before(async () => {
    fixture = await startFixture({
      ready: async () => missing,
      receiveAlert: async () => {
        await receive();
        return { requestId: 'CS-7F3K2Q', revision: 1, state: 'pending', duplicate: false };
      },
    });
  });
  afterEach(() => {
    missing = [];
    receive = () => undefined;
  });
  after(() => fixture.close());

  /** Fails where the document knows no such answer of this route, or another form of it. */
  function mustBeDocumented(method: string, path: string, reply: { status: number; json: unknown }, status: number) {
    assert.equal(reply.status, status);
    const found = routes.find((route) => route.path === path && route.method === method.toLowerCase());
    assert.ok(found, `${method} ${path} is not documented`);
    const validate = validatorAt(answerPointer(document, found.pointer, found.operation, status));
    assert.ok(validate(reply.json), describeErrors(validate.errors));
  }

  for (const { path, method } of routes) {
    it(`is as documented where ${path} is asked by another method`, async () => {
      const reply = await fixture.send({ method: 'PUT', path: path.replace('{id}', 'CS-7F3K2Q') });

      mustBeDocumented(method, path, reply, 405);
      assert.equal(reply.headers['allow'], method.toUpperCase());
    });
  }

  const json = { 'content-type': 'application/json' };
  for (const [status, what, call] of [
    [202, 'an alert', () => fixture.push(plainAlert())],
    [400, 'an alert that is not valid', () => fixture.push(plainAlert({ emails: [], extra: 1 }))],
    [400, 'what is not JSON', () => fixture.push('{')],
    [401, 'nobody’s alert', () => fixture.send({ body: '{}', headers: json })],
    [401, 'an old signature', () => fixture.push(plainAlert(), { timestamp: 1_000 })],
    [403, 'an alert in another’s name', () => fixture.push(plainAlert({ source: 'sublime' }))],
    [413, 'five mebibytes', () => fixture.push(Buffer.alloc(5 * 1_024 * 1_024, 0x20))],
    [415, 'text', () => fixture.push(plainAlert(), { headers: { 'content-type': 'text/plain' } })],
    [415, 'what is packed', () => fixture.push(plainAlert(), { headers: { 'content-encoding': 'gzip' } })],
  ] as const) {
    it(`is as documented: ${status} to ${what}`, async () => {
      mustBeDocumented('POST', '/api/alerts', await call(), status);
    });
  }

  it('is as documented of a vendor’s body with several alerts', async () => {
    const readers = createReaders(digest);
    const several = await startFixture({
      readers: {
        ...readers,
        defender: (_body, source) => {
          const [one, two] = [readers.own(plainAlert({ alertId: 'a-1' }), source), readers.own(plainAlert(), source)];
          assert.ok(one.kind === 'alerts' && two.kind === 'alerts');
          return { kind: 'alerts', alerts: [one.alerts[0], two.alerts[0]] };
        },
      },
    });

    const path = '/api/alerts/defender';
    const reply = await several.send({ path, body: '[]', headers: { ...json, ...signatureHeaders('[]') } });

    await several.close();
    mustBeDocumented('POST', path, reply, 202);
    assert.equal((reply.json['alerts'] as unknown[]).length, 2);
  });

  for (const path of ['/api/alerts/defender', '/api/alerts/sentinel', '/api/alerts/sublime']) {
    it(`is as documented of ${path}, where nothing in the body is an alert`, async () => {
      const reply = await fixture.send({ path, body: '{}', headers: { ...json, ...signatureHeaders('{}') } });

      mustBeDocumented('POST', path, reply, 400);
    });
  }

  it('is as documented while the store is away, and where something is broken', async () => {
    receive = () => Promise.reject(new ServiceError('storeUnavailable'));
    const away = await fixture.push(plainAlert());
    receive = () => Promise.reject(new TypeError('broken'));
    const broken = await fixture.push(plainAlert());

    mustBeDocumented('POST', '/api/alerts', away, 503);
    mustBeDocumented('POST', '/api/alerts', broken, 500);
    assert.match(String(away.headers['retry-after']), /^\d+$/);
  });

  it('is as documented where a source sends too much', async () => {
    const narrow = await startFixture({ alertsPerMinute: 1 });

    await narrow.push(plainAlert());
    const reply = await narrow.push(plainAlert());

    await narrow.close();
    mustBeDocumented('POST', '/api/alerts', reply, 429);
    assert.match(String(reply.headers['retry-after']), /^\d+$/);
  });

  it('is as documented of a request that there is not, and to nobody', async () => {
    const path = '/api/requests/CS-000000';
    const unknown = await fixture.send({ method: 'GET', path, headers: signatureHeaders('') });
    const stranger = await fixture.send({ method: 'GET', path });

    mustBeDocumented('GET', '/api/requests/{id}', unknown, 404);
    mustBeDocumented('GET', '/api/requests/{id}', stranger, 401);
  });

  it('is as documented of activities', async () => {
    const send = (body: string) => fixture.send({ path: '/api/messages', body, headers: json });
    const list = await send('[]');
    const long = await send(' '.repeat(300 * 1_024));

    mustBeDocumented('POST', '/api/messages', list, 400);
    mustBeDocumented('POST', '/api/messages', long, 413);
  });

  it('is as documented of the probes', async () => {
    const get = (path: string) => fixture.send({ method: 'GET', path });
    const [alive, ready] = [await get('/healthz'), await get('/readyz')];
    missing = ['store', 'work'];
    const waiting = await get('/readyz');

    mustBeDocumented('GET', '/healthz', alive, 200);
    mustBeDocumented('GET', '/readyz', ready, 200);
    mustBeDocumented('GET', '/readyz', waiting, 503);
    assert.equal((await get('/metrics')).headers['content-type']?.split(';')[0], 'text/plain');
  });
});
