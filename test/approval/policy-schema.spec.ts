/** The JSON Schema that editors complete the policy with, held to what the service takes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parsePolicy } from '../../src/approval/parse-policy.ts';
import { remediationActions, severities } from '../../src/approval/request.ts';
import { ana, ben } from '../support/people.ts';
import { approvers, parsed, two, withLine, withRule, withWhen } from './policy-files.ts';

const folder = join(import.meta.dirname, '../../env');
const schema = readJson('policy.schema.json') as { readonly [key: string]: unknown };
const group = '99999999-0000-4000-8000-00000000000a';
const fitsSchema = new Ajv({ strictSchema: true, strictTypes: false, allErrors: true }).compile(schema);

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** What the parser says of the form; that people could never be found is known to it alone. */
function fitsParser(json: unknown): boolean {
  const result = parsePolicy(json);
  return result.kind === 'ok' || result.problems.every(({ message }) => message.startsWith('asks for '));
}

function agree(json: unknown): boolean {
  const fits = fitsParser(json);
  assert.equal(fitsSchema(json), fits, `${JSON.stringify(json)}: ${JSON.stringify(parsePolicy(json))}`);
  return fits;
}

describe('the schema of the policy file', () => {
  const durations = ['PT0.0005S', 'PT0.0004S', 'PT0S', 'PT00H', 'P0DT0.1S', 'P9999W', 'P10000W', 'P36500D', 'P100000D'];
  const moreDurations = [
    'PT999999H',
    'PT1000000H',
    'PT1M',
    'P1M',
    'P1Y',
    'PT',
    'P',
    'P1DT',
    'pt1h',
    ' PT1H',
    'PT1H ',
    'PT01H',
  ];
  const evenMore = [
    'PT1.5H',
    'PT10S',
    'PT100.000S',
    'PT0.0010S',
    'PT999999999S',
    'PT1000000000S',
    'P1W2DT3H4M5.678S',
    '',
  ];
  const users = [
    'ana@contoso.com',
    ' ana@contoso.com\t',
    'ana',
    '@b',
    'a@',
    'a@b@c',
    'a b@c',
    'a,b@c',
    'é@ü.example',
    '',
  ];
  const oddUsers = [
    ben.objectId,
    ` ${ben.objectId} `,
    ben.objectId.slice(1),
    `${'a'.repeat(318)}@b`,
    `${'a'.repeat(319)}@b`,
    'a\u200b@c',
    'a@b.',
    'a@.b',
    'a@b..c',
    'a.@b',
    'a@b\u3002c',
    'ท\u0e33@ไทย.example',
  ];
  const table: unknown[] = [
    null,
    7,
    [],
    {},
    { approvers },
    { approvers: {} },
    { approvers: { users: [], groups: [] } },
    { approvers: { users: [], groups: [group] } },
    { approvers: { groups: [group] } },
    { approvers: { users: [ana.upn], groups: [] } },
    { approvers: { users: null, groups: [group] } },
    { approvers, unknown: 1 },
    { approvers, $schema: './policy.schema.json' },
    { approvers, $schema: 1 },
    { approvers, $schema: '\ud83d\ude00 \u0000' },
    { approvers, $schema: '\ud83d' },
    { approvers, guests: 'true' },
    { approvers, guests: true, requesterMayApprove: null },
    { approvers, escalateTo: { groups: [] } },
    { approvers, escalateTo: { groups: [group] }, escalateAfter: 'PT1H', remindAfter: 'PT1H' },
    { approvers, rules: {} },
    ...[...durations, ...moreDurations, ...evenMore].map((expiresAfter) => ({ approvers, expiresAfter })),
    ...[...users, ...oddUsers].map((user) => ({ approvers: { users: [user] } })),
    ...[...users, ...oddUsers].map((user) => withWhen({ recipientIn: { users: [user] } })),
    ...[group, group.toUpperCase(), ` ${group} `, 'SOC leads', 7].map((id) => ({ approvers: { groups: [id] } })),
    withRule({}),
    withRule({ when: {} }),
    withRule({ require: two }),
    withRule({ when: {}, require: [] }),
    withRule({ when: {}, require: [], reason: 'required' }),
    withRule({ when: {}, reason: 'required' }),
    withRule({ when: {}, reason: 'wanted', require: two }),
    withRule({ when: {}, require: {}, reason: 'required' }),
    withRule({ when: {}, require: two, else: {} }),
    withWhen({ action: [] }),
    withWhen({ action: remediationActions, severity: severities }),
    withWhen({ action: ['softDelete', 'softDelete'] }),
    withWhen({ severity: 'high' }),
    withWhen({ recipients: {} }),
    withWhen({ recipients: { over: 0 } }),
    withWhen({ recipients: { over: 1.5 } }),
    withWhen({ recipients: { over: 2 ** 53 } }),
    withWhen({ recipients: { over: 2 ** 53 - 1 } }),
    withWhen({ recipientIn: {} }),
    withWhen({ remediateSendersCopy: 0 }),
    withWhen({ remediateSendersCopy: false }),
    withLine({ from: 'approvers', count: 1 }),
    withLine({ from: 'approvers', count: 100 }),
    withLine({ from: 'approvers', count: 101 }),
    withLine({ from: 'approvers', count: 0 }),
    withLine({ from: 'leads', count: 1 }),
    withLine({ from: { groups: [group] }, count: 1 }),
    withLine({ from: { groups: [] }, count: 1 }),
    withLine({ from: [], count: 1 }),
    withLine({ count: 1 }),
    withLine({ from: 'approvers' }),
    JSON.parse('{"approvers":{"users":["ana@contoso.com"]},"__proto__":{"guests":true}}'),
  ];

  it('takes exactly what the service takes, case by case', () => {
    const taken = table.filter((json) => agree(json));
    assert.ok(taken.length > 25 && taken.length < table.length - 25, `${taken.length} of ${table.length}`);
  });

  const anyUser = fc.constantFrom(...users, ...oddUsers);
  const anyGroup = fc.constantFrom(group, group.toUpperCase(), 'SOC leads');
  /** Mostly right, so that whole policies are. */
  const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 30, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: rare });
  const goodUser = fc.constantFrom(ana.upn, ben.upn, ben.objectId, ' eve@contoso.com');
  const anyPeople = fc.record(
    {
      users: rarely(fc.array(goodUser, { maxLength: 3 }), fc.array(anyUser)),
      groups: rarely(fc.array(fc.constant(group), { maxLength: 2 }), fc.array(anyGroup)),
    },
    { requiredKeys: [] },
  );
  const anyDuration = rarely(
    fc.constantFrom('PT1H', 'P1D'),
    fc.constantFrom(...durations, ...moreDurations, ...evenMore),
  );
  const anyFlag = rarely(fc.boolean(), fc.jsonValue());
  const anyWhen = fc.record(
    {
      action: rarely(fc.subarray([...remediationActions], { minLength: 1 }), fc.jsonValue()),
      severity: rarely(fc.subarray([...severities], { minLength: 1 }), fc.constant(['High'])),
      recipients: rarely(fc.record({ over: fc.nat() }), fc.record({ over: fc.double() })),
      recipientIn: anyPeople,
      remediateSendersCopy: anyFlag,
    },
    { requiredKeys: [] },
  );
  const anyLine = fc.record(
    {
      from: fc.oneof(fc.constant('approvers'), anyPeople),
      count: rarely(fc.integer({ min: 1, max: 3 }), fc.integer()),
    },
    { requiredKeys: ['from', 'count'] },
  );
  const anyRule = fc.record(
    {
      when: anyWhen,
      require: fc.array(anyLine, { maxLength: 3 }),
      reason: rarely(fc.constant('required'), fc.jsonValue()),
    },
    { requiredKeys: ['when'] },
  );
  const anyPolicy = fc.record(
    {
      $schema: rarely(fc.constant('./policy.schema.json'), fc.jsonValue()),
      approvers: anyPeople,
      guests: anyFlag,
      requesterMayApprove: anyFlag,
      expiresAfter: anyDuration,
      remindAfter: anyDuration,
      escalateAfter: anyDuration,
      escalateTo: anyPeople,
      rules: fc.array(rarely(anyRule, fc.jsonValue()), { maxLength: 3 }),
    },
    { requiredKeys: ['approvers'] },
  );

  it('takes exactly what the service takes, whatever people write', () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        // Through JSON, as a file comes: what it cannot hold is dropped.
        if (agree(JSON.parse(JSON.stringify(policy)))) taken += 1;
        else refused += 1;
      }),
      { numRuns: 3_000 },
    );
    assert.ok(taken > 200 && refused > 200, `${taken} taken, ${refused} refused`);
  });

  it('takes no more than the service of any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        agree(json);
        agree({ approvers, rules: json });
      }),
      { numRuns: 1_000 },
    );
  });

  it('explains every key, and knows no other', () => {
    const objects = [...objectsIn(schema)];

    const keys = objects.flatMap(({ properties }) => Object.entries(properties));

    assert.deepEqual(
      keys.filter(([, { description }]) => !/\w{3}.*\.$/.test(description ?? '')).map(([key]) => key),
      [],
    );
    assert.ok(keys.length > 20);
    assert.ok(objects.every(({ additionalProperties }) => additionalProperties === false));
  });
});

interface ObjectSchema {
  readonly additionalProperties: unknown;
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
}

/** Every description of an object in it; what only adds to one (under `anyOf`) has no type. */
function* objectsIn(node: unknown): Generator<ObjectSchema> {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'object') yield node as unknown as ObjectSchema;
  for (const inner of Object.values(node)) yield* objectsIn(inner);
}

describe('the example beside it', () => {
  const example = readJson('policy.example.json') as { readonly $schema?: string };

  it('names the schema, so that editors complete it', () => {
    assert.equal(example.$schema, './policy.schema.json');
    assert.equal(fitsSchema(example), true);
  });

  it('is a policy, with groups and rules', () => {
    const policy = parsed(example);
    assert.equal(policy.rules.length, 3);
    assert.equal(policy.approvers.groups.length, 1);
  });
});

describe('the guide to the policy', () => {
  it('shows policies that are policies, and rules that are rules', () => {
    const page = readFileSync(join(folder, '../docs/policy.md'), 'utf8');
    const shown = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => json);

    const policies = shown.map((json) => JSON.parse(json.startsWith('{') ? json : `{ "approvers": {}, ${json} }`));

    assert.equal(policies.length, 2);
    for (const policy of policies) parsed({ ...policy, approvers });
  });

  it('explains every key', () => {
    const page = readFileSync(join(folder, '../docs/policy.md'), 'utf8');

    const keys = [...objectsIn(schema)].flatMap(({ properties }) => Object.keys(properties));

    assert.deepEqual(
      keys.filter((key) => !page.includes(`\`${key}\``) && !page.includes(`"${key}"`)),
      [],
    );
  });
});
