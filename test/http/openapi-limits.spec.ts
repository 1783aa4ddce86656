import assert from 'node:assert/strict';
import type { AnySchemaObject } from 'ajv';
import fc from 'fast-check';
import { type Fixture, plainAlert, startFixture } from './http-fixture.ts';
import { createValidators, describeErrors, operationsOf, readOpenApi } from './openapi-document.ts';

const document = readOpenApi();
const isAlert = createValidators(document)('/components/schemas/Alert');
const alertSchema = resolve({ $ref: '#/components/schemas/Alert' });

/** A schema with what its `$ref` says; what stands beside it wins. */
function resolve(schema: AnySchemaObject): AnySchemaObject {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(schema['$ref'] ?? '')?.[1];
  return name === undefined ? schema : { ...resolve(document.components.schemas[name] ?? {}), ...schema };
}

type Path = readonly (string | number)[];
/** Everything below a schema that bounds something, with its place in an alert. */
function* placesOf(schema: AnySchemaObject, at: Path): Generator<{ at: Path; schema: AnySchemaObject }> {
  const whole = resolve(schema);
  yield { at, schema: whole };
  for (const [name, inner] of Object.entries(whole['properties'] ?? {})) {
    yield* placesOf(inner as AnySchemaObject, [...at, name]);
  }
  for (const inner of whole['items']?.oneOf ?? (whole['items'] ? [whole['items']] : []))
    yield* placesOf(inner, [...at, 0]);
}

/** A plain alert with this at that place. */
function alertWith(at: Path, value: unknown): Record<string, unknown> {
  const build = (path: Path): unknown => {
    const [step, ...rest] = path;
    if (step === undefined) return value;
    return typeof step === 'number' ? [build(rest)] : { [step]: build(rest) };
  };
  const [first, ...rest] = at;
  const base = plainAlert();
  if (at.join('/') === 'emails/0/recipientEmailAddress') {
    return { ...base, emails: [{ networkMessageId: crypto.randomUUID(), recipientEmailAddress: value }] };
  }
  return { ...base, [String(first)]: build(rest) };
}

/** Text of so many characters that means something where not all text does. */
function textFor(place: string, length: number): string {
  if (place === 'link') return `https://portal.example/${'a'.repeat(length - 23)}`;
  if (place === 'emails/0/recipientEmailAddress') return `${'a'.repeat(length - 12)}@contoso.com`;
  if (place === 'receivedAt') return `2026-03-01T09:30:00.${'1'.repeat(length - 21)}Z`;
  // An emoji is one character, and two of JavaScript's.
  return '😀'.repeat(length);
}

function itemOf(place: string): unknown {
  if (place === 'emails') return { id: 'x' };
  return place === 'attachments' ? {} : 'x';
}

describe('the limits that docs/openapi.yaml tells of an alert', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture({
      sources: { webhookSecrets: [{ source: 'defender', secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }] },
    });
  });
  after(() => fixture.close());

  async function mustAgree(alert: unknown, isTaken: boolean): Promise<void> {
    const { status, text } = await fixture.push(alert);
    const isDocumented = isAlert(alert);
    assert.deepEqual(
      { status, isDocumented },
      { status: isTaken ? 202 : 400, isDocumented: isTaken },
      `${text.slice(0, 300)} ${describeErrors(isAlert.errors)}`,
    );
  }

  const places = [...placesOf(alertSchema, [])].filter(({ at }) => at.length > 0);
  for (const { at, schema } of places) {
    const place = at.join('/');
    const { maxLength, minLength, maxItems, minItems } = schema;
    if (maxLength !== undefined) {
      it(`are the parser’s: ${place}, ${maxLength} characters`, async () => {
        await mustAgree(alertWith(at, textFor(place, maxLength)), true);
        await mustAgree(alertWith(at, textFor(place, maxLength + 1)), false);
        const mayBeEmpty =
          minLength === undefined && place !== 'receivedAt' && schema['pattern']?.includes('@') !== true;
        await mustAgree(alertWith(at, ''), mayBeEmpty);
      });
    }
    if (maxItems !== undefined) {
      it(`are the parser’s: ${place}, ${maxItems} items`, async () => {
        const one = itemOf(place);
        await mustAgree({ ...plainAlert(), [place]: Array(maxItems).fill(one) }, true);
        await mustAgree({ ...plainAlert(), [place]: Array(maxItems + 1).fill(one) }, false);
        await mustAgree({ ...plainAlert(), [place]: [] }, minItems === undefined);
      });
    }
  }

  it('bound every text and every list', () => {
    const unbounded = places.filter(({ schema }) => {
      const { type, maxLength, maxItems, pattern, items } = schema;
      if (items !== undefined) return maxItems === undefined;
      return type === 'string' && maxLength === undefined && !/\{\d+\}|\{1,64\}/.test(pattern ?? '');
    });

    assert.deepEqual(unbounded, []);
    assert.ok(places.length > 20);
  });

  const odd = fc.constantFrom(null, 0, true, '', [], {}, '\0', '\ud800', 'x', ['x'], { id: 'x' }, { x: 1 });
  const guid = fc.uuid();
  const addresses = fc.constantFrom(
    'ana@contoso.com',
    'ana@contoso.com.',
    'ana',
    'a b@contoso.com',
    'ä@contoso.com',
    '@',
  );
  const email = fc.oneof(
    fc.record({ networkMessageId: fc.oneof(guid, fc.constant('1-2')), recipientEmailAddress: addresses }),
    fc.record({ id: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) }),
    fc.record({ id: fc.constant('x'), networkMessageId: guid }),
    odd,
  );
  const good = { source: 'defender', alertId: 'a', severity: 'low', emails: [{ id: 'x' }] } as const;
  const valuesOf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    source: fc.constantFrom('defender', 'Defender', 'de fender'),
    severity: fc.constantFrom('low', 'Low', 'medium', 'high'),
    emails: fc.array(email, { maxLength: 3 }),
    recommendedAction: fc.constantFrom('softDelete', 'delete'),
    remediateSendersCopy: fc.boolean(),
    receivedAt: fc.constantFrom('2026-03-01T09:30:00Z', '2026-02-30T09:30:00Z', '2026-03-01', '2026-03-01T25:00:00Z'),
    link: fc.constantFrom('https://portal.example/', 'portal', 'no link'),
  };
  const names = Object.keys(alertSchema['properties']);

  it('and its other rules accept an alert exactly when the parser does', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const one = fc
      .constantFrom(...names, 'unknown', '__proto__')
      .chain((name) => fc.tuple(fc.constant(name), fc.oneof(valuesOf[name] ?? text, odd)));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 2 }), async (changes) => {
        const alert = JSON.parse(JSON.stringify({ ...good, ...Object.fromEntries(changes) })) as unknown;
        const { status, text: said } = await fixture.push(alert);
        // 403: a name of another source, in the right form.
        const isFit = status === 202 || status === 403;
        if (isFit) taken += 1;
        assert.equal(isAlert(alert), isFit, `${JSON.stringify(alert)} ${said} ${describeErrors(isAlert.errors)}`);
      }),
      { numRuns: 400 },
    );
    assert.ok(taken > 20 && taken < 380, `${taken} of 400 were taken`);
  });

  it('fit its examples, which the server takes', async () => {
    const examples = operationsOf(document)
      .filter(({ path }) => path === '/api/alerts')
      .flatMap(({ operation }) => Object.values(operation.requestBody?.content ?? {}))
      .flatMap(({ examples: all = {} }) => Object.values(all).map(({ value }) => value as Record<string, unknown>));

    assert.ok(examples.length >= 2);
    for (const example of examples) await mustAgree({ ...example, source: 'defender' }, true);
  });
});
